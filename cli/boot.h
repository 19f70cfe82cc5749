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
	const char *output;    /* a file; for several runs a directory */
	const char *profile;   /* --matrix */
	const char *neighbour; /* loads, with commas between them; NULL: no neighbour */
	unsigned repeat, cold_starts;
	bool dry_run, matrix, no_el1, recovery;
};

/* The plan in `file` (NULL: everything) with what the recipe says of the guest's end. */
json_t *plan_for_boot(const char *file, const char *end, struct message *msg);

/* Dies where a result could not be written there: better before a run than after. */
void boot_check_output(const char *output);

/*
 * One run of one recipe: its result (NULL where nothing could be started) and the exit
 * status; dies for what no other run could do better.
 */
json_t *boot_result(const struct boot_options *options, const char *recipe, int *status);
/* The same, written; result goes to `output` (NULL: standard output). Returns the exit status. */
int boot_one(const struct boot_options *options, const char *recipe, const char *output);
int boot_dry_run(const struct boot_options *options, const char *recipe);

/*
 * Every recipe --repeat times, interleaved (A B, B A, ...) so that a drift of the host
 * hits all alike; results go to files in the output directory. Returns the worst status.
 */
int boot_many(const struct boot_options *options, char **recipes, size_t count);

/*
 * Judges the results in `files` against a profile and prints one table: hypervisors
 * across, requirements down. Returns the exit status, worst first.
 */
int matrix_print(const char *profile, char **files, size_t count);

/*
 * --cold-starts: starts the guest again and again with the plan "boot-flow" and writes one
 * result whose flow.* metrics are distributions of when each thing was first reached.
 */
int boot_cold_starts(const struct boot_options *options, const char *recipe);

/*
 * --recovery: a guest that panics, resets, loses its hypervisor or a disk's back-end, each
 * --repeat times: one result whose recovery.* metrics say how long until the guest that
 * comes after does the same again, and which of its writes are lost.
 */
int boot_recovery(const struct boot_options *options, const char *recipe);

#endif
