/* SPDX-License-Identifier: Apache-2.0 */
/* The host's half of audio.truth: a result and a recording make a verdict. */
#include "core/audio_code.h"
#include "core/result.h"
#include "reports/truth.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DEVICE "virtio.sound[0]"

static char file[64]; /* one for each test: they run side by side */
static FILE *tape;
static json_t *result;

static void begin(void)
{
	static const unsigned char header[44] = "RIFF\0\0\0\0WAVEfmt \x10\0\0\0\1\0\2\0"
						"\x80\xbb\0\0\0\xee\2\0\4\0\x10\0data";

	snprintf(file, sizeof(file), "/tmp/stratos-test-%d.wav", (int)getpid());
	tape = fopen(file, "wb");
	fwrite(header, sizeof(header), 1, tape);
	result = result_new();
	json_array_append_new(json_object_get(result, "verdicts"),
		json_pack("{s:s,s:s,s:s,s:s}", "id", "audio.truth", "kind", "check", "device",
			DEVICE, "word", "unobservable"));
}

static void end(void)
{
	unlink(file);
	json_decref(result);
}

TestSuite(truth_audio, .init = begin, .fini = end);

/* What the sink received: frames [first, end) of stream `stream`. */
static void record(unsigned stream, uint64_t first, uint64_t last)
{
	for (; first < last; first++) {
		uint8_t levels[2];
		int16_t frame[2];

		audio_code_levels(stream, first, levels);
		for (int c = 0; c < 2; c++)
			frame[c] = (int16_t)((levels[c] - AUDIO_CODE_SILENT) * 256);
		fwrite(frame, sizeof(frame), 1, tape);
	}
}

static void add_metric(const char *id, int rate, int period, double value)
{
	json_array_append_new(json_object_get(result, "metrics"),
		json_pack("{s:s,s:s,s:{s:i,s:i,s:s},s:f}", "id", id, "device", DEVICE, "conditions",
			"rate", rate, "period_frames", period, "format", "S16_LE", "value", value));
}

/* What the guest says it played. */
static double failures;

static void played(const char *id, int rate, int period, double frames, double xruns)
{
	add_metric(id, rate, period, frames);
	add_metric("audio.truth.xruns", rate, period, xruns);
	add_metric("audio.truth.failures", rate, period, failures);
}

static const json_t *judged(void)
{
	fclose(tape);
	truth_from_sink(result, "sound", DEVICE, file);
	cr_assert_eq(json_array_size(json_object_get(result, "verdicts")), 1);
	return json_array_get(json_object_get(result, "verdicts"), 0);
}

static const char *text(const json_t *verdict, const char *key)
{
	const char *found = json_string_value(json_object_get(verdict, key));

	return found ? found : "";
}

static double value_of(const char *id)
{
	size_t i;
	json_t *metric;

	json_array_foreach (json_object_get(result, "metrics"), i, metric)
		if (!strcmp(text(metric, "id"), id))
			return json_number_value(json_object_get(metric, "value"));
	return -1;
}

Test(truth_audio, all_that_was_played_arrived)
{
	const json_t *verdict;

	played("audio.truth.sent", 48000, 480, 20000, 0);
	played("audio.truth.sent", 48000, 960, 10000, 0);
	played("audio.truth.sent_last", 48000, 960, 10000, 0);
	record(0, 0, 20000);
	record(1, 0, 10000);
	record(2, 0, 9100);
	verdict = judged();
	cr_assert_str_eq(text(verdict, "word"), "pass");
	cr_assert_eq(value_of("audio.truth.lost"), 0);
	cr_assert_eq(value_of("audio.truth.held"), 900);
}

Test(truth_audio, an_end_that_never_came_is_lost)
{
	const json_t *verdict;

	played("audio.truth.sent", 48000, 480, 20000, 0);
	record(0, 0, 19520);
	verdict = judged();
	cr_assert_str_eq(text(verdict, "word"), "fail");
	cr_assert_eq(value_of("audio.truth.lost"), 480);
	cr_assert_str_eq(text(verdict, "reason"),
		"rate=48000 period_frames=480 format=S16_LE: the sink did not receive what was "
		"played");
	cr_assert_str_eq(text(json_object_get(verdict, "evidence"), "observed"),
		"480 lost, 0 repeated, 0 reordered, 0 of silence, 0 altered");
}

