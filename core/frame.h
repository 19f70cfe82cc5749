/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_FRAME_H
#define CORE_FRAME_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Events travel as lines of ASCII:
 *
 *	@SC <seq> <length> <crc32c> <JSON object>
 *
 * seq counts from 0 in decimal; length is that of the JSON text in bytes; crc32c is
 * eight hexadecimal digits over "<seq> <JSON text>", so that neither can be swapped.
 */
#define FRAME_MARK "@SC "
#define FRAME_MAX  (4u << 20) /* a longer line is no frame */

/* The virtio-console port they leave the guest through, where it has one. */
#define RESULTS_PORT "org.stratos.results"

/*
 * The event `end` bears the sum of all checksums before it (modulo 2^32), so that a
 * stream whose halves come from two guests is not taken for that of one.
 */
#define FRAME_SUM "sum"

/* The line with its newline, to be freed by the caller; NULL when out of memory. */
char *frame_encode(uint64_t seq, const json_t *event);
uint32_t frame_line_crc(const char *line); /* the checksum in such a line */

/*
 * Reads any byte stream and finds the frames in it, whatever stands between them or
 * before them on their line; a line that was broken is joined if the rest has the same
 * text before it.
 */
struct frames;
typedef void frame_found(void *to, uint64_t seq, json_t *event); /* borrows `event` */

struct frames *frames_new(frame_found *found, void *to);
void frames_feed(struct frames *frames, const void *data, size_t size);
/* The stream ended: a last line without a newline is read too. */
void frames_end(struct frames *frames);
void frames_free(struct frames *frames);
/*
 * {"received": n, "duplicates": n, "damaged": n, "missing": ["3", "7-9"],
 *  "problems": ["line 12: ..."]}: what arrived and what did not, in words.
 */
json_t *frames_report(const struct frames *frames);
/* Every number from 0 to the highest arrived, and none was damaged. */
bool frames_whole(const struct frames *frames);
/* Frames contradict each other: more than one guest speaks, perhaps already before this stream. */
bool frames_mixed(const struct frames *frames);
/* All events by sequence number: a new array. */
json_t *frames_events(const struct frames *frames);
/*
 * The numbers began again, as they do when a guest is reset in place or a log holds several
 * runs: all of the above is of the last stream. This is the one before it, or NULL; it
 * belongs to `frames`.
 */
const struct frames *frames_before(const struct frames *frames);
const struct frames *frames_first(const struct frames *frames);
/* What came last is, so far, part of a line with a frame. */
bool frames_in_frame(const struct frames *frames);

#endif
