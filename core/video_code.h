/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_VIDEO_CODE_H
#define CORE_VIDEO_CODE_H

#include <stddef.h>
#include <stdint.h>

/*
 * Frames that say which one they are, in every band of VIDEO_CODE_BAND lines: black and
 * white cells on the left carry the frame's number and a checksum that holds the band,
 * too; every other pixel is a function of number and place. So a screenshot shows which
 * frame is where (a torn one carries two numbers), and any single wrong pixel.
 */
#define VIDEO_CODE_BAND	     8 /* lines, and the width of a cell in pixels */
#define VIDEO_CODE_CELLS     40
#define VIDEO_CODE_WIDTH_MIN (VIDEO_CODE_CELLS * VIDEO_CODE_BAND)

/* Draws bands [first, end) of frame `number`; XRGB8888, lines `pitch` bytes apart. */
void video_code_draw(uint8_t *pixels, uint32_t width, uint32_t pitch, uint32_t number,
	uint32_t first_band, uint32_t end_band);

/* Bands in a row that carry the same number. */
struct video_code_run {
	uint32_t number, bands;
};

#define VIDEO_CODE_RUNS_MAX 32

struct video_code_seen {
	struct video_code_run runs[VIDEO_CODE_RUNS_MAX]; /* from the top; the first ones */
	size_t run_count;				 /* of all */
	uint32_t unreadable;				 /* bands without a code */
	uint64_t wrong_pixels;				 /* in bands with one */
};

/* Reads a picture of 3 bytes (red, green, blue) a pixel. Lines below the last whole band are
 * not looked at. */
void video_code_read(
	struct video_code_seen *seen, const uint8_t *rgb, uint32_t width, uint32_t height);

#endif
