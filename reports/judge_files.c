/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge.h"

#include "reports/judge_arena.h"
#include "reports/parallel.h"

#include <stdlib.h>
#include <string.h>

struct work {
	const struct judge_options *options;
	char **files;
	struct judgement *judgements;
};

/* Reads, judges and lets go of one document: a thousand would not fit into memory. */
static void judge_file(size_t index, void *to)
{
	const struct work *work = to;
	struct judgement *judgement = &work->judgements[index];
	const char *file = work->files[index];
	struct result result;
	struct message msg = {0};

	*judgement = (struct judgement){.file = strdup(file)};
	arena_begin();
	if (result_read(&result, file, &msg)) {
		judgement->conformance = CONFORMANCE_UNREADABLE;
		judgement->label = strdup(file);
		judgement->error = strdup(msg.text);
	} else {
		judge_result(work->options, &result, judgement);
	}
	result.doc.root = NULL; /* goes with the arena */
	result_free(&result);
	arena_end();
}

void judge_files(const struct judge_options *options, char **files, size_t count,
	struct judgement *judgements)
{
	struct work work = {options, files, judgements};
	size_t units;

	units_all(&units); /* gathered here, before anybody else asks */
	arena_setup();
	parallel_each(count, judge_file, &work);
}
