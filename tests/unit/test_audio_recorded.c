/* SPDX-License-Identifier: Apache-2.0 */
/* What a device that records could do wrong, each by itself, is found. */
#include "suites/audio_recorded.h"

#include "core/audio_code.h"

#include <criterion/criterion.h>

#define ROOM 48000

static int16_t frames[ROOM][2];
static struct recorded recorded;
static const struct device device = {.id = "virtio.sound[0]"};
static struct job job;

static void nowhere(void *to, json_t *event)
{
	(void)to;
	json_decref(event);
}

static void begin(void)
{
	recorded = (struct recorded){.frames = frames, .room = ROOM};
	memset(frames, 0, sizeof(frames));
	job_begin(&job, unit_find("audio.recorded"), &device, NULL, nowhere, NULL);
}

/* Frames [first, end) of the source arrive. */
static void arrive(uint64_t first, uint64_t end)
{
	for (; first < end; first++) {
		int16_t samples[2];

		audio_code_samples(0, first, samples);
		recorded_take(&recorded, samples, recorded.count, 1);
	}
}

static void nothing_arrives(size_t count)
{
	static const int16_t silence[2];

	while (count--)
		recorded_take(&recorded, silence, recorded.count, 1);
}

static void expect(enum verdict verdict, const char *evidence)
{
	recorded_judge_code(&job, &recorded);
	cr_assert_eq(job.verdict, verdict, "%s: %s", job.reason, job.observed);
	cr_assert(strstr(job.observed, evidence), "%s", job.observed);
}

TestSuite(audio_recorded, .init = begin);

Test(audio_recorded, silence_is_silence)
{
	nothing_arrives(960);
	recorded_judge_silence(&job, &recorded);
	cr_assert_eq(job.verdict, VERDICT_PASS);
}

Test(audio_recorded, the_first_frame_that_is_not_silent_is_known)
{
	nothing_arrives(1007);
	recorded_take(&recorded, (int16_t[2][2]){{0, -3}, {5, 0}}, 1007, 2);
	recorded_judge_silence(&job, &recorded);
	cr_assert_eq(job.verdict, VERDICT_FAIL);
	cr_assert_str_eq(job.observed, "2 that are not, the first is frame 1007: 0, -3");
}

Test(audio_recorded, what_does_not_fit_is_left_out)
{
	arrive(0, ROOM - 1);
	recorded_take(&recorded, (int16_t[2][2]){{1, 1}, {2, 2}}, ROOM - 1, 2);
	recorded_take(&recorded, (int16_t[1][2]){{3, 3}}, ROOM + 1, 1);
	cr_assert_eq(recorded.count, ROOM);
	cr_assert_eq(frames[ROOM - 1][0], 1);
}

Test(audio_recorded, all_from_the_start)
{
	nothing_arrives(480);
	arrive(0, 20000);
	expect(VERDICT_PASS, "20000 coded frames in 1 stretches; 0 lost, 0 repeated");
}

Test(audio_recorded, whoever_comes_later_has_lost_nothing)
{
	arrive(5000, 25000);
	expect(VERDICT_PASS, "20000 coded frames in 1 stretches; 0 lost, 0 repeated");
}

Test(audio_recorded, lost)
{
	arrive(5000, 10000);
	arrive(10480, 20000);
	expect(VERDICT_FAIL, "480 lost, 0 repeated");
}

Test(audio_recorded, repeated)
{
	arrive(5000, 10000);
	arrive(9520, 20000);
	expect(VERDICT_FAIL, "0 lost, 480 repeated");
}

Test(audio_recorded, reordered)
{
	arrive(5000, 10000);
	arrive(10480, 10960);
	arrive(10000, 10480);
	arrive(10960, 20000);
	expect(VERDICT_FAIL, "480 reordered");
}

Test(audio_recorded, silence_inserted)
{
	arrive(0, 10000);
	nothing_arrives(480);
	arrive(10000, 20000);
	expect(VERDICT_FAIL, "480 of silence");
}

Test(audio_recorded, altered)
{
	arrive(0, 10000);
	for (size_t i = 5000; i < 5010; i++)
		frames[i][0] ^= 0x55;
	expect(VERDICT_FAIL, "10 altered");
}

Test(audio_recorded, only_silence)
{
	nothing_arrives(10000);
	expect(VERDICT_FAIL, "0 coded frames");
	cr_assert_str_eq(job.reason, "nothing of what the source gives was recorded");
}
