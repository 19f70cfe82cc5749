/* SPDX-License-Identifier: Apache-2.0 */
#include "core/frame.h"

#include "core/crc32c.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEQ_LIMIT    1000000u /* far above any run: a wild number is damage, not a gap */
#define PROBLEMS_MAX 50

struct frames {
	frame_found *found;
	void *to;
	char *line;
	size_t line_size, line_room, line_number;
	bool line_overlong;
	struct {
		char *prefix, *text; /* what stood before the mark, and what came after it */
		size_t line;
	} begun; /* a frame whose line the console broke */
	struct frame {
		json_t *event;
		uint32_t crc;
	} * events; /* by sequence number; NULL where missing */
	size_t event_room, event_count;
	size_t received, duplicates, damaged;
	json_t *problems;
};

static uint32_t frame_crc(uint64_t seq, const char *json, size_t length)
{
	char prefix[24];
	int n = snprintf(prefix, sizeof(prefix), "%" PRIu64 " ", seq);

	return crc32c(crc32c(0, prefix, (size_t)n), json, length);
}

char *frame_encode(uint64_t seq, const json_t *event)
{
	char *json = json_dumps(event, JSON_ENSURE_ASCII | JSON_COMPACT), *line;
	size_t length, room;

	if (!json)
		return NULL;
	length = strlen(json);
	room = length + 64;
	line = malloc(room);
	if (line)
		snprintf(line, room, FRAME_MARK "%" PRIu64 " %zu %08" PRIx32 " %s\n", seq, length,
			frame_crc(seq, json, length), json);
	free(json);
	return line;
}

uint32_t frame_line_crc(const char *line)
{
	uint32_t crc = 0;

	sscanf(line, FRAME_MARK "%*u %*u %8" SCNx32, &crc);
	return crc;
}

struct frames *frames_new(frame_found *found, void *to)
{
	struct frames *frames = calloc(1, sizeof(*frames));

	if (!frames)
		abort();
	frames->found = found;
	frames->to = to;
	frames->problems = json_array();
	return frames;
}

void frames_free(struct frames *frames)
{
	if (!frames)
		return;
	for (size_t i = 0; i < frames->event_count; i++)
		json_decref(frames->events[i].event);
	json_decref(frames->problems);
	free(frames->begun.prefix);
	free(frames->begun.text);
	free(frames->events);
	free(frames->line);
	free(frames);
}

static void damage_at(struct frames *frames, size_t line, const char *what)
{
	frames->damaged++;
	if (json_array_size(frames->problems) < PROBLEMS_MAX)
		json_array_append_new(frames->problems, json_sprintf("line %zu: %s", line, what));
}

static void damage(struct frames *frames, const char *what)
{
	damage_at(frames, frames->line_number, what);
}

static void keep(struct frames *frames, uint64_t seq, uint32_t crc, json_t *event)
{
	if (seq >= frames->event_room) {
		size_t room = (size_t)seq * 2 + 64;
		struct frame *events = realloc(frames->events, room * sizeof(*events));

		if (!events)
			abort();
		memset(events + frames->event_room, 0,
			(room - frames->event_room) * sizeof(*events));
		frames->events = events;
		frames->event_room = room;
	}
	if (frames->events[seq].event) {
		if (json_equal(frames->events[seq].event, event))
			frames->duplicates++;
		else
			damage(frames, "another event with a number that was already used "
				       "(two guests on one console?)");
		json_decref(event);
		return;
	}
	frames->events[seq] = (struct frame){event, crc};
	if (seq >= frames->event_count)
		frames->event_count = (size_t)seq + 1;
	frames->received++;
	if (frames->found)
		frames->found(frames->to, seq, event);
}

static const char cut_short[] = "a frame that was cut short";

/* `text` is what follows the mark. NULL, or what is wrong with it. */
static const char *decode(struct frames *frames, const char *text)
{
	uint64_t seq;
	size_t length;
	uint32_t crc;
	int header = 0;
	json_t *event;

	if (sscanf(text, "%" SCNu64 " %zu %8" SCNx32 " %n", &seq, &length, &crc, &header) != 3 ||
		!header)
		return "a frame whose header cannot be read";
	text += header;
	if (seq >= SEQ_LIMIT)
		return "a frame with an impossible number";
	if (strlen(text) < length)
		return cut_short;
	if (frame_crc(seq, text, length) != crc)
		return "a frame whose checksum is wrong";
	event = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(event)) {
		json_decref(event);
		return "a frame that holds no JSON object";
	}
	keep(frames, seq, crc, event);
	return NULL;
}

/*
 * Some consoles break long lines and repeat what they put before each ("DOM1: "): such
 * a frame goes on in the next line with the same prefix.
 */
