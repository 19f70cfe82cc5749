/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/audio_shapes.h"
#include "bench/audio_stream.h"
#include "bench/fifo.h"
#include "core/job.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define FEW_PERIODS  2	  /* what drivers commonly allow and devices sometimes cannot serve */
#define FEW_MS	     100  /* enough to see whether it runs: the longest period */
#define DRIFT_MS     5000 /* below, the rate's own uncertainty is all that shows */
#define FINE_MS	     100
#define PERIODS_LIST "120 240 480 960" /* 2.5, 5, 10 and 20 ms */

struct direction {
	enum pcm_direction pcm;
	const char *word;
};

/* What becomes facts once all shapes were tried. */
struct summary {
	struct fact_items clean, unsteady, refused;
	char complaint[STREAM_COMPLAINT_MAX]; /* of the last that did not run clean */
	unsigned smallest;
	double rate, rate_uncertainty;
};

static const char *metric_id(const struct direction *direction, const char *name)
{
	static char id[80];

	snprintf(id, sizeof(id), "audio.%s.%s", direction->word, name);
	return id;
}

static void emit_run(struct job *job, const struct direction *direction, const char *policy,
	const struct stream_run *run)
{
	const struct {
		const char *name;
		double value;
	} values[] = {
		{"open_time", (double)run->open_ns},
		{"configure_time", (double)run->configure_ns},
		{"prepare_time", (double)run->prepare_ns},
		{"start_time", (double)run->start_ns},
		{"xruns", run->xruns},
		{"rate_error", stream_rate_error_ppm(run)},
		{"rate_uncertainty", stream_rate_uncertainty_ppm(run)},
		{"drift", run->spec->duration_ms < DRIFT_MS ? NAN : stream_drift_ppm(run)},
	};
	const struct {
		const char *name;
		const struct hist *hist;
		const struct heat *heat;
	} hists[] = {
		{"wakeup_jitter", &run->jitter, &run->heat},
		{"wakeup_latency", &run->wakeup},
		{"pointer_step", &run->step},
	};
	char shape[256], conditions[288];

	stream_conditions(&run->spec->shape, shape, sizeof(shape));
	snprintf(conditions, sizeof(conditions), "%s policy=%s", shape, policy);
	if (run->backwards)
		inconclusive(
			job, "the clock went backwards: %u times were dropped", run->backwards);
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		if (isfinite(values[i].value)) /* no rate without periods */
			metric_value(job, metric_id(direction, values[i].name), conditions,
				values[i].value);
	for (size_t i = 0; i < sizeof(hists) / sizeof(*hists); i++)
		metric_heat(job, metric_id(direction, hists[i].name), conditions, hists[i].hist,
			hists[i].heat);
}

static void summarize(struct summary *summary, const struct stream_run *run)
{
	char name[256], complaint[STREAM_COMPLAINT_MAX];

	stream_conditions(&run->spec->shape, name, sizeof(name));
	stream_complaint(run, complaint, sizeof(complaint));
	if (stream_clean(run))
		fact_item(&summary->clean, "%s", name);
	else
		fact_item(run->error ? &summary->refused : &summary->unsteady, "%s: %s", name,
			complaint);
	if (!stream_clean(run))
		memcpy(summary->complaint, complaint, sizeof(complaint));
}

/* Of the clean runs: the shortest period, and the rate that is known best. */
static void keep_best(struct summary *summary, const struct stream_run *run)
{
	double uncertainty = stream_rate_uncertainty_ppm(run);

	if (!stream_clean(run))
		return;
	if (!summary->smallest || run->spec->shape.period_frames < summary->smallest)
		summary->smallest = run->spec->shape.period_frames;
	if (!summary->rate || uncertainty < summary->rate_uncertainty) {
		summary->rate = fit_slope(&run->pointer);
		summary->rate_uncertainty = uncertainty;
	}
}

static void one_shape(struct job *job, const struct direction *direction, const char *policy,
	const char *node, struct pcm_shape shape, struct summary *summary)
{
	static struct stream_run run;
	struct stream_spec spec = {
		.node = node,
		.direction = direction->pcm,
		.shape = shape,
		.duration_ms = (unsigned)job_setting(job, "audio.duration_ms", 450),
		.fine_ms = FINE_MS,
	};

	stream_measure(&run, &spec);
	if (!run.error || run.periods)
		emit_run(job, direction, policy, &run);
	summarize(summary, &run);
	keep_best(summary, &run);
	if (run.error == -ETIMEDOUT) /* it never started: nor will it with fewer periods */
		return;
	spec.shape.periods = FEW_PERIODS;
	spec.duration_ms = FEW_MS;
	spec.fine_ms = 0;
	stream_measure(&run, &spec);
	summarize(summary, &run);
}

