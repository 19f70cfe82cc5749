/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/audio_stream.h"

#include "core/clock.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define MS	    1000000u
#define NS_PER_S    1000000000u
#define WARMUP_MS   150	 /* devices swallow the first buffer at once */
#define PATIENCE_MS 1500 /* without one period: the longest takes 100 ms, a busy host stalls */
#define GLANCE_NS   200000
#define XRUNS_MAX   100
#define CHUNK_BYTES 65536

struct stream {
	struct stream_run *run;
	struct pcm pcm;
	struct fit stretch; /* since the last start */
	uint64_t period_ns, began, last_wake, last_hw;
	bool went; /* since the last start: a period came */
};

static bool failed(struct stream_run *run, const char *call, int err)
{
	if (err < 0 && !run->error) {
		run->error = err;
		run->failed_at = call;
	}
	return err < 0;
}

static long take_some(struct stream *s, void *chunk, size_t count)
{
	const struct stream_spec *spec = s->run->spec;
	long taken = pcm_read(&s->pcm, chunk, count);

	if (taken > 0 && spec->sink)
		spec->sink(spec->sink_to, chunk, s->run->moved, (size_t)taken);
	return taken;
}

static long move_some(struct stream *s, uint64_t frames)
{
	static char chunk[CHUNK_BYTES];
	uint64_t room = sizeof(chunk) / s->pcm.frame_bytes;
	size_t count = frames < room ? frames : room;

	if (s->pcm.direction == PCM_CAPTURE)
		return take_some(s, chunk, count);
	if (s->run->spec->source)
		s->run->spec->source(s->run->spec, chunk, s->run->moved, count);
	else
		memset(chunk, 0, count * s->pcm.frame_bytes);
	return pcm_write(&s->pcm, chunk, count);
}

static int move(struct stream *s, uint64_t frames)
{
	while (frames) {
		long moved = move_some(s, frames);

		if (moved == -EAGAIN)
			return 0;
		if (moved < 0)
			return (int)moved;
		frames -= (uint64_t)moved;
		s->run->moved += (uint64_t)moved;
	}
	return 0;
}

static int move_whole_periods(struct stream *s, const struct pcm_position *position)
{
	uint64_t avail = pcm_avail(&s->pcm, position);

	return move(s, avail - avail % s->pcm.shape.period_frames);
}

/* The pointer begins anew after an xrun: its rate is known best from the longest stretch. */
static void keep_longest(struct stream *s)
{
	if (s->stretch.count > s->run->pointer.count)
		s->run->pointer = s->stretch;
	s->stretch = (struct fit){0};
}

/* From a new or a stopped stream to a running one with a full buffer. */
static bool set_going(struct stream *s)
{
	struct stream_run *run = s->run;
	uint64_t start = clock_ns();

	if (failed(run, "prepare", pcm_prepare(&s->pcm)))
		return false;
	run->prepare_ns = clock_ns() - start;
	if (s->pcm.direction == PCM_PLAYBACK &&
		failed(run, "write",
			move(s, (uint64_t)run->spec->shape.period_frames *
					run->spec->shape.periods)))
		return false;
	start = clock_ns();
	if (failed(run, "start", pcm_start(&s->pcm)))
		return false;
	run->start_ns = clock_ns() - start;
	s->began = clock_ns();
	s->went = false;
	s->last_wake = s->last_hw = 0;
	keep_longest(s);
	run->halves[0] = run->halves[1] = (struct fit){0};
	return true;
}

static bool open_and_configure(struct stream *s)
{
	struct stream_run *run = s->run;
	uint64_t start = clock_ns(), opened;
	int err;

	if (failed(run, "open", pcm_open(&s->pcm, run->spec->node, run->spec->direction)))
		return false;
	opened = clock_ns();
	err = pcm_configure(&s->pcm, &run->spec->shape);
	if (failed(run, s->pcm.refused, err))
		return false;
	run->open_ns = opened - start;
	run->configure_ns = clock_ns() - opened;
	s->period_ns = (uint64_t)run->spec->shape.period_frames * NS_PER_S / run->spec->shape.rate;
	return true;
}

/* By how much the time between two wake-ups was no period. */
static void record_interval(struct stream *s, uint64_t woken)
{
	struct stream_run *run = s->run;
	uint64_t interval = woken - s->last_wake, jitter;

	if (woken < s->last_wake) {
		run->backwards++;
		return;
	}
	jitter = interval > s->period_ns ? interval - s->period_ns : s->period_ns - interval;
	hist_add(&run->jitter, jitter);
	heat_add(&run->heat, woken, jitter);
}

