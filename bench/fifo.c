/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/fifo.h"

#include <sched.h>

#define PRIORITY 80 /* above the kernel's threaded interrupts (50), as cyclictest is used */

const char *fifo_enter(void)
{
	struct sched_param param = {.sched_priority = PRIORITY};

	return sched_setscheduler(0, SCHED_FIFO, &param) ? "other" : "fifo";
}
