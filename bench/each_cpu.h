/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_EACH_CPU_H
#define BENCH_EACH_CPU_H

#include "core/job.h"

/* Runs `work`, which never returns, in a thread bound to each CPU; so does this not return. */
void each_cpu(struct job *job, void (*work)(void), void (*ready)(void));

#endif
