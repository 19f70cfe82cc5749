/* SPDX-License-Identifier: Apache-2.0 */
#include "core/audio_decode.h"

#include "core/audio_code.h"
#include "core/audio_gain.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define LOOK_AHEAD 512	/* frames that decide between readings */
#define ALMOST	   2	/* of them not in order need no other reading */
#define NEAR	   1024 /* frames between faults that are one event */
#define ENOUGH	   8	/* of them in order make a reading believable */
#define RESTART	   4800 /* a first ramp so far into a stream with its mark begins another */

struct decoder {
	struct audio_decoded *out;
	const int16_t (*frames)[2];
	size_t count, at;
	struct audio_gain gain;
	uint64_t silence, altered; /* since the last coded frame */
	struct audio_event *last[AUDIO_FAULTS];
	int64_t expected; /* code number that goes on; -1: none */
};

static struct audio_stream_found *current(struct decoder *d)
{
	return d->out->count ? &d->out->streams[d->out->count - 1] : NULL;
}

static struct audio_event *event(
	struct decoder *d, enum audio_fault fault, uint64_t at, uint64_t frames)
{
	struct audio_event *event = &d->out->events[d->out->event_count];

	if (d->out->event_count++ >= AUDIO_EVENTS_MAX)
		return NULL;
	*event = (struct audio_event){
		.stream = d->out->count - 1,
		.at = at,
		.frames = frames,
		.fault = fault,
		.gain = d->gain,
	};
	return event;
}

/* Faults of one kind that are near each other are one event. */
static void count_fault(struct decoder *d, enum audio_fault fault, uint64_t at, uint64_t frames)
{
	struct audio_event *last = d->last[fault];
	uint64_t span = fault == AUDIO_LOST ? 0 : frames; /* what is lost takes no time */

	current(d)->faults[fault] += frames;
	if (last && last->stream == d->out->count - 1 && at <= last->at + last->span + NEAR) {
		last->span = at + span - last->at;
		last->frames += frames;
	} else {
		d->last[fault] = event(d, fault, at, frames);
		if (d->last[fault])
			d->last[fault]->span = span;
	}
}

static void begin_stream(struct decoder *d, unsigned mark)
{
	struct audio_decoded *out = d->out;

	out->streams = realloc(out->streams, (out->count + 1) * sizeof(*out->streams));
	if (!out->streams)
		abort();
	out->streams[out->count++] = (struct audio_stream_found){
		.at = d->at,
		.mark = mark,
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

static bool begins(const struct audio_stream_found *stream, int code, unsigned mark)
{
	return !stream ||
	       (code < (int)AUDIO_CODE_STEPS && (mark != stream->mark || stream->end > RESTART));
}

static void coded_frame(struct decoder *d, int code, unsigned mark)
{
	struct audio_stream_found *stream = current(d);

	if (begins(stream, code, mark)) {
		begin_stream(d, code < (int)AUDIO_CODE_STEPS ? mark : AUDIO_CODE_MARKS);
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

/* Takes that reading if it makes clearly more of the frames ahead follow each other. */
static bool better_reading(
	struct decoder *d, struct audio_gain candidate, size_t look, size_t *best)
{
	size_t score = audio_gain_score(&candidate, d->frames + d->at, look);

	if (score <= *best)
		return false;
	*best = score + ALMOST;
	d->gain = candidate;
	return true;
}

/*
 * Chooses how to read the frames ahead; as before, unless another way is clearly better.
 * An offset of a whole level looks like the code but for two places in each ramp, so it is
 * tried, too. Sound that is not exact must be in order for the most part to be code.
 */
static bool choose_gain(struct decoder *d)
{
	size_t left = d->count - d->at, look = left < LOOK_AHEAD ? left : LOOK_AHEAD;
	size_t some = look / 2 < ENOUGH ? look / 2 : ENOUGH, most = look / 2;
	size_t best = d->gain.exact ? some - (some > 0) : most;
	bool chosen = better_reading(d, d->gain, look, &best);

	if (best >= look)
		return chosen;
	if (!d->gain.exact)
		chosen |= better_reading(d, AUDIO_GAIN_EXACT, look, &best);
	best = best > most ? best : most;
	chosen |= better_reading(d, audio_gain_estimate(d->frames + d->at, left), look, &best);
	for (int level = -1; level <= 1; level += 2)
		chosen |= better_reading(
			d, (struct audio_gain){1, level * 256.0, false}, look, &best);
	return chosen;
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
	unsigned mark = 0;
	int code;

	if (!frame[0] && !frame[1]) {
		d->silence++;
		d->expected = -1;
		return;
	}
	code = audio_gain_number(&d->gain, frame, &mark);
	if (code < 0 || code != d->expected)
		code = choose_gain(d) ? audio_gain_number(&d->gain, frame, &mark) : -1;
	if (code >= 0)
		coded_frame(d, code, mark);
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
