/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/wire.h"

#include <stdio.h>
#include <stdlib.h>

#define EXIT_BATCHES  9 /* of which one that was held up does not count */
#define EXIT_READS    64
#define POLLS	      1024 /* between two looks at the clock: the ring is what matters */
#define WARM_REQUESTS 16

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double wire_exit_ns(struct vdev *v)
{
	double batch[EXIT_BATCHES];

	for (unsigned i = 0; i < EXIT_BATCHES; i++) {
		uint64_t begin = vdev_now(v);

		for (unsigned k = 0; k < EXIT_READS; k++)
			vdev_status(v);
		batch[i] = (double)(vdev_now(v) - begin) / EXIT_READS;
	}
	qsort(batch, EXIT_BATCHES, sizeof(*batch), compare);
	return batch[EXIT_BATCHES / 2];
}

struct completion wire_poll(struct vq *q)
{
	struct vdev *v = q->v;
	uint64_t end = vdev_now(v) + (uint64_t)VDEV_ANSWER_MS * MS_NS;
	enum vq_result result = VQ_NONE;
	struct completion done;

	for (;;) {
		for (unsigned i = 0; i < POLLS && result == VQ_NONE; i++)
			result = vq_try(q, &done);
		if (result != VQ_NONE || vdev_now(v) >= end)
			break;
		v->bus->ops->relax(v->bus);
	}
	if (result == VQ_DONE)
		return done;
	if (result == VQ_LIE)
		vdev_lied(v, "%s", q->lie);
	say(v->job, VERDICT_ERROR, "a request on queue %u was not answered within %d ms", q->index,
		VDEV_ANSWER_MS);
	job_stop(v->job);
}

static void one(struct vq *q, const struct wire_request *r, struct hist *time, struct hist *stall)
{
	uint64_t begin, written;

	if (r->again)
		r->again(r->of);
	vq_add(q, r->segs, r->count);
	begin = vdev_now(q->v);
	vq_kick(q);
	written = vdev_now(q->v);
	wire_poll(q);
	hist_add(time, vdev_now(q->v) - begin);
	hist_add(stall, written - begin);
}

void wire_measure(struct vq *q, const struct wire_request *r)
{
	struct job *job = q->v->job;
	static struct hist time, stall;
	uint64_t requests = (uint64_t)job_setting(job, "wire.requests", 4000);
	uint64_t end = vdev_now(q->v) + (uint64_t)job_setting(job, "wire.duration_ms", 300) * MS_NS;
	struct metric m = {0};

	vq_want_signal(q, false);
	for (unsigned i = 0; i < WARM_REQUESTS; i++)
		one(q, r, &time, &stall);
	hist_clear(&time);
	hist_clear(&stall);
	while (time.count < requests && vdev_now(q->v) < end)
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
