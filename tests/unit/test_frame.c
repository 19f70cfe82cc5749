/* SPDX-License-Identifier: Apache-2.0 */
#include "core/frame.h"

#include "core/crc32c.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static char *line_of(int seq)
{
	json_t *event = json_pack("{s:s,s:i}", "event", seq ? "note" : "begin", "n", seq);
	char *line = frame_encode((uint64_t)seq, event);

	json_decref(event);
	return line;
}

static struct frames *fed(const char *log)
{
	struct frames *frames = frames_new(NULL, NULL);

	frames_feed(frames, log, strlen(log));
	frames_end(frames);
	return frames;
}

static json_int_t report(struct frames *frames, const char *key)
{
	return json_integer_value(json_object_get(frames_report(frames), key));
}

static const char *missing(struct frames *frames, size_t i)
{
	return json_string_value(
		json_array_get(json_object_get(frames_report(frames), "missing"), i));
}

Test(crc32c, check_value_of_rfc_3720)
{
	cr_assert_eq(crc32c(0, "123456789", 9), 0xe3069283u);
	cr_assert_eq(crc32c(crc32c(0, "12345", 5), "6789", 4), 0xe3069283u);
}

Test(frame, passes_over_other_lines_prefixes_and_line_ends)
{
	char log[1000], *one = line_of(0), *two = line_of(1);

	one[strlen(one) - 1] = '\0';
	snprintf(log, sizeof(log), "SeaBIOS\n\033[2J(XEN) DOM1: %s\r\n[  1.0] foo\n%s", one, two);
	struct frames *frames = fed(log);

	cr_assert(frames_whole(frames));
	cr_assert_eq(report(frames, "received"), 2);
}

Test(frame, joins_a_line_that_the_console_broke)
{
	char log[1000], *one = line_of(0), *two = line_of(1);

	snprintf(log, sizeof(log),
		"(XEN) DOM1: %.30s\n(XEN) something else\n(XEN) DOM1: %.3s\n(XEN) DOM1: %s(XEN) "
		"DOM1: "
		"%s",
		one, one + 30, one + 33, two);
	struct frames *frames = fed(log);

	cr_assert(frames_whole(frames));
	cr_assert_eq(report(frames, "received"), 2);
}

Test(frame, a_broken_line_without_its_rest_is_damage)
{
	char log[1000], *one = line_of(0), *two = line_of(1);

	snprintf(log, sizeof(log), "x\nDOM1: %.30s\nDOM2: %s\nDOM1: %sDOM1: %.30s", one, one + 30,
		two, one);
	struct frames *frames = fed(log);

	cr_assert(!frames_whole(frames));
	cr_assert_eq(report(frames, "received"), 1);
	cr_assert_eq(report(frames, "damaged"), 2);
	cr_assert_str_eq(json_string_value(json_array_get(
				 json_object_get(frames_report(frames), "problems"), 0)),
		"line 2: a frame that was cut short");
}

Test(frame, order_and_repetition_do_not_matter)
{
	char log[1000], *a = line_of(0), *b = line_of(1), *c = line_of(2);

	snprintf(log, sizeof(log), "%s%s%s%s", c, a, b, a);
	struct frames *frames = fed(log);
	json_t *events = frames_events(frames);

	cr_assert(frames_whole(frames));
	cr_assert_eq(report(frames, "duplicates"), 1);
	for (size_t i = 0; i < 3; i++)
		cr_assert_eq(json_integer_value(json_object_get(json_array_get(events, i), "n")),
			(json_int_t)i);
}

Test(frame, gaps_are_named)
{
	char log[2000];
	size_t used = 0;

	for (int i = 0; i < 10; i++)
		if (i != 2 && (i < 5 || i > 7))
			used += (size_t)snprintf(log + used, sizeof(log) - used, "%s", line_of(i));
	struct frames *frames = fed(log);

	cr_assert(!frames_whole(frames));
	cr_assert_str_eq(missing(frames, 0), "2");
	cr_assert_str_eq(missing(frames, 1), "5-7");
}

/* Whatever single byte is lost, doubled or changed: never a wrong event, never a crash. */
Test(frame, no_damage_of_one_byte_is_taken_for_an_event)
{
	char *whole = line_of(7);
	size_t size = strlen(whole);

	for (size_t i = 0; i < size - 1; i++) {
		for (int kind = 0; kind < 3; kind++) {
			char log[1000];

			memcpy(log, whole, size + 1);
			if (kind == 0)
				memmove(log + i, log + i + 1, size - i);
			else if (kind == 1)
				memmove(log + i + 1, log + i, size - i + 1);
			else
				log[i] = log[i] == 'x' ? 'y' : 'x';
			struct frames *frames = fed(log);
			json_t *events = frames_events(frames), *event;
			size_t n;

			json_array_foreach (events, n, event)
				cr_assert_eq(json_integer_value(json_object_get(event, "n")), 7);
			json_decref(events);
			frames_free(frames);
		}
	}
}

Test(frame, a_last_line_without_its_end_is_read)
{
	char *line = line_of(0);

	line[strlen(line) - 1] = '\0';
	cr_assert_eq(report(fed(line), "received"), 1);
}

Test(frame, two_guests_on_one_console_are_noticed)
{
	json_t *other = json_pack("{s:s,s:s}", "event", "note", "text", "from somewhere else");
	char log[1000];

	snprintf(log, sizeof(log), "%s%s%s", line_of(0), line_of(1), frame_encode(1, other));
	struct frames *frames = fed(log);

	cr_assert(!frames_whole(frames));
	cr_assert_eq(report(frames, "damaged"), 1);
}

Test(frame, a_wild_number_is_damage_and_no_gap)
{
	json_t *event = json_pack("{s:s}", "event", "note");

	struct frames *frames = fed(frame_encode(99999999999ull, event));

	cr_assert_eq(report(frames, "damaged"), 1);
	cr_assert_eq(report(frames, "received"), 0);
}

Test(frame, an_endless_line_is_no_frame)
{
	struct frames *frames = frames_new(NULL, NULL);
	char block[4096];

	memset(block, 'x', sizeof(block));
	frames_feed(frames, "@SC 0 ", 6);
	for (int i = 0; i < 3000; i++)
		frames_feed(frames, block, sizeof(block));
	frames_feed(frames, "\n", 1);
	cr_assert_eq(report(frames, "damaged"), 1);
	cr_assert_eq(report(frames, "received"), 0);
}
