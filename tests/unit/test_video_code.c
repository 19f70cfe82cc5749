/* SPDX-License-Identifier: Apache-2.0 */
#include "core/video_code.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH  640
#define HEIGHT 480
#define PITCH  (WIDTH * 4 + 64)
#define BANDS  (HEIGHT / VIDEO_CODE_BAND)

static uint8_t frame[HEIGHT * PITCH], picture[HEIGHT * WIDTH * 3];
static struct video_code_seen seen;

/* What a screenshot makes of the frame. */
static void take_picture(void)
{
	for (size_t y = 0; y < HEIGHT; y++)
		for (size_t x = 0; x < WIDTH; x++) {
			const uint8_t *from = frame + y * PITCH + x * 4;
			uint8_t *to = picture + (y * WIDTH + x) * 3;

			to[0] = from[2];
			to[1] = from[1];
			to[2] = from[0];
		}
}

static void look(void)
{
	video_code_read(&seen, picture, WIDTH, HEIGHT);
}

Test(video_code, a_whole_frame_is_read_back)
{
	static const uint32_t numbers[] = {0, 1, 2, 255, 256, 65535, 0xffffffff, 123456789};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		video_code_draw(frame, WIDTH, PITCH, numbers[i], 0, BANDS);
		take_picture();
		look();
		cr_assert_eq(seen.run_count, 1);
		cr_assert_eq(seen.runs[0].number, numbers[i]);
		cr_assert_eq(seen.runs[0].bands, BANDS);
		cr_assert_eq(seen.unreadable, 0);
		cr_assert_eq(seen.wrong_pixels, 0);
	}
}

Test(video_code, a_torn_frame_shows_both_numbers_and_where)
{
	video_code_draw(frame, WIDTH, PITCH, 7, 0, BANDS);
	video_code_draw(frame, WIDTH, PITCH, 8, 20, 35);
	take_picture();
	look();
	cr_assert_eq(seen.run_count, 3);
	cr_assert(seen.runs[0].number == 7 && seen.runs[0].bands == 20);
	cr_assert(seen.runs[1].number == 8 && seen.runs[1].bands == 15);
	cr_assert(seen.runs[2].number == 7 && seen.runs[2].bands == BANDS - 35);
	cr_assert_eq(seen.wrong_pixels, 0);
}

Test(video_code, one_wrong_pixel_is_found)
{
	video_code_draw(frame, WIDTH, PITCH, 7, 0, BANDS);
	take_picture();
	picture[(100 * WIDTH + 500) * 3 + 1] ^= 1;
	look();
	cr_assert_eq(seen.wrong_pixels, 1);
	cr_assert_eq(seen.unreadable, 0);
}

/* The right half shows the frame before: the numbers alone would not tell. */
Test(video_code, a_frame_torn_from_top_to_bottom_has_wrong_pixels)
{
	video_code_draw(frame, WIDTH, PITCH, 8, 0, BANDS);
	take_picture();
	video_code_draw(frame, WIDTH, PITCH, 7, 0, BANDS);
	for (size_t y = 0; y < HEIGHT; y++)
		for (size_t x = WIDTH / 2; x < WIDTH; x++)
			for (size_t c = 0; c < 3; c++)
				picture[(y * WIDTH + x) * 3 + c] = frame[y * PITCH + x * 4 + 2 - c];
	look();
	cr_assert_eq(seen.run_count, 1);
	cr_assert(seen.wrong_pixels > WIDTH * HEIGHT / 2 * 9 / 10);
}

Test(video_code, a_picture_moved_by_one_band_is_unreadable)
{
	video_code_draw(frame, WIDTH, PITCH, 7, 0, BANDS);
	take_picture();
	memmove(picture, picture + VIDEO_CODE_BAND * WIDTH * 3,
		(HEIGHT - VIDEO_CODE_BAND) * WIDTH * 3);
	look();
	cr_assert(seen.unreadable >= BANDS - 2, "%u", seen.unreadable);
}

Test(video_code, changed_colours_leave_the_number_readable)
{
	video_code_draw(frame, WIDTH, PITCH, 7, 0, BANDS);
	take_picture();
	for (size_t i = 0; i < sizeof(picture); i++)
		picture[i] = (uint8_t)(picture[i] * 9 / 10 + 10);
	look();
	cr_assert_eq(seen.runs[0].number, 7);
	cr_assert(seen.wrong_pixels > WIDTH * HEIGHT / 2);
}

Test(video_code, what_nobody_drew_is_unreadable)
{
	memset(picture, 0, sizeof(picture));
	look();
	cr_assert(seen.unreadable >= BANDS - 2, "%u", seen.unreadable);
	srand(1);
	for (size_t i = 0; i < sizeof(picture); i++)
		picture[i] = (uint8_t)rand();
	look();
	cr_assert(seen.unreadable >= BANDS - 2, "%u", seen.unreadable);
	video_code_read(&seen, picture, 100, 80); /* too narrow for a code */
	cr_assert_eq(seen.unreadable, 10);
}
