/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_BOOT_H
#define CLI_BOOT_H

#include "core/message.h"
#include "hypervisors/session.h"

#include <jansson.h>

/* What the options of `boot` say; recipes are named apart. */
struct boot_options {
	struct session session; /* only what does not depend on the recipe */
	const char *machine, *plan, *image, *kernel;
	const char *output;  /* a file; for several runs a directory */
	const char *profile; /* --matrix */
	unsigned repeat;
	bool dry_run, matrix;
};

/* The plan in `file` (NULL: everything) with what the recipe says of the guest's end. */
json_t *plan_for_boot(const char *file, const char *end, struct message *msg);

/*
 * One run of one recipe; its result goes to `output` (NULL: standard output). Returns
 * the exit status; dies for what no other run could do better.
 */
int boot_one(const struct boot_options *options, const char *recipe, const char *output);
int boot_dry_run(const struct boot_options *options, const char *recipe);

/*
 * Every recipe --repeat times, interleaved (A B, B A, ...) so that a drift of the host
 * hits all alike; results go to files in the output directory. Returns the worst status.
 */
int boot_many(const struct boot_options *options, char **recipes, size_t count);

#endif
