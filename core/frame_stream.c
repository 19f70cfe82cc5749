/* SPDX-License-Identifier: Apache-2.0 */
#include "core/frame_stream.h"

#include <stdlib.h>
#include <string.h>

#define PROBLEMS_MAX 50
#define REORDER_MAX  8 /* a first frame that comes later than that begins another stream */

struct frames *frames_new(frame_found *found, void *to)
{
	struct frames *frames = calloc(1, sizeof(*frames));

	if (!frames)
		abort();
	frames->found = found;
	frames->to = to;
	frames->stream.problems = json_array();
	return frames;
}

void frames_free(struct frames *frames)
{
	if (!frames)
		return;
	frames_free(frames->before);
	for (size_t i = 0; i < frames->stream.event_count; i++)
		json_decref(frames->stream.events[i].event);
	json_decref(frames->stream.problems);
	free(frames->stream.events);
	free(frames->begun.prefix);
	free(frames->begun.text);
	free(frames->line);
	free(frames);
}

static void name_problem(struct frame_stream *stream, size_t line, const char *what)
{
	if (json_array_size(stream->problems) < PROBLEMS_MAX)
		json_array_append_new(stream->problems, json_sprintf("line %zu: %s", line, what));
}

void frames_damaged(struct frames *frames, size_t line, const char *what)
{
	frames->stream.unsettled++;
	name_problem(&frames->stream, line, what);
}

static void contradiction(struct frames *frames, const char *what)
{
	frames->stream.damaged++;
	frames->stream.mixed = true;
	name_problem(&frames->stream, frames->line_number, what);
}

static bool is_gapless(const struct frame_stream *stream)
{
	return stream->received && stream->received == stream->event_count;
}

/*
 * Who died died in the middle of a word: one frame that is not whole, and the last of its
 * stream, is no more than an event that was not sent. What comes after a whole stream's
 * `end` is not of it.
 */
static void end_stream(struct frame_stream *stream)
{
	if (stream->ended ? is_gapless(stream) : stream->unsettled == 1)
		stream->excused = stream->unsettled;
	stream->damaged += stream->unsettled;
	stream->unsettled = 0;
}

static void begin_stream(struct frames *frames)
{
	struct frames *before = frames_new(NULL, NULL);

	end_stream(&frames->stream);
	json_decref(before->stream.problems);
	before->stream = frames->stream;
	before->before = frames->before;
	frames->before = before;
	frames->stream = (struct frame_stream){.problems = json_array()};
}

/* Numbers begin again where a guest does; number 0 may come a little late. */
static bool begins_again(const struct frame_stream *stream, uint64_t seq, const json_t *event)
{
	if (seq || !stream->event_count)
		return false;
	if (stream->events->event)
		return !json_equal(stream->events->event, event);
	return stream->ended || stream->event_count > REORDER_MAX;
}

/* The next frame of a stream that this one is thought to have followed. */
static bool goes_on_before(const struct frames *frames, uint64_t seq)
{
	const struct frame_stream *before = frames->before ? &frames->before->stream : NULL;

	return before && !before->ended && seq > frames->stream.event_count &&
	       seq == before->event_count;
}

static void make_room(struct frame_stream *stream, uint64_t seq)
{
	size_t room = (size_t)seq * 2 + 64;
	struct frame *events;

	if (seq < stream->event_room)
		return;
	events = realloc(stream->events, room * sizeof(*events));
	if (!events)
		abort();
	memset(events + stream->event_room, 0, (room - stream->event_room) * sizeof(*events));
	stream->events = events;
	stream->event_room = room;
}

static void keep_new(struct frames *frames, uint64_t seq, uint32_t crc, json_t *event)
{
	const char *kind = json_string_value(json_object_get(event, "event"));
	struct frame_stream *stream = &frames->stream;

	stream->events[seq] = (struct frame){event, crc};
	if (seq >= stream->event_count)
		stream->event_count = (size_t)seq + 1;
	stream->received++;
	stream->ended |= kind && !strcmp(kind, "end");
	if (frames->found)
		frames->found(frames->to, seq, event);
}

void frames_keep(struct frames *frames, uint64_t seq, uint32_t crc, json_t *event)
{
	struct frame_stream *stream = &frames->stream;

	if (begins_again(stream, seq, event))
		begin_stream(frames);
	stream->damaged += stream->unsettled;
	stream->unsettled = 0;
	if (goes_on_before(frames, seq))
		contradiction(frames, "what another stream followed goes on (two guests on one "
				      "console?)");
	make_room(stream, seq);
	if (!stream->events[seq].event) {
		keep_new(frames, seq, crc, event);
		return;
	}
	if (json_equal(stream->events[seq].event, event))
		stream->duplicates++;
	else
		contradiction(frames, "another event with a number that was already used (two "
				      "guests on one console?)");
	json_decref(event);
}

/* What `end` tells of the others; true where it tells nothing, or is not there. */
static bool sum_is_right(const struct frame_stream *stream)
{
	size_t last = stream->event_count ? stream->event_count - 1 : 0;
	const json_t *told =
		stream->event_count ? json_object_get(stream->events[last].event, FRAME_SUM) : NULL;
	uint32_t sum = 0;

	for (size_t i = 0; i < last; i++)
		sum += stream->events[i].crc;
	return !told || !is_gapless(stream) || json_integer_value(told) == sum;
}

void frames_settle(struct frames *frames)
{
	end_stream(&frames->stream);
	if (!sum_is_right(&frames->stream))
		contradiction(frames, "the end tells of other events than came before it (two "
				      "guests on one console?)");
}

bool frames_mixed(const struct frames *frames)
{
	return frames->stream.mixed;
}

const struct frames *frames_before(const struct frames *frames)
{
	return frames->before;
}

const struct frames *frames_first(const struct frames *frames)
{
	while (frames->before)
		frames = frames->before;
	return frames;
}

static json_t *missing(const struct frame_stream *stream)
{
	json_t *ranges = json_array();
	size_t i = 0, first;

	while (i < stream->event_count) {
		if (stream->events[i++].event)
			continue;
		first = i - 1;
		while (i < stream->event_count && !stream->events[i].event)
			i++;
		if (i - 1 == first)
			json_array_append_new(ranges, json_sprintf("%zu", first));
		else
			json_array_append_new(ranges, json_sprintf("%zu-%zu", first, i - 1));
	}
	return ranges;
}

json_t *frames_report(const struct frames *frames)
{
	const struct frame_stream *stream = &frames->stream;

	return json_pack("{s:I,s:I,s:I,s:o,s:O}", "received", (json_int_t)stream->received,
		"duplicates", (json_int_t)stream->duplicates, "damaged",
		(json_int_t)stream->damaged + (json_int_t)stream->unsettled, "missing",
		missing(stream), "problems", stream->problems);
}

bool frames_whole(const struct frames *frames)
{
	return is_gapless(&frames->stream) && frames->stream.damaged == frames->stream.excused;
}

json_t *frames_events(const struct frames *frames)
{
	json_t *events = json_array();

	for (size_t i = 0; i < frames->stream.event_count; i++)
		if (frames->stream.events[i].event)
			json_array_append(events, frames->stream.events[i].event);
	return events;
}
