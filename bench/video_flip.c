/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video.h"
#include "core/clock.h"
#include "core/must.h"
#include "virtio/inventory.h"

#include <errno.h>

#define WARMUP_FLIPS 10
#define NS_PER_S     1e9
#define MS	     1000000u
/* Within a tenth of the refresh rate, flips wait for it; beyond, they do not. */
#define NEAR 0.1

struct flips {
	struct hist submit, latency, interval;
	struct heat heat; /* of the latency */
	uint64_t count, first_ns, last_ns;
	unsigned backwards;
};

/* False where its event does not come. */
static bool flip(struct job *job, struct video *video, unsigned n, struct flips *flips)
{
	struct kms_flip_event event;
	uint64_t start = clock_ns(), submitted, done;

	must(job, kms_flip(&video->kms, &video->buffers[n % 2], n), "asking for a page flip");
	submitted = clock_ns();
	if (kms_flip_done(&video->kms, VIDEO_PATIENCE_MS, &event))
		return false;
	done = clock_ns();
	flips->backwards += done < start;
	if (n < WARMUP_FLIPS || done < start)
		return true;
	hist_add(&flips->submit, submitted - start);
	hist_add(&flips->latency, done - start);
	heat_add(&flips->heat, done, done - start);
	if (flips->count++)
		hist_add(&flips->interval, done - flips->last_ns);
	else
		flips->first_ns = done;
	flips->last_ns = done;
	return true;
}

/* Below the refresh rate nobody can tell: a slow device and a missed refresh look alike. */
static void say_pace(struct job *job, const struct video *video, double rate)
{
	double refresh = kms_mode_hz(&video->kms.mode), ratio = rate / refresh;

	fact_num(job, refresh, "%s.flip.refresh", job->device->id);
	if (ratio > 1 - NEAR)
		fact_bool(job, ratio < 1 + NEAR, "%s.flip.throttled", job->device->id);
	else
		note(job,
			"%.1f flips/s is less than the mode's %.2f Hz: whether flips wait for a "
			"refresh cannot be told",
			rate, refresh);
}

static void run(struct job *job)
{
	static struct flips flips;
	struct video video;
	uint64_t duration, end;
	double rate;

	video_open(job, &video);
	hist_clear(&flips.submit);
	hist_clear(&flips.latency);
	hist_clear(&flips.interval);
	must(job, kms_show(&video.kms, &video.buffers[0]), "setting the mode");
	duration = (uint64_t)job_setting(job, "video.duration_ms", 700) * MS;
	heat_clear(&flips.heat, clock_ns(), duration);
	end = clock_ns() + duration;
	for (unsigned n = 1; n <= WARMUP_FLIPS + 2 || clock_ns() < end; n++)
		if (!flip(job, &video, n, &flips)) {
			inconclusive(job, "flip %u: no event within %d ms", n, VIDEO_PATIENCE_MS);
			break;
		}
	if (flips.backwards)
		inconclusive(job, "the clock went backwards: %u latencies were dropped",
			flips.backwards);
	if (flips.count < 2)
		return;
	rate = (double)(flips.count - 1) * NS_PER_S / (double)(flips.last_ns - flips.first_ns);
	metric_hist(job, "video.flip.submit_time", video.conditions, &flips.submit);
	metric_heat(job, "video.flip.latency", video.conditions, &flips.latency, &flips.heat);
	metric_hist(job, "video.flip.interval", video.conditions, &flips.interval);
	metric_value(job, "video.flip.rate", video.conditions, rate);
	say_pace(job, &video, rate);
}

static const struct fact_desc facts[] = {
	{"virtio.gpu[].flip.refresh", FACT_NUMBER, "Hz", "refresh rate of the mode flips ran in"},
	{"virtio.gpu[].flip.throttled", FACT_BOOLEAN, NULL,
		"whether flips wait for the mode's refresh"},
	{0},
};

static const struct metric_desc metrics[] = {
	{"video.flip.submit_time", "ns", BETTER_LOWER, "time in the call that asks for a flip"},
	{"video.flip.latency", "ns", BETTER_LOWER, "from asking for a flip to reading its event"},
	{"video.flip.interval", "ns", BETTER_LOWER,
		"between two flips, each asked for once the one before is done"},
	{"video.flip.rate", "1/s", BETTER_HIGHER, "flips a second, one at a time"},
	{0},
};

BENCH(video_flip) = {
	.id = "video.flip",
	.title = "How fast page flips are done, and whether they keep the refresh rate",
	.source = "Linux KMS (drm_mode.h, PAGE_FLIP); VIRTIO 1.4 clause 5.7 RESOURCE_FLUSH",
	.each = &gpu_cards,
	.facts = facts,
	.metrics = metrics,
	.run = run,
};
