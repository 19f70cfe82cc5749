/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/wav.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char file[64]; /* one for each test: they run side by side */
static struct message msg;
static struct wav wav;

static void write_wav(uint16_t channels, uint16_t bits, uint32_t data_size, size_t frames)
{
	FILE *out = fopen(file, "wb");
	struct {
		char riff[4];
		uint32_t size;
		char wave[8];
		uint32_t fmt_size;
		uint16_t tag, channels;
		uint32_t rate, bytes_per_second;
		uint16_t frame_bytes, bits;
		char data[4];
		uint32_t data_size;
	} header = {"RIFF", 36 + data_size, "WAVEfmt ", 16, 1, channels, 48000, 192000, 4, bits,
		"data", data_size};
	int16_t frame[2] = {1, -1};

	memcpy(header.wave, "WAVEfmt ", 8);
	fwrite(&header, sizeof(header), 1, out);
	for (size_t i = 0; i < frames; i++, frame[0]++)
		fwrite(frame, sizeof(frame), 1, out);
	fclose(out);
}

static void name_file(void)
{
	snprintf(file, sizeof(file), "/tmp/stratos-test-%d.wav", (int)getpid());
}

static void remove_wav(void)
{
	unlink(file);
}

TestSuite(wav, .init = name_file, .fini = remove_wav);

Test(wav, frames_are_read)
{
	write_wav(2, 16, 400, 100);
	cr_assert_eq(wav_read(&wav, file, &msg), 0, "%s", msg.text);
	cr_assert_eq(wav.rate, 48000);
	cr_assert_eq(wav.count, 100);
	cr_assert_eq(wav.frames[99][0], 100);
	wav_free(&wav);
}

/* A hypervisor that is killed leaves 0 in its header; one that is cut off, too much. */
Test(wav, a_header_without_lengths_means_the_rest_of_the_file)
{
	write_wav(2, 16, 0, 100);
	cr_assert_eq(wav_read(&wav, file, &msg), 0);
	cr_assert_eq(wav.count, 100);
	cr_assert_eq(wav.missing, 0);
	write_wav(2, 16, 4000, 100);
	cr_assert_eq(wav_read(&wav, file, &msg), 0);
	cr_assert_eq(wav.count, 100);
	cr_assert_eq(wav.missing, 3600);
	write_wav(2, 16, 0xffffffff, 100);
	cr_assert_eq(wav_read(&wav, file, &msg), 0);
	cr_assert_eq(wav.missing, 0);
}

Test(wav, missing_short_and_foreign_files_are_named)
{
	FILE *out;

	cr_assert(wav_read(&wav, file, &msg) < 0);
	cr_assert(strstr(msg.text, file) && strstr(msg.text, "No such file"), "%s", msg.text);
	msg = (struct message){0};
	out = fopen(file, "wb");
	fputs("RIFF....WAVEfmt", out);
	fclose(out);
	cr_assert(wav_read(&wav, file, &msg) < 0);
	cr_assert(strstr(msg.text, "short: 15 bytes without a format"), "%s", msg.text);
	msg = (struct message){0};
	out = fopen(file, "wb");
	fputs("hello", out);
	fclose(out);
	cr_assert(wav_read(&wav, file, &msg) < 0);
	cr_assert(strstr(msg.text, "no WAV file (5 bytes)"), "%s", msg.text);
}

Test(wav, another_format_is_refused_with_what_was_expected)
{
	write_wav(1, 8, 100, 100);
	cr_assert(wav_read(&wav, file, &msg) < 0);
	cr_assert(strstr(msg.text, "1 channels of 8 bits"), "%s", msg.text);
}
