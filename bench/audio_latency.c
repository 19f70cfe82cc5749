/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/audio_shapes.h"
#include "bench/audio_stream.h"
#include "core/clock.h"
#include "core/job.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <string.h>

#define MS	    1000000ull
#define NS_PER_S    1000000000ull
#define PATIENCE_MS 1000
#define GLANCE_NS   50000 /* to which start and recovery are known */
#define REPEATS	    6

struct player {
	struct job *job;
	struct pcm pcm;
	char conditions[256];
};

static char silence[1 << 20];

/* A stream that does not do what it must has no latency: the job ends, in words. */
static long need(struct player *player, long value, const char *call)
{
	if (value >= 0)
		return value;
	inconclusive(player->job, "%s: %s at %s", player->conditions, strerrorname_np((int)-value),
		call);
	job_stop(player->job);
}

static struct pcm_position position_of(struct player *player, bool now)
{
	struct pcm_position position;

	need(player, pcm_position(&player->pcm, now, &position), "pointer");
	return position;
}

static void fill(struct player *player)
{
	struct pcm_position position = position_of(player, true);
	long written = pcm_write(&player->pcm, silence, pcm_avail(&player->pcm, &position));

	need(player, written == -EAGAIN ? 0 : written, "write");
}

/* From a stream at rest to one of which the device took frames; the time from start on. */
static uint64_t play(struct player *player)
{
	uint64_t start;

	need(player, pcm_prepare(&player->pcm), "prepare");
	fill(player);
	start = clock_ns();
	need(player, pcm_start(&player->pcm), "start");
	while (!position_of(player, true).hw_frames) {
		need(player, clock_ns() - start < PATIENCE_MS * MS ? 0 : -ETIMEDOUT, "start");
		clock_sleep_ns(GLANCE_NS);
	}
	return clock_ns() - start;
}

static uint64_t stop(struct player *player)
{
	uint64_t start = clock_ns();

	need(player, pcm_drop(&player->pcm), "drop");
	return clock_ns() - start;
}

static uint64_t frames_ns(const struct player *player, uint64_t frames)
{
	return frames * NS_PER_S / player->pcm.shape.rate;
}

static uint64_t apart(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

/* How far the time of a drain is from that of the frames that are queued. */
static uint64_t drain(struct player *player)
{
	struct pcm_position position = position_of(player, true);
	uint64_t start = clock_ns();

	need(player, pcm_drain(&player->pcm, PATIENCE_MS), "drain");
	return apart(
		clock_ns() - start, frames_ns(player, position.appl_frames - position.hw_frames));
}

/* Lets the device run dry; the time from the xrun's news to frames that are taken again. */
static uint64_t recover(struct player *player)
{
	uint64_t start;
	int err;

	do
		err = pcm_wait(&player->pcm, PATIENCE_MS);
	while (!err);
	if (err != -EPIPE)
		need(player, err, "xrun");
	start = clock_ns();
	play(player);
	return clock_ns() - start;
}

/* Feeds the stream until the pointer has passed `frame`; when it did. */
static uint64_t passed(struct player *player, uint64_t frame)
{
	struct pcm_position position = position_of(player, false);

	while (position.hw_frames < frame) {
		need(player, pcm_wait(&player->pcm, PATIENCE_MS), "wait");
		position = position_of(player, false);
		fill(player);
	}
	return position.time_ns;
}

static void start_stop_drain_recover(struct player *player)
{
	static struct hist starts, stops, drains, recoveries;

	hist_clear(&starts);
	hist_clear(&stops);
	hist_clear(&drains);
	hist_clear(&recoveries);
	for (int i = 0; i < REPEATS; i++) {
		hist_add(&starts, play(player));
		hist_add(&stops, stop(player));
		hist_add(&starts, play(player));
		hist_add(&drains, drain(player));
		hist_add(&starts, play(player));
		hist_add(&recoveries, recover(player));
		hist_add(&stops, stop(player));
	}
	metric_hist(player->job, "audio.latency.start", player->conditions, &starts);
	metric_hist(player->job, "audio.latency.stop", player->conditions, &stops);
	metric_hist(player->job, "audio.latency.drain_error", player->conditions, &drains);
	metric_hist(player->job, "audio.latency.xrun_recovery", player->conditions, &recoveries);
}

/* What the device says a frame written now will wait, and what it does wait. */
static void delays(struct player *player, uint64_t duration_ns)
{
	static struct hist waits, errors;
	uint64_t end = clock_ns() + duration_ns;

	hist_clear(&waits);
	hist_clear(&errors);
	play(player);
	while (clock_ns() < end) {
		uint64_t frame, written, waited;
		int64_t queued;

		need(player, pcm_wait(&player->pcm, PATIENCE_MS), "wait");
		fill(player);
		need(player, pcm_delay(&player->pcm, &queued), "delay");
		written = clock_ns();
		frame = position_of(player, false).appl_frames;
		waited = apart(passed(player, frame), written);
		hist_add(&waits, waited);
		hist_add(&errors,
			apart(waited, frames_ns(player, queued < 0 ? 0 : (uint64_t)queued)));
	}
	stop(player);
	metric_hist(player->job, "audio.latency.queue", player->conditions, &waits);
	metric_hist(player->job, "audio.latency.delay_error", player->conditions, &errors);
}

static void run(struct job *job)
{
	static struct pcm_shape shapes[AUDIO_SHAPES_MAX];
	size_t count = audio_shapes(job, "480", shapes, AUDIO_SHAPES_MAX);
	uint64_t delay_ns = (uint64_t)job_setting(job, "audio.delay_ms", 1000) * MS;
	struct player player = {.job = job};
	char node[64];

	if (pcm_find(job->device->path, PCM_PLAYBACK, node, sizeof(node))) {
		absent(job, "%s has no playback stream", job->device->id);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		stream_conditions(&shapes[i], player.conditions, sizeof(player.conditions));
		need(&player, pcm_open(&player.pcm, node, PCM_PLAYBACK), "open");
		need(&player, pcm_configure(&player.pcm, &shapes[i]), "configure");
		start_stop_drain_recover(&player);
		delays(&player, delay_ns);
		pcm_close(&player.pcm);
	}
}

static const struct metric_desc metrics[] = {
	{"audio.latency.start", "ns", BETTER_LOWER,
		"from start to the first frames the device took"},
	{"audio.latency.stop", "ns", BETTER_LOWER, "time of the call that stops at once"},
	{"audio.latency.drain_error", "ns", BETTER_LOWER,
		"how far the time to play what is queued and stop is from the sound's own"},
	{"audio.latency.xrun_recovery", "ns", BETTER_LOWER,
		"from the news of an xrun to frames the device took again"},
	{"audio.latency.queue", "ns", BETTER_LOWER,
		"from writing a frame to a full buffer until the pointer has passed it"},
	{"audio.latency.delay_error", "ns", BETTER_LOWER,
		"how far that is from the delay the device reported"},
	{0},
};

BENCH(audio_latency) = {
	.id = "audio.latency",
	.title = "How long sound takes to start, stop, recover and pass the queue",
	.source = "Linux PCM interface (sound/asound.h); VIRTIO 1.4 clause 5.14",
	.each = &sound_cards,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = run,
};