static void begin_broken(struct frames *frames, const char *line, const char *mark)
{
	frames->begun.prefix = strndup(line, (size_t)(mark - line));
	frames->begun.text = strdup(mark + strlen(FRAME_MARK));
	frames->begun.line = frames->line_number;
	if (!frames->begun.prefix || !frames->begun.text)
		abort();
}

static void end_broken(struct frames *frames, const char *problem)
{
	if (problem && frames->begun.text)
		damage_at(frames, frames->begun.line, problem);
	free(frames->begun.prefix);
	free(frames->begun.text);
	frames->begun.prefix = frames->begun.text = NULL;
}

static void go_on_broken(struct frames *frames, const char *line)
{
	size_t skip = strlen(frames->begun.prefix), size = strlen(frames->begun.text);
	const char *problem;

	if (strncmp(line, frames->begun.prefix, skip) != 0)
		return;
	frames->begun.text = realloc(frames->begun.text, size + strlen(line + skip) + 1);
	if (!frames->begun.text)
		abort();
	strcpy(frames->begun.text + size, line + skip);
	problem = decode(frames, frames->begun.text);
	if (problem != cut_short)
		end_broken(frames, problem);
}

static void frame_line(struct frames *frames, const char *line, const char *mark)
{
	const char *problem = decode(frames, mark + strlen(FRAME_MARK));

	end_broken(frames, cut_short);
	if (problem == cut_short && mark > line)
		begin_broken(frames, line, mark);
	else if (problem)
		damage(frames, problem);
}

static void line_done(struct frames *frames)
{
	const char *mark;

	frames->line_number++;
	if (frames->line_overlong) {
		damage(frames, "a line too long to be a frame");
	} else if (frames->line_size) {
		frames->line[frames->line_size] = '\0';
		mark = strstr(frames->line, FRAME_MARK);
		if (mark)
			frame_line(frames, frames->line, mark);
		else if (frames->begun.text)
			go_on_broken(frames, frames->line);
	}
	frames->line_size = 0;
	frames->line_overlong = false;
}

static void line_add(struct frames *frames, char byte)
{
	if (frames->line_overlong)
		return;
	if (frames->line_size + 2 > frames->line_room) {
		size_t room = frames->line_room * 2 + 4096;
		char *line;

		if (room > FRAME_MAX) {
			frames->line_overlong = strstr(frames->line, FRAME_MARK) != NULL;
			frames->line_size = 0;
			return;
		}
		line = realloc(frames->line, room);
		if (!line)
			abort();
		frames->line = line;
		frames->line_room = room;
	}
	frames->line[frames->line_size++] = byte;
	frames->line[frames->line_size] = '\0';
}

void frames_feed(struct frames *frames, const void *data, size_t size)
{
	const char *byte = data;

	for (; size--; byte++) {
		if (*byte == '\n')
			line_done(frames);
		else if (*byte != '\0' && *byte != '\r')
			line_add(frames, *byte);
	}
}

/* What `end` tells of the others; true where it tells nothing, or is not there. */
static bool sum_is_right(const struct frames *frames)
{
	size_t last = frames->event_count ? frames->event_count - 1 : 0;
	const json_t *told =
		frames->event_count ? json_object_get(frames->events[last].event, FRAME_SUM) : NULL;
	uint32_t sum = 0;

	for (size_t i = 0; i < last; i++)
		sum += frames->events[i].crc;
	return !told || frames->received < frames->event_count || json_integer_value(told) == sum;
}

void frames_end(struct frames *frames)
{
	if (frames->line_size)
		line_done(frames);
	end_broken(frames, cut_short);
	if (!sum_is_right(frames))
		damage(frames, "the end tells of other events than came before it (two guests on "
			       "one console?)");
}

static json_t *missing(const struct frames *frames)
{
	json_t *ranges = json_array();
	size_t i = 0, first;

	while (i < frames->event_count) {
		if (frames->events[i++].event)
			continue;
		first = i - 1;
		while (i < frames->event_count && !frames->events[i].event)
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
	return json_pack("{s:I,s:I,s:I,s:o,s:O}", "received", (json_int_t)frames->received,
		"duplicates", (json_int_t)frames->duplicates, "damaged",
		(json_int_t)frames->damaged, "missing", missing(frames), "problems",
		frames->problems);
}

bool frames_whole(const struct frames *frames)
{
	return frames->received && frames->received == frames->event_count && !frames->damaged;
}

json_t *frames_events(const struct frames *frames)
{
	json_t *events = json_array();

	for (size_t i = 0; i < frames->event_count; i++)
		if (frames->events[i].event)
			json_array_append(events, frames->events[i].event);
	return events;
}