Test(truth_audio, events_have_a_time)
{
	const json_t *events;

	played("audio.truth.sent", 48000, 480, 20000, 0);
	record(0, 0, 4800);
	record(0, 5280, 20000);
	cr_assert_str_eq(text(judged(), "word"), "fail");
	events = json_object_get(json_object_get(result, "facts"), DEVICE ".truth.events");
	cr_assert_eq(json_array_size(events), 1);
	cr_assert_str_eq(json_string_value(json_array_get(events, 0)),
		"stream 1 from 0.1000 s to 0.1000 s: 480 frames lost");
}

Test(truth_audio, a_stream_of_which_nothing_arrived)
{
	played("audio.truth.sent", 48000, 240, 20000, 0);
	played("audio.truth.sent", 48000, 480, 20000, 0);
	record(1, 0, 20000);
	cr_assert_str_eq(text(judged(), "word"), "fail");
	cr_assert_eq(value_of("audio.truth.lost"), 20000);
}

/* The guest plays again what had an xrun; only what it played last counts. */
Test(truth_audio, a_spoiled_stream_does_not_count_if_the_next_attempt_is_whole)
{
	played("audio.truth.sent", 48000, 480, 20000, 1);
	played("audio.truth.sent", 48000, 480, 20000, 0);
	record(0, 0, 9000);
	record(0, 10000, 20000);
	record(1, 0, 20000);
	cr_assert_str_eq(text(judged(), "word"), "pass");
	cr_assert_eq(value_of("audio.truth.lost"), 0);
}

Test(truth_audio, the_guests_own_xruns_are_not_the_sinks_fault)
{
	const json_t *verdict;

	for (unsigned i = 0; i < 3; i++) {
		played("audio.truth.sent", 48000, 480, 20000, 2);
		record(i, 0, 9000);
	}
	verdict = judged();
	cr_assert_str_eq(text(verdict, "word"), "inconclusive");
	cr_assert(strstr(text(verdict, "reason"), "the guest itself saw 2 xruns"));
}

/* All of the little that was played arrived: that proves little. */
Test(truth_audio, a_stream_that_was_not_played_to_its_end_proves_nothing)
{
	const json_t *verdict;

	failures = 1;
	played("audio.truth.sent", 48000, 480, 1920, 0);
	record(0, 0, 1920);
	verdict = judged();
	cr_assert_str_eq(text(verdict, "word"), "inconclusive");
	cr_assert(strstr(text(verdict, "reason"), "could not play it to its end"));
}

Test(truth_audio, another_rate_is_not_judged)
{
	played("audio.truth.sent", 44100, 480, 20000, 0);
	record(0, 0, 20000);
	cr_assert_str_eq(text(judged(), "word"), "inconclusive");
}

Test(truth_audio, a_missing_recording_is_said_in_words)
{
	const json_t *verdict;

	played("audio.truth.sent", 48000, 480, 20000, 0);
	unlink(file);
	verdict = judged();
	cr_assert_str_eq(text(verdict, "word"), "inconclusive");
	cr_assert(strstr(text(verdict, "reason"), "the hypervisor's sink cannot be read"));
	cr_assert(strstr(text(verdict, "reason"), "No such file"));
}

/* What the guest could see itself stands: a crash, a missing card. */
Test(truth_audio, only_what_waits_for_the_host_is_replaced)
{
	json_t *verdict = json_array_get(json_object_get(result, "verdicts"), 0);

	json_object_set_new(verdict, "word", json_string("crashed"));
	played("audio.truth.sent", 48000, 480, 20000, 0);
	record(0, 0, 20000);
	cr_assert_str_eq(text(judged(), "word"), "crashed");
}
