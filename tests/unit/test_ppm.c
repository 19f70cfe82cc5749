/* SPDX-License-Identifier: Apache-2.0 */
#include "core/video_code.h"
#include "reports/ppm.h"
#include "reports/truth.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char file[64]; /* one for each test: they run side by side */
static struct message msg;
static struct ppm ppm;

static void write_file(const char *header, size_t bytes)
{
	FILE *out = fopen(file, "wb");

	fputs(header, out);
	for (size_t i = 0; i < bytes; i++)
		fputc((int)i & 0xff, out);
	fclose(out);
}

static void name_file(void)
{
	snprintf(file, sizeof(file), "/tmp/stratos-test-%d.ppm", (int)getpid());
}

static void remove_file(void)
{
	unlink(file);
}

TestSuite(ppm, .init = name_file, .fini = remove_file);

Test(ppm, a_picture_is_read)
{
	write_file("P6\n# a comment\n4 2\n255\n", 24);
	cr_assert_eq(ppm_read(&ppm, file, &msg), 0, "%s", msg.text);
	cr_assert(ppm.width == 4 && ppm.height == 2);
	cr_assert(ppm.rgb[0] == 0 && ppm.rgb[23] == 23);
	ppm_free(&ppm);
}

Test(ppm, short_foreign_and_missing_files_are_named)
{
	char text[200];

	write_file("P6\n4 2\n255\n", 23);
	cr_assert_eq(ppm_read(&ppm, file, &msg), -EINVAL);
	cr_assert(strstr(msg.text, "short: 23 of 24 bytes of a 4x2 picture"), "%s", msg.text);
	msg = (struct message){0};
	write_file("\x89PNG", 100);
	cr_assert_eq(ppm_read(&ppm, file, &msg), -EINVAL);
	cr_assert(strstr(msg.text, "no binary PPM"), "%s", msg.text);
	unlink(file);
	cr_assert(truth_look("screenshot", file, text, sizeof(text)) < 0);
	cr_assert(strstr(text, "No such file"), "%s", text);
}

Test(ppm, a_screenshot_is_told_in_a_line)
{
	static uint8_t frame[64 * 640 * 4];
	char text[200];
	FILE *out = fopen(file, "wb");

	video_code_draw(frame, 640, 640 * 4, 41, 0, 8);
	video_code_draw(frame, 640, 640 * 4, 42, 0, 3);
	fputs("P6 640 64 255\n", out);
	for (size_t i = 0; i < 64 * 640; i++)
		for (int c = 2; c >= 0; c--)
			fputc(frame[i * 4 + (size_t)c], out);
	fclose(out);
	cr_assert_eq(truth_look("screenshot", file, text, sizeof(text)), 0);
	cr_assert_str_eq(text, "width=640 height=64 wrong=0 unreadable=0 runs=42:3,41:5");
}