static void record(struct stream *s, uint64_t woken, const struct pcm_position *position)
{
	struct stream_run *run = s->run;
	double seconds = (double)(int64_t)(position->time_ns - s->began) / NS_PER_S;
	double half = (WARMUP_MS + run->spec->duration_ms / 2.0) / 1000;

	if (!run->periods++)
		heat_clear(&run->heat, woken, (uint64_t)run->spec->duration_ms * MS);
	if (s->last_wake)
		record_interval(s, woken);
	s->last_wake = woken;
	if (woken >= position->time_ns)
		hist_add(&run->wakeup, woken - position->time_ns);
	else
		run->backwards++;
	fit_add(&s->stretch, seconds, (double)position->hw_frames);
	fit_add(&run->halves[seconds > half], seconds, (double)position->hw_frames);
}

static int one_period(struct stream *s)
{
	struct pcm_position position;
	int err = pcm_wait(&s->pcm, PATIENCE_MS);
	uint64_t woken = clock_ns();

	if (!err)
		err = pcm_position(&s->pcm, false, &position);
	if (err)
		return err;
	s->went = true;
	if (woken - s->began > WARMUP_MS * MS)
		record(s, woken, &position);
	return move_whole_periods(s, &position);
}

/* Between interrupts: a device that reports more than whole periods shows it here. */
static int one_glance(struct stream *s)
{
	struct pcm_position position;
	int err;

	clock_sleep_ns(GLANCE_NS);
	err = pcm_position(&s->pcm, true, &position);
	if (err)
		return err;
	if (s->last_hw && position.hw_frames != s->last_hw)
		hist_add(&s->run->step, position.hw_frames - s->last_hw);
	s->last_hw = position.hw_frames;
	return pcm_avail(&s->pcm, &position) < s->pcm.shape.period_frames
		       ? 0
		       : move_whole_periods(s, &position);
}

/*
 * A host that stalls for longer than a whole buffer takes that at once, and Linux, which
 * knows the pointer only modulo the buffer, sees no progress from then on. Like any xrun, it
 * is over once the stream is started again; but a stream that never went is broken.
 */
static bool is_xrun(const struct stream *s, int err)
{
	return err == -EPIPE || (err == -ETIMEDOUT && s->went);
}

static bool run_until(
	struct stream *s, uint64_t end, int (*turn)(struct stream *s), const char *name)
{
	while (clock_ns() < end) {
		int err = turn(s);

		if (is_xrun(s, err) && ++s->run->xruns < XRUNS_MAX) {
			if (!set_going(s))
				return false;
		} else if (failed(s->run, name, err)) {
			return false;
		}
	}
	return true;
}

static void stop(struct stream *s)
{
	int err = 0;

	keep_longest(s);
	if (s->run->spec->drain && !s->run->error)
		err = pcm_drain(&s->pcm, PATIENCE_MS);
	failed(s->run, "drain", err);
	pcm_drop(&s->pcm);
}

void stream_measure(struct stream_run *run, const struct stream_spec *spec)
{
	struct stream s = {.run = run, .pcm.fd = -1};

	memset(run, 0, sizeof(*run));
	run->spec = spec;
	hist_clear(&run->jitter);
	hist_clear(&run->wakeup);
	hist_clear(&run->step);
	if (open_and_configure(&s) && set_going(&s) &&
		run_until(&s, s.began + (uint64_t)(WARMUP_MS + spec->duration_ms) * MS, one_period,
			"wait"))
		run_until(&s, clock_ns() + (uint64_t)spec->fine_ms * MS, one_glance, "pointer");
	if (s.pcm.fd >= 0)
		stop(&s);
	pcm_close(&s.pcm);
}

double stream_rate_error_ppm(const struct stream_run *run)
{
	return fabs(fit_slope(&run->pointer) / run->spec->shape.rate - 1) * 1e6;
}

double stream_rate_uncertainty_ppm(const struct stream_run *run)
{
	return fit_slope_error(&run->pointer) / run->spec->shape.rate * 1e6;
}

double stream_drift_ppm(const struct stream_run *run)
{
	return fabs(fit_slope(&run->halves[1]) - fit_slope(&run->halves[0])) /
	       run->spec->shape.rate * 1e6;
}

bool stream_clean(const struct stream_run *run)
{
	return !run->error && !run->xruns && run->periods;
}

void stream_conditions(const struct pcm_shape *shape, char *text, size_t size)
{
	snprintf(text, size, "rate=%u channels=%u format=%s period_frames=%u periods=%u",
		shape->rate, shape->channels, pcm_format_name(shape->format), shape->period_frames,
		shape->periods);
}

void stream_complaint(const struct stream_run *run, char *text, size_t size)
{
	if (run->error == -ETIMEDOUT && !strcmp(run->failed_at, "wait"))
		snprintf(text, size,
			run->xruns
				? "the stream never started again after an xrun: no period within "
				  "%d ms"
				: "the stream never started: no period within %d ms (does the "
				  "hypervisor's sound back-end run?)",
			PATIENCE_MS);
	else if (run->error)
		snprintf(text, size, "%s at %s", strerrorname_np(-run->error), run->failed_at);
	else if (run->xruns)
		snprintf(text, size, "%u xruns", run->xruns);
	else
		snprintf(text, size, run->periods ? "clean" : "no period came");
}
