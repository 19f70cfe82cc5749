/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/audio_decode.h"

#include "core/audio_code.h"
#include "reports/audio_gain.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define LOOK_AHEAD 64	/* frames that decide between readings */
#define ENOUGH	   8	/* of them in order make a reading believable */
#define RESTART	   4800 /* a first ramp so far into a stream begins another */

struct decoder {
	struct audio_decoded *out;
	const int16_t (*frames)[2];
	size_t count, at;
	struct audio_gain gain;
	uint64_t silence, altered; /* since the last coded frame */
	int64_t expected;	   /* code number that goes on; -1: none */
};

static struct audio_stream_found *current(struct decoder *d)
{
	return d->out->count ? &d->out->streams[d->out->count - 1] : NULL;
}

static void event(struct decoder *d, enum audio_fault fault, uint64_t at, uint64_t frames)
{
	if (d->out->event_count < AUDIO_EVENTS_MAX)
		d->out->events[d->out->event_count] = (struct audio_event){
			.stream = d->out->count - 1,
			.at = at,
			.frames = frames,
			.fault = fault,
			.gain = d->gain,
		};
	d->out->event_count++;
}

/* Neighbouring frames with one fault are one event. */
static void count_fault(struct decoder *d, enum audio_fault fault, uint64_t at, uint64_t frames)
{
	size_t n = d->out->event_count;
	struct audio_event *last = n && n <= AUDIO_EVENTS_MAX ? &d->out->events[n - 1] : NULL;

	current(d)->faults[fault] += frames;
	if (last && last->fault == fault && last->at + last->frames == at && fault != AUDIO_LOST)
		last->frames += frames;
	else
		event(d, fault, at, frames);
}

static void begin_stream(struct decoder *d)
{
	struct audio_decoded *out = d->out;

	out->streams = realloc(out->streams, (out->count + 1) * sizeof(*out->streams));
	if (!out->streams)
		abort();
	out->streams[out->count++] = (struct audio_stream_found){
		.at = d->at,
		.gain = AUDIO_GAIN_EXACT,
	};
}

static bool mark_seen(struct audio_stream_found *stream, uint64_t number)
{
	size_t byte = number / 8;
	uint8_t bit = (uint8_t)(1u << number % 8);

	if (byte >= stream->seen_room) {
		size_t room = byte * 2 + 4096;

		stream->seen = realloc(stream->seen, room);
		if (!stream->seen)
			abort();
		memset(stream->seen + stream->seen_room, 0, room - stream->seen_room);
		stream->seen_room = room;
	}
	if (stream->seen[byte] & bit)
		return true;
	stream->seen[byte] |= bit;
	stream->unique++;
	return false;
}

/* Of the numbers that share this code, the one nearest to what comes next. */
static uint64_t unwrap(const struct audio_stream_found *stream, int code)
{
	int64_t away = (int64_t)stream->end - code;
	int64_t cycles = away > 0 ? (away + AUDIO_CODE_CYCLE / 2) / AUDIO_CODE_CYCLE : 0;

	return code < (int)AUDIO_CODE_STEPS ? (uint64_t)code
					    : (uint64_t)(code + cycles * AUDIO_CODE_CYCLE);
}

static void check_gain(struct decoder *d)
{
	struct audio_stream_found *stream = current(d);

	if (stream->gain.gain != d->gain.gain || stream->gain.offset != d->gain.offset ||
		stream->gain.exact != d->gain.exact)
		event(d, AUDIO_ALTERED, d->at, 0);
	stream->gain = d->gain;
	if (!d->gain.exact)
		count_fault(d, AUDIO_ALTERED, d->at, 1);
}

static void check_number(struct decoder *d, uint64_t number)
{
	struct audio_stream_found *stream = current(d);

	if (number > stream->end)
		count_fault(d, AUDIO_LOST, d->at, number - stream->end);
	if (mark_seen(stream, number)) {
		count_fault(d, AUDIO_REPEATED, d->at, 1);
	} else if (number < stream->end) {
		count_fault(d, AUDIO_REORDERED, d->at, 1);
		stream->faults[AUDIO_LOST]--; /* it was counted when the later one came */
	}
	if (number >= stream->end)
		stream->end = number + 1;
}

static void coded_frame(struct decoder *d, int code)
{
	struct audio_stream_found *stream = current(d);

	if (!stream || (code < (int)AUDIO_CODE_STEPS && stream->end > RESTART)) {
		begin_stream(d);
		stream = current(d);
		stream->first = (uint64_t)code;
	} else {
		if (d->silence)
			count_fault(d, AUDIO_SILENCE, d->at - d->silence, d->silence);
		if (d->altered)
			count_fault(d, AUDIO_ALTERED, d->at - d->altered, d->altered);
	}
	d->silence = d->altered = 0;
	check_gain(d);
	check_number(d, unwrap(stream, code));
}

/* The reading of the frames ahead that makes most of them follow each other. */
static bool choose_gain(struct decoder *d)
{
	const int16_t(*ahead)[2] = d->frames + d->at;
	size_t left = d->count - d->at, look = left < LOOK_AHEAD ? left : LOOK_AHEAD;
	struct audio_gain candidates[] = {
		d->gain, AUDIO_GAIN_EXACT, audio_gain_estimate(ahead, left)};
	size_t best = 0, best_score = 0, needed = look / 2 < ENOUGH ? look / 2 : ENOUGH;

	for (size_t i = 0; i < 3; i++) {
		size_t score = audio_gain_score(&candidates[i], ahead, look);

		if (score > best_score) {
			best = i;
			best_score = score;
		}
	}
	if (best_score < needed)
		return false;
	d->gain = candidates[best];
	return true;
}

static int next_code(int code)
{
	if (code == (int)AUDIO_CODE_CYCLE + (int)AUDIO_CODE_STEPS - 1)
		return (int)AUDIO_CODE_STEPS;
	return code + 1;
}

static void one_frame(struct decoder *d)
{
	const int16_t *frame = d->frames[d->at];
	int code;

	if (!frame[0] && !frame[1]) {
		d->silence++;
		d->expected = -1;
		return;
	}
	code = audio_gain_number(&d->gain, frame);
	if (code < 0 || code != d->expected)
		code = choose_gain(d) ? audio_gain_number(&d->gain, frame) : -1;
	if (code >= 0)
		coded_frame(d, code);
	else if (current(d))
		d->altered++;
	else
		d->out->foreign++;
	d->expected = code >= 0 ? next_code(code) : -1;
}

void audio_decode(struct audio_decoded *decoded, const int16_t (*frames)[2], size_t count)
{
	struct decoder d = {
		.out = decoded,
		.frames = frames,
		.count = count,
		.gain = AUDIO_GAIN_EXACT,
		.expected = -1,
	};

	*decoded = (struct audio_decoded){0};
	for (; d.at < count; d.at++)
		one_frame(&d);
}

void audio_decode_free(struct audio_decoded *decoded)
{
	for (size_t i = 0; i < decoded->count; i++)
		free(decoded->streams[i].seen);
	free(decoded->streams);
	*decoded = (struct audio_decoded){0};
}

const char *audio_fault_word(enum audio_fault fault)
{
	static const char *const words[AUDIO_FAULTS] = {
		"lost", "repeated", "reordered", "silence", "altered"};

	return words[fault];
}
