/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/load.h"

#include "bench/each_cpu.h"
#include "core/must.h"

#include <string.h>

#define BLOCK (8u << 20) /* with its copy more than a CPU's share of the caches */

static struct job *the_job;

static void copy(void)
{
	char *from = must_alloc(the_job, BLOCK), *to = must_alloc(the_job, BLOCK);

	memset(from, 1, BLOCK);
	for (;;) {
		memcpy(to, from, BLOCK);
		memcpy(from, to, BLOCK);
		__asm__ volatile("" ::: "memory"); /* the copies are what it is for */
	}
}

static void run(struct job *job, void (*ready)(void))
{
	the_job = job;
	each_cpu(job, copy, ready);
}

const struct load load_memory = {
	.name = "memory",
	.title = "copies of 8 MiB without a pause on every CPU",
	.run = run,
};
