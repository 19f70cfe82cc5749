/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_RESULT_READ_H
#define REPORTS_RESULT_READ_H

#include "core/json.h"

/* A result document (stratos-result/1, docs/schemas/result.json), read strictly. */
struct result {
	struct document doc;
	bool complete;
	/* borrowed from doc: */
	const json_t *run, *hypervisor, *environment, *facts, *verdicts, *metrics;
};

int result_read(struct result *result, const char *file, struct message *msg);
/* Several at once, into `results` with room for them; the first that is wrong ends it. */
int results_read(struct result *results, char **files, size_t count, struct message *msg);
void result_free(struct result *result);

/*
 * Short, for headings: "qemu-x86_64+packed (tcg)"; the file's name without its directory
 * where no host described the hypervisor (a collected console log). Returns `text`.
 */
const char *result_label(const struct result *result, char *text, size_t size);

/* What the document must look like; the rest of the rules stand in result_read.c. */
extern const struct shape result_shape[];
/* Units that metrics may have; ends with NULL. */
extern const char *const metric_units[];

#endif
