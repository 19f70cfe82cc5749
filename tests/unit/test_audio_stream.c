/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/audio_stream.h"

#include <criterion/criterion.h>
#include <errno.h>

static const struct stream_spec spec = {
	.node = "/nonexistent/pcmC0D0p",
	.shape =
		{
			.rate = 48000,
			.channels = 2,
			.format = SNDRV_PCM_FORMAT_S16_LE,
			.period_frames = 480,
			.periods = 4,
		},
};
static struct stream_run run = {.spec = &spec};

Test(audio_stream, conditions_name_the_shape)
{
	char text[256];

	stream_conditions(&spec.shape, text, sizeof(text));
	cr_assert_str_eq(text, "rate=48000 channels=2 format=S16_LE period_frames=480 periods=4");
}

Test(audio_stream, playback_room_and_capture_fill)
{
	struct pcm pcm = {.direction = PCM_PLAYBACK, .shape = spec.shape};
	struct pcm_position position = {.hw_frames = 1000, .appl_frames = 1920};

	cr_assert_eq(pcm_avail(&pcm, &position), 1000);
	pcm.direction = PCM_CAPTURE;
	position = (struct pcm_position){.hw_frames = 1920, .appl_frames = 1000};
	cr_assert_eq(pcm_avail(&pcm, &position), 920);
}

Test(audio_stream, a_pointer_that_runs_fast_or_slow_is_as_far_off)
{
	for (int sign = -1; sign <= 1; sign += 2) {
		run.pointer = (struct fit){0};
		for (int i = 0; i < 100; i++)
			fit_add(&run.pointer, i * 0.01, 480 * i * (1 + sign * 100e-6));
		cr_assert_float_eq(stream_rate_error_ppm(&run), 100, 0.01);
		cr_assert(stream_rate_uncertainty_ppm(&run) < 0.01);
	}
}

Test(audio_stream, drift_is_the_change_of_rate)
{
	run.halves[0] = run.halves[1] = (struct fit){0};
	for (int i = 0; i < 100; i++) {
		fit_add(&run.halves[0], i * 0.01, 480 * i);
		fit_add(&run.halves[1], 1 + i * 0.01, 48000 + 480 * i * (1 - 50e-6));
	}
	cr_assert_float_eq(stream_drift_ppm(&run), 50, 0.01);
}

Test(audio_stream, clean_means_that_periods_came_and_none_was_lost)
{
	char text[STREAM_COMPLAINT_MAX];

	run = (struct stream_run){.spec = &spec};
	cr_assert_not(stream_clean(&run));
	stream_complaint(&run, text, sizeof(text));
	cr_assert_str_eq(text, "no period came");
	run.periods = 5;
	cr_assert(stream_clean(&run));
	run.xruns = 2;
	cr_assert_not(stream_clean(&run));
	stream_complaint(&run, text, sizeof(text));
	cr_assert_str_eq(text, "2 xruns");
}

/* No device: the call that failed is named, nothing is measured, nothing hangs. */
Test(audio_stream, a_missing_device_is_named_with_its_errno)
{
	char text[STREAM_COMPLAINT_MAX];

	stream_measure(&run, &spec);
	cr_assert_eq(run.error, -ENOENT);
	stream_complaint(&run, text, sizeof(text));
	cr_assert_str_eq(text, "ENOENT at open");
}

/* A node that is no PCM refuses the first request. */
Test(audio_stream, a_device_that_is_no_sound_card_is_refused)
{
	struct stream_spec null = spec;

	null.node = "/dev/null";
	stream_measure(&run, &null);
	cr_assert_eq(run.error, -ENOTTY);
	cr_assert_str_eq(run.failed_at, "open");
}

Test(audio_stream, one_that_never_starts_is_said_in_its_own_words)
{
	char text[STREAM_COMPLAINT_MAX];

	run.error = -ETIMEDOUT;
	run.failed_at = "wait";
	stream_complaint(&run, text, sizeof(text));
	cr_assert_str_eq(text, "the stream never started: no period within 1500 ms (does the "
			       "hypervisor's sound back-end run?)");
	run.xruns = 1;
	stream_complaint(&run, text, sizeof(text));
	cr_assert_str_eq(text, "the stream never started again after an xrun: no period within "
			       "1500 ms");
	run.failed_at = "drain";
	stream_complaint(&run, text, sizeof(text));
	cr_assert_str_eq(text, "ETIMEDOUT at drain");
}
