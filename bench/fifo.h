/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_FIFO_H
#define BENCH_FIFO_H

/*
 * Makes the calling thread real-time (SCHED_FIFO), so that what it waits for is the
 * machine and not another thread of this guest. Returns the policy it has then, for
 * the conditions of its metrics: "fifo", or "other" where the guest does not allow it.
 */
const char *fifo_enter(void);

#endif
