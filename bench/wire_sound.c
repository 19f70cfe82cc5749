/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/fit.h"
#include "bench/wire.h"
#include "virtio/snd.h"
#include "virtio/wire.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PERIODS	 4
#define RELEASES 8
#define NS_PER_S 1000000000ull

/* A stream at one period, and what its messages did. */
struct run {
	struct job *job;
	struct snd snd;
	struct snd_pcm pcm;
	struct snd_message messages[PERIODS];
	struct dma *request, *answer; /* of the control queue */
	uint64_t start, last;	      /* START was notified; the last completion was seen */
	unsigned done, early;
	struct hist jitter, latency, reported, error; /* ns */
	struct fit pace;			      /* seconds: the clock's over the sound's */
	struct hist starting, stopping, releasing;    /* ns */
	unsigned late;				      /* messages that came after the release */
};

static uint64_t bytes_ns(const struct run *r, uint64_t bytes)
{
	return bytes / r->pcm.frame_bytes * NS_PER_S / r->pcm.rate;
}

/* When the sound of the messages up to this one ends, if the device played from START on. */
static uint64_t sound_ns(const struct run *r, unsigned count)
{
	return bytes_ns(r, (uint64_t)count * r->pcm.params.period_bytes);
}

static uint64_t apart(int64_t a, int64_t b)
{
	return (uint64_t)(a > b ? a - b : b - a);
}

/* From the notification until the answer was seen. */
static uint64_t command(struct run *r, uint32_t code, const char *name)
{
	struct snd_pcm_request request = {code, r->pcm.stream};
	struct vq *q = r->snd.queue[SND_CONTROL];
	struct seg segs[] = {device_reads(r->request), device_writes(r->answer)};
	uint32_t status = SND_S_NONE;
	uint64_t begin, took;

	memcpy(r->request->bytes, &request, sizeof(request));
	memcpy(r->answer->bytes, &status, sizeof(status));
	vq_add(q, segs, 2);
	begin = vdev_now(q->v);
	vq_kick(q);
	wire_poll(q);
	took = vdev_now(q->v) - begin;
	memcpy(&status, r->answer->bytes, sizeof(status));
	snd_need_ok(r->job, status, name);
	return took;
}

/*
 * A message that is back: played or recorded, but for what the device holds. An output
 * stream may be that far ahead of the clock; an input stream can only be behind it.
 */
static void came_back(struct run *r, const struct snd_message *m, uint64_t now)
{
	struct snd_pcm_status status = snd_message_status(m);
	int64_t ahead = (int64_t)(r->start + sound_ns(r, r->done + 1) - now);
	int64_t held = m->in ? -ahead : ahead, reported;

	snd_need_ok(r->job, status.status, m->in ? "a recorded message" : "a played message");
	reported = (int64_t)bytes_ns(r, status.latency_bytes);
	r->early += m->in ? ahead > 0 : ahead > reported;
	hist_add(&r->latency, held > 0 ? (uint64_t)held : 0);
	hist_add(&r->reported, (uint64_t)reported);
	hist_add(&r->error, apart(held, reported));
	if (r->done)
		hist_add(&r->jitter, apart((int64_t)(now - r->last), (int64_t)r->pcm.period_ns));
	r->last = now;
	r->done++;
	fit_add(&r->pace, (double)sound_ns(r, r->done) / NS_PER_S,
		(double)(now - r->start) / NS_PER_S);
}

static struct snd_message *message_of(struct run *r, unsigned id)
{
	unsigned i = 0;

	while (i + 1 < PERIODS && r->messages[i].id != id)
		i++;
	return &r->messages[i];
}

static void play(struct run *r, uint64_t ms)
{
	struct vq *q = snd_queue(&r->snd, &r->pcm);
	struct snd_message *m;

	snd_fill(&r->snd, &r->pcm, r->messages, PERIODS);
	r->start = vdev_now(r->snd.v);
	command(r, SND_R_PCM_START, "PCM_START");
	while (sound_ns(r, r->done) < ms * MS_NS) {
		m = message_of(r, wire_poll(q).id);
		came_back(r, m, vdev_now(r->snd.v));
		snd_give(q, m);
	}
	snd_end(&r->snd, &r->pcm);
}

/* With messages that wait, each of which has to come back before the release's answer. */
static void release(struct run *r)
{
	struct vq *q = snd_queue(&r->snd, &r->pcm);
	struct completion done;

	snd_need_ok(r->job, snd_stream(&r->snd, SND_R_PCM_PREPARE, r->pcm.stream), "PCM_PREPARE");
	for (unsigned i = 0; i < PERIODS; i++)
		snd_give(q, &r->messages[i]);
	hist_add(&r->starting, command(r, SND_R_PCM_START, "PCM_START"));
	hist_add(&r->stopping, command(r, SND_R_PCM_STOP, "PCM_STOP"));
	hist_add(&r->releasing, command(r, SND_R_PCM_RELEASE, "PCM_RELEASE"));
	while (vq_try(q, &done) == VQ_DONE)
		;
	for (; vq_in_flight(q) && vq_wait(q, VDEV_SILENCE_MS, &done); r->late++)
		;
}