static void conclude(struct job *job, const struct direction *direction, struct summary *summary)
{
	const char *card = job->device->id, *word = direction->word;

	fact_list(job, &summary->clean, "%s.%s.clean", card, word);
	fact_list(job, &summary->unsteady, "%s.%s.unsteady", card, word);
	fact_list(job, &summary->refused, "%s.%s.refused", card, word);
	if (!summary->smallest) {
		inconclusive(job,
			"no period length with %d periods ran clean (see %s.%s.unsteady and "
			".refused), the last: %s",
			AUDIO_PERIODS, card, word, summary->complaint);
		return;
	}
	fact_int(job, summary->smallest, "%s.%s.smallest_clean_period", card, word);
	fact_num(job, summary->rate, "%s.%s.measured_rate", card, word);
}

static void run(struct job *job)
{
	const struct direction *direction = job->unit->data;
	struct summary summary = {0};
	static struct pcm_shape shapes[AUDIO_SHAPES_MAX];
	size_t count = audio_shapes(job, PERIODS_LIST, shapes, AUDIO_SHAPES_MAX);
	const char *policy = fifo_enter();
	char node[64];

	if (pcm_find(job->device->path, direction->pcm, node, sizeof(node))) {
		absent(job, "%s has no %s stream", job->device->id, direction->word);
		return;
	}
	for (size_t i = 0; i < count; i++)
		one_shape(job, direction, policy, node, shapes[i], &summary);
	conclude(job, direction, &summary);
}

#define METRIC(word, name, unit, title)                                                            \
	{                                                                                          \
		"audio." word "." name, unit, BETTER_LOWER, title                                  \
	}
#define METRICS(word)                                                                              \
	METRIC(word, "open_time", "ns", "time of open()"),                                         \
		METRIC(word, "configure_time", "ns",                                               \
			"time to set hardware and software parameters"),                           \
		METRIC(word, "prepare_time", "ns", "time of prepare"),                             \
		METRIC(word, "start_time", "ns", "time of start"),                                 \
		METRIC(word, "xruns", "count", "how often the device ran out of buffers"),         \
		METRIC(word, "wakeup_jitter", "ns",                                                \
			"how far the time between two period wake-ups is from one period"),        \
		METRIC(word, "wakeup_latency", "ns",                                               \
			"from the period interrupt to the woken process"),                         \
		METRIC(word, "pointer_step", "frames",                                             \
			"granularity of the hardware pointer, looked at every 200 us"),            \
		METRIC(word, "rate_error", "ppm",                                                  \
			"distance of the pointer's rate, by regression against CLOCK_MONOTONIC, "  \
			"from the nominal one"),                                                   \
		METRIC(word, "rate_uncertainty", "ppm", "standard error of the measured rate"),    \
		METRIC(word, "drift", "ppm",                                                       \
			"rate of the second half against that of the first, from 5 s on")

#define FACT(word, name, type, unit, title)                                                        \
	{                                                                                          \
		"virtio.sound[]." word "." name, type, unit, title                                 \
	}
#define FACTS(word)                                                                                \
	FACT(word, "clean", FACT_LIST, NULL, "shapes that ran without an xrun"),                   \
		FACT(word, "unsteady", FACT_LIST, NULL, "shapes that ran with xruns"),             \
		FACT(word, "refused", FACT_LIST, NULL,                                             \
			"shapes that did not run, with errno and call"),                           \
		FACT(word, "smallest_clean_period", FACT_INTEGER, "frames",                        \
			"smallest period of which 4 ran without an xrun"),                         \
		FACT(word, "measured_rate", FACT_NUMBER, "frames/s", "rate by the guest's clock")

static const struct metric_desc playback_metrics[] = {METRICS("playback"), {0}};
static const struct metric_desc capture_metrics[] = {METRICS("capture"), {0}};
static const struct fact_desc playback_facts[] = {FACTS("playback"), {0}};
static const struct fact_desc capture_facts[] = {FACTS("capture"), {0}};
static const struct direction playback = {PCM_PLAYBACK, "playback"};
static const struct direction capture = {PCM_CAPTURE, "capture"};

BENCH(audio_playback) = {
	.id = "audio.playback",
	.title = "How steadily a sound card takes what is played",
	.source = "Linux PCM interface (sound/asound.h); VIRTIO 1.4 clause 5.14",
	.each = &sound_cards,
	.timeout_ms = 60000,
	.facts = playback_facts,
	.metrics = playback_metrics,
	.run = run,
	.data = &playback,
};

BENCH(audio_capture) = {
	.id = "audio.capture",
	.title = "How steadily a sound card delivers what is recorded",
	.source = "Linux PCM interface (sound/asound.h); VIRTIO 1.4 clause 5.14",
	.each = &sound_cards,
	.timeout_ms = 60000,
	.facts = capture_facts,
	.metrics = capture_metrics,
	.run = run,
	.data = &capture,
};
