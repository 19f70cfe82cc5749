/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_PROFILE_TOOLS_H
#define REPORTS_PROFILE_TOOLS_H

#include "reports/profile.h"

#include <stdio.h>

/* What authors of profiles do with them. Documents are new references. */

/* The profile with the requirements of those it extends, as one document. */
json_t *profile_resolved(const struct profile *profile);

/* A profile document without requirements, as of today. */
json_t *profile_new(const char *name, const char *title, const char *description);

/*
 * What no reader of one document can see: names that this build does not know, units and
 * types that are not the named thing's, words that say nothing. Each complaint as
 * "file:line: path: ..."; returns how many there were.
 */
size_t profile_lint(
	const struct profile *profile, void (*complain)(void *to, const char *text), void *to);

/* What a result had, as requirements: a starting point, whose words are to be written. */
json_t *profile_derive(const struct result *result, const char *name);

/*
 * As in the Vulkan Profiles: what conforms to the union conforms to each of the profiles
 * (the strictest of each limit), and what conforms to any of them conforms to the
 * intersection (what they share, the most lenient of each limit). NULL with msg filled
 * where the union asks for what cannot be.
 */
json_t *profile_union(
	const struct profile *profiles, size_t count, const char *name, struct message *msg);
json_t *profile_intersection(
	const struct profile *profiles, size_t count, const char *name, struct message *msg);

/* profile_merge.c: changes `into`'s limit to hold both, or what either allows. */
enum merge { MERGE_UNION, MERGE_INTERSECTION };
enum merged {
	MERGED,	  /* `into` stands for both */
	APART,	  /* the two cannot be one: a union keeps both, an intersection none */
	CONFLICT, /* nothing can satisfy both */
};
enum merged requirement_merge(json_t *into, const json_t *other, enum merge how);

/* Markdown, for publication. */
void profile_doc(const struct profile *profile, FILE *out);

#endif
