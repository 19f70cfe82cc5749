/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_AUDIO_STREAM_H
#define BENCH_AUDIO_STREAM_H

#include "bench/fit.h"
#include "bench/pcm.h"
#include "core/heat.h"

/* One stream of one shape, run for a while and watched. */
struct stream_spec {
	const char *node;
	enum pcm_direction direction;
	struct pcm_shape shape;
	unsigned duration_ms; /* after a warm-up */
	unsigned fine_ms;     /* then looking at the pointer more often */
	/* Playback: makes `count` frames, the first is number `first`; NULL: silence. */
	void (*source)(const struct stream_spec *spec, void *frames, uint64_t first, size_t count);
	unsigned stream; /* for the source: which one it is */
	/* Capture: takes what was read; NULL: it is thrown away. */
	void (*sink)(void *to, const void *frames, uint64_t first, size_t count);
	void *sink_to;
	bool drain; /* play what is queued before stopping */
};

struct stream_run {
	const struct stream_spec *spec;
	/* How long the calls took: */
	uint64_t open_ns, configure_ns, prepare_ns, start_ns;
	/* What happened after the warm-up: */
	struct hist jitter;   /* |time between two period wake-ups - one period|, ns */
	struct heat heat;     /* of the jitter */
	struct hist wakeup;   /* from the kernel's time of the period to the woken process, ns */
	struct hist step;     /* by how many frames the pointer moved when it moved */
	struct fit pointer;   /* seconds -> frames, over the longest stretch without an xrun */
	struct fit halves[2]; /* before and after half of the duration; empty after an xrun */
	uint64_t periods;
	uint64_t moved;	    /* frames written or read from open to stop, warm-up included */
	unsigned xruns;	    /* also those of the warm-up */
	unsigned backwards; /* times that came before the one before: dropped */
	/* The call that failed for good, and why (0, or a negative errno): */
	const char *failed_at;
	int error;
};

/* `spec` must live as long as `run` is used. */
void stream_measure(struct stream_run *run, const struct stream_spec *spec);

/* Distance of the measured rate from the nominal one, and its standard error. */
double stream_rate_error_ppm(const struct stream_run *run);
double stream_rate_uncertainty_ppm(const struct stream_run *run);
/* How far the rate of the second half is from that of the first. */
double stream_drift_ppm(const struct stream_run *run);
/* No call failed, periods came, none was lost. */
bool stream_clean(const struct stream_run *run);

/* "rate=48000 channels=2 format=S16_LE period_frames=480 periods=4" */
void stream_conditions(const struct pcm_shape *shape, char *text, size_t size);
/* Why the run is not clean: "EIO at start", "3 xruns", "the stream never started: ...". */
#define STREAM_COMPLAINT_MAX 160
void stream_complaint(const struct stream_run *run, char *text, size_t size);

#endif
