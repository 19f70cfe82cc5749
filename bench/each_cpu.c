/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/each_cpu.h"

#include "core/cpulist.h"
#include "core/must.h"

#include <pthread.h>
#include <stdint.h>
#include <unistd.h>

static void (*the_work)(void);

static void *worker(void *cpu)
{
	cpulist_pin((unsigned)(uintptr_t)cpu); /* unbound, it is a load all the same */
	the_work();
	return NULL;
}

void each_cpu(struct job *job, void (*work)(void), void (*ready)(void))
{
	static unsigned cpus[CPULIST_MAX];
	size_t found = cpulist_read("online", cpus, CPULIST_MAX);

	the_work = work;
	for (size_t i = 0; i < found && i < CPULIST_MAX; i++) {
		pthread_t thread;

		must(job, -pthread_create(&thread, NULL, worker, (void *)(uintptr_t)cpus[i]),
			"pthread_create");
	}
	ready();
	for (;;)
		pause();
}
