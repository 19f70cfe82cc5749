/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_FRAME_STREAM_H
#define CORE_FRAME_STREAM_H

#include "core/frame.h"

/* What the reader of lines (frame.c) and the keeper of events (frame_stream.c) share. */

/* What one start of a guest sent. */
struct frame_stream {
	struct frame {
		json_t *event;
		uint32_t crc;
	} * events; /* by sequence number; NULL where missing */
	size_t event_room, event_count;
	size_t received, duplicates, damaged;
	size_t unsettled; /* damaged, and nothing whole came after it yet */
	size_t excused;	  /* damaged, but no event of the stream is missing for it */
	bool ended;	  /* `end` arrived */
	bool mixed;	  /* frames contradict each other: they are not of one guest */
	json_t *problems;
};

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
	struct frame_stream stream;
	struct frames *before; /* holds the stream that this one followed; NULL: none */
};

/* Something on that line looked like a frame, and is none. */
void frames_damaged(struct frames *frames, size_t line, const char *what);
/* Takes over `event`, which came with that number and checksum. */
void frames_keep(struct frames *frames, uint64_t seq, uint32_t crc, json_t *event);
/* No more comes. */
void frames_settle(struct frames *frames);

#endif
