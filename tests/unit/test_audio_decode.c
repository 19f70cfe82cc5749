/* SPDX-License-Identifier: Apache-2.0 */
/* Coded sound is damaged in every way a sink could, and each must be found and counted. */
#include "core/audio_code.h"
#include "core/audio_decode.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROOM 200000

static int16_t tape[ROOM][2];
static size_t length;
static unsigned stream_number;
static struct audio_decoded decoded;

static void play(uint64_t first, size_t count)
{
	for (size_t i = 0; i < count; i++, length++) {
		uint8_t levels[2];

		audio_code_levels(stream_number, first + i, levels);
		tape[length][0] = (int16_t)((levels[0] - AUDIO_CODE_SILENT) * 256);
		tape[length][1] = (int16_t)((levels[1] - AUDIO_CODE_SILENT) * 256);
	}
}

static void silence(size_t count)
{
	memset(tape[length], 0, count * sizeof(*tape));
	length += count;
}

/* What was recorded from `from` on, through an amplifier that clips. */
static void amplify(size_t from, double gain, double offset)
{
	for (size_t i = from; i < length; i++)
		for (int c = 0; c < 2; c++)
			tape[i][c] = (int16_t)lround(
				fmax(-32768, fmin(32767, tape[i][c] * gain + offset)));
}

static const struct audio_stream_found *decode(size_t streams)
{
	audio_decode(&decoded, tape, length);
	cr_assert_eq(decoded.count, streams, "%zu streams", decoded.count);
	return decoded.streams;
}

static void expect(const struct audio_stream_found *stream, uint64_t lost, uint64_t repeated,
	uint64_t reordered, uint64_t silent, uint64_t altered)
{
	const uint64_t wanted[] = {lost, repeated, reordered, silent, altered};

	for (int fault = 0; fault < AUDIO_FAULTS; fault++)
		cr_assert_eq(stream->faults[fault], wanted[fault], "%s: %lu, expected %lu",
			audio_fault_word((enum audio_fault)fault),
			(unsigned long)stream->faults[fault], (unsigned long)wanted[fault]);
}

static void rewind_tape(void)
{
	length = 0;
	stream_number = 0;
}

TestSuite(audio_decode, .init = rewind_tape);

Test(audio_decode, nothing_is_wrong_with_a_whole_stream)
{
	const struct audio_stream_found *stream;

	silence(1000);
	play(0, 150000); /* more than two cycles of the code */
	silence(700);
	stream = decode(1);
	expect(stream, 0, 0, 0, 0, 0);
	cr_assert_eq(stream->at, 1000);
	cr_assert_eq(stream->end, 150000);
	cr_assert_eq(decoded.event_count, 0);
}

Test(audio_decode, two_streams_are_told_apart)
{
	const struct audio_stream_found *streams;

	play(0, 48000);
	play(0, 24000); /* not one frame of silence in between */
	silence(480);
	play(0, 9600);
	streams = decode(3);
	cr_assert_eq(streams[0].end, 48000);
	cr_assert_eq(streams[1].end, 24000);
	cr_assert_eq(streams[2].end, 9600);
	for (int i = 0; i < 3; i++)
		expect(&streams[i], 0, 0, 0, 0, 0);
}

/* Streams that ended at once are no loss of the next one. */
Test(audio_decode, short_streams_are_told_apart_by_their_marks)
{
	const struct audio_stream_found *streams;

	for (stream_number = 0; stream_number < 20; stream_number++) {
		play(0, 300);
		silence(10);
	}
	streams = decode(20);
	for (unsigned i = 0; i < 20; i++) {
		cr_assert_eq(streams[i].mark, i % AUDIO_CODE_MARKS);
		cr_assert_eq(streams[i].end, 300);
		expect(&streams[i], 0, 0, 0, 0, 0);
	}
}

Test(audio_decode, lost_frames_are_counted_and_placed)
{
	const struct audio_stream_found *stream;

	play(0, 10000);
	play(10480, 10000);
	play(20481, 1000); /* a single one */
	stream = decode(1);
	expect(stream, 481, 0, 0, 0, 0);
	cr_assert_eq(decoded.event_count, 2);
	cr_assert_eq(decoded.events[0].at, 10000);
	cr_assert_eq(decoded.events[0].frames, 480);
}

Test(audio_decode, a_loss_longer_than_half_a_second)
{
	play(0, 10000);
	play(40000, 10000);
	expect(decode(1), 30000, 0, 0, 0, 0);
}

Test(audio_decode, the_beginning_may_be_lost)
{
	const struct audio_stream_found *stream;

	play(300, 9700);
	stream = decode(1);
	expect(stream, 300, 0, 0, 0, 0);
	cr_assert_eq(stream->first, 300);
	cr_assert_eq(stream->mark, AUDIO_CODE_MARKS);
}

