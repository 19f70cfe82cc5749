/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_AUDIO_DECODE_H
#define CORE_AUDIO_DECODE_H

#include "core/audio_gain.h"

#include <stddef.h>
#include <stdint.h>

/*
 * What became of coded sound (core/audio_code.h): the streams that stand in a recording,
 * and what is wrong with each. Times are frames of the recording.
 */
enum audio_fault { AUDIO_LOST, AUDIO_REPEATED, AUDIO_REORDERED, AUDIO_SILENCE, AUDIO_ALTERED };
#define AUDIO_FAULTS 5

struct audio_stream_found {
	uint64_t at;	/* its first frame */
	unsigned mark;	/* AUDIO_CODE_MARKS: its beginning is missing, nobody can tell */
	uint64_t first; /* number of that one: 0 unless the beginning is missing */
	uint64_t end;	/* highest number found, plus one */
	uint64_t faults[AUDIO_FAULTS]; /* frames; lost: below `end` */
	struct audio_gain gain;	       /* last seen */
	/* private: which numbers arrived, a bit each */
	uint8_t *seen;
	size_t seen_room;
	uint64_t unique;
};

/* A stretch with one fault, in order of time; a change of gain has no `frames`. */
struct audio_event {
	size_t stream;
	uint64_t at, span; /* from its first such frame to behind its last */
	uint64_t frames;
	enum audio_fault fault;
	struct audio_gain gain;
};

#define AUDIO_EVENTS_MAX 64

struct audio_decoded {
	struct audio_stream_found *streams;
	size_t count;
	struct audio_event events[AUDIO_EVENTS_MAX]; /* the first ones */
	size_t event_count;			     /* of all */
	uint64_t foreign; /* frames before the first stream that are neither code nor silence */
};

void audio_decode(struct audio_decoded *decoded, const int16_t (*frames)[2], size_t count);
void audio_decode_free(struct audio_decoded *decoded);
const char *audio_fault_word(enum audio_fault fault);

#endif