static void tell(const struct run *r)
{
	const struct {
		const char *name;
		const struct hist *hist;
		double value;
	} found[] = {
		{"jitter", &r->jitter, 0},
		{"drift", NULL, fabs(fit_slope(&r->pace) - 1) * 1e6},
		{"drift_uncertainty", NULL, fit_slope_error(&r->pace) * 1e6},
		{"early", NULL, r->early},
		{"latency", &r->latency, 0},
		{"latency_reported", &r->reported, 0},
		{"latency_error", &r->error, 0},
		{"start", &r->starting, 0},
		{"stop", &r->stopping, 0},
		{"release", &r->releasing, 0},
		{"release_exits", NULL,
			hist_percentile(&r->releasing, 50) / wire_exit_ns(r->snd.v)},
		{"release_late", NULL, r->late},
	};
	struct metric m = {0};
	char id[80];

	m.id = id;
	snprintf(m.conditions, sizeof(m.conditions), "period_ms=%g periods=%d rate=%u",
		(double)r->pcm.period_ns / MS_NS, PERIODS, r->pcm.rate);
	for (size_t i = 0; i < sizeof(found) / sizeof(*found); i++) {
		snprintf(id, sizeof(id), "%s.%s", r->job->unit->id, found[i].name);
		m.hist = found[i].hist;
		m.value = found[i].value;
		if (m.hist ? m.hist->count > 0 : isfinite(m.value))
			metric(r->job, &m);
	}
}

static void one_period(struct job *job, struct vdev *v, unsigned period_ms)
{
	static struct run r;
	struct hist *hists[] = {&r.jitter, &r.latency, &r.reported, &r.error, &r.starting,
		&r.stopping, &r.releasing};

	r = (struct run){.job = job, .snd = snd_start(v)};
	for (size_t i = 0; i < sizeof(hists) / sizeof(*hists); i++)
		hist_clear(hists[i]);
	r.request = dma_new(v, sizeof(struct snd_pcm_request));
	r.answer = dma_new(v, sizeof(uint32_t));
	r.pcm = snd_open(&r.snd, *(const enum snd_direction *)job->unit->data, period_ms, PERIODS);
	play(&r, (uint64_t)job_setting(job, "wire.sound_ms", 400));
	for (unsigned i = 0; i < RELEASES; i++)
		release(&r);
	tell(&r);
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	const char *periods = job_setting_str(job, "wire.sound_periods_ms", "5 10 20");
	unsigned long ms;
	char *end;

	for (; (ms = strtoul(periods, &end, 10)); periods = end)
		one_period(job, v, (unsigned)ms);
}

#define METRIC(word, name, unit, title)                                                            \
	{                                                                                          \
		"wire.sound." word "." name, unit, BETTER_LOWER, title                             \
	}
#define METRICS(word, side)                                                                        \
	METRIC(word, "jitter", "ns", "how far two completions are from one period apart"),         \
		METRIC(word, "drift", "ppm",                                                       \
			"distance of the pace of completions from the clock"),                     \
		METRIC(word, "drift_uncertainty", "ppm", "standard error of that pace"),           \
		METRIC(word, "early", "count",                                                     \
			"messages completed sooner than the clock and what the device holds "      \
			"allow"),                                                                  \
		METRIC(word, "latency", "ns",                                                      \
			"how long " side " its sound ends by the clock a message is completed"),   \
		METRIC(word, "latency_reported", "ns", "latency_bytes of that message"),           \
		METRIC(word, "latency_error", "ns", "how far the two are apart"),                  \
		METRIC(word, "start", "ns", "START: notification to used buffer"),                 \
		METRIC(word, "stop", "ns", "STOP: notification to used buffer"),                   \
		METRIC(word, "release", "ns",                                                      \
			"RELEASE with messages that wait: notification to used buffer"),           \
		METRIC(word, "release_exits", "exits", "the median of that in register reads"),    \
		METRIC(word, "release_late", "count",                                              \
			"messages that came back only after the release was answered")

static const struct metric_desc playback_metrics[] = {METRICS("playback", "before"), {0}};
static const struct metric_desc capture_metrics[] = {METRICS("capture", "after"), {0}};
static const enum snd_direction output = SND_D_OUTPUT, input = SND_D_INPUT;

BENCH(wire_sound_playback) = {
	.id = "wire.sound.playback",
	.title = "How steadily a sound device completes what is played, below any driver",
	.source = "VIRTIO 1.4, 5.14.6.8.1 Output Stream",
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.timeout_ms = 60000,
	.metrics = playback_metrics,
	.run = run,
	.data = &output,
};

BENCH(wire_sound_capture) = {
	.id = "wire.sound.capture",
	.title = "How steadily a sound device completes what is recorded, below any driver",
	.source = "VIRTIO 1.4, 5.14.6.8.2 Input Stream",
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.timeout_ms = 60000,
	.metrics = capture_metrics,
	.run = run,
	.data = &input,
};