Test(audio_decode, a_repeated_period)
{
	play(0, 9600);
	play(9120, 480);
	play(9600, 9600);
	expect(decode(1), 0, 480, 0, 0, 0);
	cr_assert_eq(decoded.event_count, 1);
}

Test(audio_decode, periods_that_changed_places)
{
	play(0, 9600);
	play(10080, 480);
	play(9600, 480);
	play(10560, 9600);
	expect(decode(1), 0, 0, 480, 0, 0);
}

Test(audio_decode, inserted_silence_has_a_time_and_a_length)
{
	play(0, 9600);
	silence(333);
	play(9600, 9600);
	expect(decode(1), 0, 0, 0, 333, 0);
	cr_assert_eq(decoded.events[0].at, 9600);
	cr_assert_eq(decoded.events[0].frames, 333);
}

Test(audio_decode, silence_in_place_of_lost_frames)
{
	play(0, 9600);
	silence(480);
	play(10080, 9600);
	expect(decode(1), 480, 0, 0, 480, 0);
}

Test(audio_decode, frames_nobody_played)
{
	play(0, 9600);
	srand(1);
	for (int i = 0; i < 200; i++, length++)
		for (int c = 0; c < 2; c++)
			tape[length][c] = (int16_t)(rand() % 65536 - 32768);
	play(9800, 9600);
	expect(decode(1), 200, 0, 0, 0, 200);
}

Test(audio_decode, a_changed_gain_is_measured_and_no_frame_counts_as_lost)
{
	static const double gains[] = {0.5, 0.3, 0.05, -1, 1.4, 0.9375};

	for (size_t i = 0; i < sizeof(gains) / sizeof(*gains); i++) {
		const struct audio_stream_found *stream;
		size_t from;

		length = 0;
		play(0, 9600);
		from = length;
		play(9600, 9600);
		amplify(from, gains[i], 0);
		stream = decode(1);
		cr_assert_float_eq(stream->gain.gain, gains[i], fabs(gains[i]) * 0.02,
			"gain %g instead of %g", stream->gain.gain, gains[i]);
		/* Beyond full scale, levels are gone; below, every frame can still be read. */
		if (fabs(gains[i]) <= 1)
			expect(stream, 0, 0, 0, 0, 9600);
		cr_assert_eq(decoded.events[0].at, 9600);
		audio_decode_free(&decoded);
	}
}

Test(audio_decode, an_offset_is_measured)
{
	const struct audio_stream_found *stream;

	play(0, 9600);
	amplify(0, 0.5, 1000);
	stream = decode(1);
	cr_assert_float_eq(stream->gain.gain, 0.5, 0.001);
	cr_assert_float_eq(stream->gain.offset, 1000, 2);
	expect(stream, 0, 0, 0, 0, 9600);
}

/* As a converter does that takes 127 for the middle of unsigned 8-bit sound. */
Test(audio_decode, an_offset_of_one_level_is_not_taken_for_other_numbers)
{
	const struct audio_stream_found *stream;

	play(0, 20000);
	amplify(0, 1, 256);
	for (size_t i = 0; i < length; i++) /* full scale stays full scale */
		for (int c = 0; c < 2; c++)
			if (tape[i][c] > 127 * 256)
				tape[i][c] = 127 * 256;
	stream = decode(1);
	cr_assert_float_eq(stream->gain.offset, 256, 1, "offset %g, gain %g", stream->gain.offset,
		stream->gain.gain);
	cr_assert_eq(stream->end, 20000);
	cr_assert_eq(stream->faults[AUDIO_ALTERED], 20000);
	/* Full scale, once in each ramp, now looks like the level below it. */
	cr_assert_eq(stream->faults[AUDIO_REPEATED], 20000 / AUDIO_CODE_STEPS);
	cr_assert_eq(stream->faults[AUDIO_LOST], 20000 / AUDIO_CODE_STEPS);
}

/* One bit of noise is not what was played, though every frame can be read. */
Test(audio_decode, dither_is_an_alteration)
{
	play(0, 9600);
	for (size_t i = 0; i < length; i++)
		tape[i][0] = (int16_t)(tape[i][0] + (i % 3 ? 1 : 2));
	expect(decode(1), 0, 0, 0, 0, 9600);
}

Test(audio_decode, what_is_no_code_is_no_stream)
{
	for (; length < 20000; length++)
		tape[length][0] = tape[length][1] = (int16_t)(10000 * sin((double)length / 20));
	decode(0);
	cr_assert(decoded.foreign > 19000);
}
