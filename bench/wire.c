/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/wire.h"

#include "core/clock.h"

#include <stdio.h>

#define EXIT_READS    512
#define POLLS	      1024 /* between two looks at the clock: the ring is what matters */
#define WARM_REQUESTS 16

double wire_exit_ns(struct vdev *v)
{
	uint64_t begin = clock_ns();

	for (unsigned i = 0; i < EXIT_READS; i++)
		vdev_status(v);
	return (double)(clock_ns() - begin) / EXIT_READS;
}

/* True if a buffer is used; ends the job where it lies or none comes. */
static bool poll_used(struct vq *q)
{
	uint64_t end = clock_ns() + (uint64_t)VDEV_ANSWER_MS * MS_NS;
	enum vq_result result = VQ_NONE;
	struct completion done;

	do {
		for (unsigned i = 0; i < POLLS && result == VQ_NONE; i++)
			result = vq_try(q, &done);
	} while (result == VQ_NONE && clock_ns() < end);
	if (result == VQ_DONE)
		return true;
	if (result == VQ_LIE)
		vdev_lied(q->v, "%s", q->lie);
	say(q->v->job, VERDICT_ERROR, "a request on queue %u was not answered within %d ms",
		q->index, VDEV_ANSWER_MS);
	job_stop(q->v->job);
}

static void one(struct vq *q, const struct wire_request *r, struct hist *time, struct hist *stall)
{
	uint64_t begin, written;

	vq_add(q, r->segs, r->count);
	begin = clock_ns();
	vq_kick(q);
	written = clock_ns();
	poll_used(q);
	hist_add(time, clock_ns() - begin);
	hist_add(stall, written - begin);
}

void wire_measure(struct vq *q, const struct wire_request *r)
{
	struct job *job = q->v->job;
	static struct hist time, stall;
	uint64_t requests = (uint64_t)job_setting(job, "wire.requests", 4000);
	uint64_t end = clock_ns() + (uint64_t)job_setting(job, "wire.duration_ms", 300) * MS_NS;
	struct metric m = {0};

	vq_want_signal(q, false);
	for (unsigned i = 0; i < WARM_REQUESTS; i++)
		one(q, r, &time, &stall);
	hist_clear(&time);
	hist_clear(&stall);
	while (time.count < requests && clock_ns() < end)
		one(q, r, &time, &stall);
	snprintf(m.conditions, sizeof(m.conditions), "%s depth=1", r->conditions);
	m.id = r->time;
	m.hist = &time;
	metric(job, &m);
	m.id = r->stall;
	m.hist = &stall;
	metric(job, &m);
	m.id = r->exits;
	m.hist = NULL;
	m.value = hist_percentile(&time, 50) / wire_exit_ns(q->v);
	metric(job, &m);
}
