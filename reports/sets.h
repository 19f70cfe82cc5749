/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_SETS_H
#define REPORTS_SETS_H

#include "reports/result_read.h"

/*
 * Repeated runs of the same thing. Each argument of `diff` is a set: a result, several
 * with commas between them, or a directory of results. Results in one argument that come
 * from different recipes, variants, accelerators or machines are different sets: what
 * does not belong together is never averaged.
 */
struct result_set {
	char *name;	 /* "before"; "runs: qemu-x86_64 (tcg)" where an argument has several */
	char label[80];	 /* result_label() of its results */
	size_t *members; /* indices into the results of all sets */
	size_t count;
};

struct result_sets {
	struct result *results;
	char **files;
	size_t result_count;
	struct result_set *items;
	size_t count;
};

int sets_read(struct result_sets *sets, char **arguments, size_t count, struct message *msg);
void sets_free(struct result_sets *sets);

#endif
