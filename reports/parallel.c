/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define WORKERS_MAX 16

struct work {
	size_t count;
	void (*each)(size_t index, void *to);
	void *to;
	atomic_size_t next;
};

static void *worker(void *to)
{
	struct work *work = to;
	size_t i;

	while ((i = atomic_fetch_add(&work->next, 1)) < work->count)
		work->each(i, work->to);
	return NULL;
}

void parallel_each(size_t count, void (*each)(size_t index, void *to), void *to)
{
	struct work work = {.count = count, .each = each, .to = to};
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	pthread_t threads[WORKERS_MAX];
	size_t started = 0;

	while (started + 1 < count && started + 1 < (size_t)cpus && started < WORKERS_MAX &&
		!pthread_create(&threads[started], NULL, worker, &work))
		started++;
	worker(&work);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
}
