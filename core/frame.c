/* SPDX-License-Identifier: Apache-2.0 */
#include "core/frame_stream.h"

#include "core/crc32c.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEQ_LIMIT	1000000u /* far above any run: a wild number is damage, not a gap */
#define LINE_FRAMES_MAX 64

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

static const char cut_short[] = "a frame that was cut short";

/* `*at` is what follows the mark. NULL, and `*at` is behind the frame; or what is wrong with it. */
static const char *decode(struct frames *frames, const char **at)
{
	const char *text = *at;
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
	*at = text + length;
	frames_keep(frames, seq, crc, event);
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
		frames_damaged(frames, frames->begun.line, problem);
	free(frames->begun.prefix);
	free(frames->begun.text);
	frames->begun.prefix = frames->begun.text = NULL;
}

static void go_on_broken(struct frames *frames, const char *line)
{
	size_t skip = strlen(frames->begun.prefix), size = strlen(frames->begun.text);
	const char *problem, *text;

	if (strncmp(line, frames->begun.prefix, skip) != 0)
		return;
	frames->begun.text = realloc(frames->begun.text, size + strlen(line + skip) + 1);
	if (!frames->begun.text)
		abort();
	strcpy(frames->begun.text + size, line + skip);
	text = frames->begun.text;
	problem = decode(frames, &text);
	if (problem != cut_short)
		end_broken(frames, problem);
}

/*
 * The end of a line may be lost, so that frames stand behind one another; the first may be
 * cut short, as that of a guest that was reset.
 */
static void frame_line(struct frames *frames, const char *line, const char *mark)
{
	const char *problem, *at = mark, *next;
	bool damaged = false;

	end_broken(frames, cut_short);
	for (unsigned n = 0; at && n < LINE_FRAMES_MAX; n++, at = next) {
		at += strlen(FRAME_MARK);
		problem = decode(frames, &at);
		next = strstr(at, FRAME_MARK);
		if (problem == cut_short && !n && !next && mark > line)
			begin_broken(frames, line, mark);
		else if (problem && !damaged)
			frames_damaged(frames, frames->line_number, problem);
		damaged |= problem != NULL;
	}
}

static void line_done(struct frames *frames)
{
	const char *mark;

	frames->line_number++;
	if (frames->line_overlong) {
		frames_damaged(frames, frames->line_number, "a line too long to be a frame");
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

bool frames_in_frame(const struct frames *frames)
{
	return frames->line_size && strstr(frames->line, FRAME_MARK);
}

void frames_end(struct frames *frames)
{
	if (frames->line_size)
		line_done(frames);
	end_broken(frames, cut_short);
	frames_settle(frames);
}
