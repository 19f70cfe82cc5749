/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/load.h"

#include "bench/each_cpu.h"

static void spin(void)
{
	for (volatile unsigned long n = 0;; n++)
		;
}

static void run(struct job *job, void (*ready)(void))
{
	each_cpu(job, spin, ready);
}

const struct load load_cpu = {
	.name = "cpu",
	.title = "a thread that never rests on every CPU",
	.run = run,
};
