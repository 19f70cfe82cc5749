/* SPDX-License-Identifier: Apache-2.0 */
#include "core/video_code.h"

#include "core/crc32c.h"

#define WHITE 0xffffffu

/* Number in the upper 32 bits, the checksum below: VIDEO_CODE_CELLS bits. */
static uint64_t word_of(uint32_t number, uint32_t band)
{
	const uint32_t key[2] = {number, band};

	return (uint64_t)number << 8 | (crc32c(0, key, sizeof(key)) & 0xff);
}

/* Different in each of the three colours for neighbours in place and in number. */
static uint32_t pattern(uint32_t number, uint32_t x, uint32_t y)
{
	return (x * 0x010305u ^ y * 0x070b0du ^ number * 0x9e3779u) & WHITE;
}

static uint32_t expected_pixel(uint64_t word, uint32_t number, uint32_t x, uint32_t y)
{
	uint32_t cell = x / VIDEO_CODE_BAND;

	if (cell >= VIDEO_CODE_CELLS)
		return pattern(number, x, y);
	return word >> (VIDEO_CODE_CELLS - 1 - cell) & 1 ? WHITE : 0;
}

void video_code_draw(uint8_t *pixels, uint32_t width, uint32_t pitch, uint32_t number,
	uint32_t first_band, uint32_t end_band)
{
	for (uint32_t y = first_band * VIDEO_CODE_BAND; y < end_band * VIDEO_CODE_BAND; y++) {
		uint32_t *line = (uint32_t *)(pixels + (size_t)y * pitch);
		uint64_t word = word_of(number, y / VIDEO_CODE_BAND);

		for (uint32_t x = 0; x < VIDEO_CODE_WIDTH_MIN; x++)
			line[x] = expected_pixel(word, number, x, y);
		for (uint32_t x = VIDEO_CODE_WIDTH_MIN; x < width; x++)
			line[x] = pattern(number, x, y);
	}
}

static uint32_t pixel_at(const uint8_t *rgb, uint32_t width, uint32_t x, uint32_t y)
{
	const uint8_t *p = rgb + ((size_t)y * width + x) * 3;

	return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

/* From the middle of each cell, by brightness: readable also where colours were changed. */
static uint64_t read_word(const uint8_t *rgb, uint32_t width, uint32_t band)
{
	uint32_t y = band * VIDEO_CODE_BAND + VIDEO_CODE_BAND / 2;
	uint64_t word = 0;

	for (uint32_t cell = 0; cell < VIDEO_CODE_CELLS; cell++) {
		uint32_t x = cell * VIDEO_CODE_BAND + VIDEO_CODE_BAND / 2;
		uint32_t pixel = pixel_at(rgb, width, x, y);

		word = word << 1 | ((pixel >> 16) + (pixel >> 8 & 0xff) + (pixel & 0xff) > 384);
	}
	return word;
}

static uint64_t count_wrong(const uint8_t *rgb, uint32_t width, uint32_t band, uint32_t number)
{
	uint64_t word = word_of(number, band), wrong = 0;

	for (uint32_t y = band * VIDEO_CODE_BAND; y < (band + 1) * VIDEO_CODE_BAND; y++)
		for (uint32_t x = 0; x < width; x++)
			wrong += pixel_at(rgb, width, x, y) != expected_pixel(word, number, x, y);
	return wrong;
}

static void add_band(struct video_code_seen *seen, uint32_t number)
{
	struct video_code_run *last = seen->run_count && seen->run_count <= VIDEO_CODE_RUNS_MAX
					      ? &seen->runs[seen->run_count - 1]
					      : NULL;

	if (last && last->number == number) {
		last->bands++;
		return;
	}
	if (seen->run_count < VIDEO_CODE_RUNS_MAX)
		seen->runs[seen->run_count] = (struct video_code_run){number, 1};
	seen->run_count++;
}

void video_code_read(
	struct video_code_seen *seen, const uint8_t *rgb, uint32_t width, uint32_t height)
{
	*seen = (struct video_code_seen){0};
	for (uint32_t band = 0; band < height / VIDEO_CODE_BAND; band++) {
		uint64_t word = width < VIDEO_CODE_WIDTH_MIN ? 0 : read_word(rgb, width, band);
		uint32_t number = (uint32_t)(word >> 8);

		if (width < VIDEO_CODE_WIDTH_MIN || word != word_of(number, band)) {
			seen->unreadable++;
			continue;
		}
		add_band(seen, number);
		seen->wrong_pixels += count_wrong(rgb, width, band, number);
	}
}
