/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_PROFILE_H
#define CLI_PROFILE_H

#include "cli/cli.h"
#include "reports/judge_waiver.h"

/* Reads a profile by file or published name; ends the program where that fails. */
void profile_load(struct profile *profile, const char *name);
/* Reads the waivers that hold today for that profile, the same way. */
void waivers_load(struct waivers *waivers, const char *file, const struct profile *profile);
/* A profile_finder: where the tool's own profiles are. */
int profile_published(char *path, size_t size, const char *name, struct message *msg);
/* Calls `each` with the name of every published profile. */
void profile_each(void (*each)(const char *name, void *to), void *to);

/* The verbs below `profile`, one file each; their names are "profile list" and so on. */
extern const struct verb profile_list, profile_show, profile_lint_verb, profile_derive_verb,
	profile_union_verb, profile_intersect_verb, profile_doc_verb;

/* Options that several of them have; ends with NULL where `args` are the rest. */
struct profile_options {
	bool json;
	const char *name; /* --name */
};
/* Parses options; returns how many arguments follow at argv[optind]. */
int profile_parse(const struct verb *verb, int argc, char **argv, struct profile_options *options);
/* Prints a document to stdout and frees it. */
int profile_print(json_t *document);

#endif
