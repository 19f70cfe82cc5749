/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/balloon/stats.h"

#include "suites/balloon/host.h"

#include <stdlib.h>
#include <string.h>

#define POLL_MS	 3000 /* the host polls every second */
#define TRIES	 20
#define RETRY_MS 50

/* The queue always holds one buffer: the device keeps it until it wants news. */
static void give(struct stats *s, const struct balloon_stat *entries)
{
	struct seg seg = device_reads(s->buffer);

	memcpy(s->buffer->bytes, entries, s->buffer->size);
	vq_add(s->q, &seg, 1);
	vq_kick(s->q);
}

struct stats stats_start(struct vdev *v)
{
	static const struct balloon_stat nothing[STATS_ENTRIES] = {
		{BALLOON_S_MEMFREE, 0}, {BALLOON_S_MEMTOT, 0}};
	struct stats s = {.job = v->job};
	struct answer answer;

	vdev_need(v, BALLOON_F_STATS_VQ);
	vdev_begin(v, BALLOON_F_STATS_VQ);
	s.q = vq_open(v, BALLOON_STATS, 0);
	s.buffer = dma_new(v, STATS_ENTRIES * sizeof(struct balloon_stat));
	vdev_live(v);
	give(&s, nothing);
	balloon_have(s.job, &answer, "balloon-poll");
	return s;
}

static bool tells(struct stats *s, const char *action, uint64_t value, char *told, size_t size)
{
	struct answer answer;

	for (unsigned i = 0; i < TRIES; i++) {
		balloon_have(s->job, &answer, action);
		snprintf(told, size, "%s", answer.text);
		if (strtoull(answer.text, NULL, 10) == value)
			return true;
		vdev_pause(s->q->v, RETRY_MS);
	}
	return false;
}

static uint64_t value_of(const struct balloon_stat *entries, enum balloon_tag tag)
{
	for (unsigned i = 0; i < STATS_ENTRIES; i++)
		if (entries[i].tag == tag)
			return entries[i].value;
	return 0;
}

bool stats_arrive(
	struct stats *s, const struct balloon_stat entries[STATS_ENTRIES], const char *what)
{
	uint64_t free = value_of(entries, BALLOON_S_MEMFREE);
	uint64_t total = value_of(entries, BALLOON_S_MEMTOT);
	char told_free[64] = "", told_total[64] = "";
	struct completion done;
	bool right;

	if (!vq_wait(s->q, POLL_MS, &done)) {
		inconclusive(
			s->job, "the device does not ask for statistics within %d ms", POLL_MS);
		job_stop(s->job);
	}
	give(s, entries);
	right = tells(s, "balloon-free-memory", free, told_free, sizeof(told_free)) &&
		tells(s, "balloon-total-memory", total, told_total, sizeof(told_total));
	expected(s->job, "the host tells free %llu, total %llu", (unsigned long long)free,
		(unsigned long long)total);
	observed(s->job, "free %s, total %s", told_free, told_total);
	if (!right)
		fail(s->job, "statistics %s do not arrive as they were sent", what);
	return right;
}

void stats_stop(struct stats *s)
{
	struct answer answer;

	balloon_ask(s->job, &answer, "balloon-poll-end");
}
