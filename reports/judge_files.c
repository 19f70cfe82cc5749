/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORKERS_MAX 16

/* Documents are large and independent: they are read and let go one by one, on every CPU. */
struct work {
	const struct judge_options *options;
	char **files;
	size_t count;
	struct judgement *judgements;
	atomic_size_t next;
};

static void judge_file(
	const struct judge_options *options, const char *file, struct judgement *judgement)
{
	struct result result;
	struct message msg = {0};

	*judgement = (struct judgement){.file = strdup(file)};
	if (result_read(&result, file, &msg)) {
		judgement->conformance = CONFORMANCE_UNREADABLE;
		judgement->label = strdup(file);
		judgement->error = strdup(msg.text);
	} else {
		judge_result(options, &result, judgement);
	}
	result_free(&result);
}

static void *worker(void *to)
{
	struct work *work = to;
	size_t i;

	while ((i = atomic_fetch_add(&work->next, 1)) < work->count)
		judge_file(work->options, work->files[i], &work->judgements[i]);
	return NULL;
}

void judge_files(const struct judge_options *options, char **files, size_t count,
	struct judgement *judgements)
{
	struct work work = {
		.options = options, .files = files, .count = count, .judgements = judgements};
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	pthread_t threads[WORKERS_MAX];
	size_t started = 0, units;

	units_all(&units); /* gathered here, before anybody else asks */
	while (started + 1 < count && started + 1 < (size_t)cpus && started < WORKERS_MAX &&
		!pthread_create(&threads[started], NULL, worker, &work))
		started++;
	worker(&work);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
}
