/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_WIRE_H
#define BENCH_WIRE_H

#include "core/job.h"
#include "virtio/ring.h"

/*
 * Raw latency in the wire lane: one request at a time, from the write that notifies to the
 * used buffer as a poll of the ring sees it. No interrupt, no driver, no scheduler is in it.
 */

/* What one exit costs: the median time of a register's read, which the hypervisor answers. */
double wire_exit_ns(struct vdev *v);

/* Polls until a buffer is used; ends the job where the device lies or none comes. */
struct completion wire_poll(struct vq *q);

struct wire_request {
	const char *time, *exits, *stall; /* metric ids: ns, exits, ns of the notifying write */
	const char *conditions;
	const struct seg *segs;
	unsigned count;
	void (*again)(void *of); /* before each request; NULL: all are the same */
	void *of;
};
/* Requests for "wire.duration_ms" (300) or "wire.requests" (4000), whichever ends first. */
void wire_measure(struct vq *q, const struct wire_request *r);

#define WIRE_METRICS(prefix, what)                                                                 \
	{                                                                                          \
		{prefix ".time", "ns", BETTER_LOWER, what ": notification to used buffer"},        \
			{prefix ".exits", "exits", BETTER_LOWER,                                   \
				what ": the median time in register reads"},                       \
			{prefix ".stall", "ns", BETTER_LOWER,                                      \
				what ": how long the notifying write holds the vCPU"},             \
		{                                                                                  \
			0                                                                          \
		}                                                                                  \
	}

#endif
