/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_BYSTANDER_H
#define BENCH_BYSTANDER_H

#include "core/job.h"

#include <pthread.h>
#include <stdatomic.h>

/*
 * Another disk of the guest, read from by a thread all the while, 4 KiB at a time: does it
 * suffer from what happens to job->device? Latencies are kept apart by when.
 */
enum bystander_when { BYSTANDER_ALONE, BYSTANDER_DURING, BYSTANDER_NEITHER, BYSTANDER_END };

struct bystander {
	struct device device;
	pthread_t thread;
	int fd;
	void *buffer;
	_Atomic int when;
	_Atomic int error;			/* -errno of a read */
	struct hist latency[BYSTANDER_NEITHER]; /* ns */
};

/* Starts reading, BYSTANDER_ALONE. False where the guest has no other disk. */
bool bystander_start(struct job *job, struct bystander *bystander);
void bystander_when(struct bystander *bystander, enum bystander_when when);
void bystander_stop(struct bystander *bystander);

#endif
