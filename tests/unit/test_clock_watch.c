/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/clock_watch.h"

#include "core/verdict.h"

#include <criterion/criterion.h>

#define S  1000000000ull
#define MS 1000000ull

static struct clock_watch watch;

/* The guest began 7 s after the host; its events come a little late. */
static json_t *comes(json_t *event, uint64_t guest, uint64_t late)
{
	json_object_set_new(event, "t", json_integer((json_int_t)guest));
	clock_watch_event(&watch, event, guest + 7 * S + late);
	return event;
}

static void some_facts(void)
{
	watch = (struct clock_watch){0};
	for (uint64_t n = 0; n < 10; n++)
		json_decref(comes(json_pack("{s:s}", "event", "fact"), S + n * 100 * MS,
			n == 6 ? 0 : 300 * MS));
	json_decref(comes(json_pack("{s:s}", "event", "check-start"), 2 * S, MS));
}

static json_t *latencies(void)
{
	return json_pack("{s:s,s:s,s:{s:i,s:i,s:I,s:f,s:[i,i,i,i,I,i]},s:{s:I,s:[i,i,i,i,I,i]}}",
		"event", "metric", "unit", "ns", "histogram", "count", 12, "min", 1000, "max",
		(json_int_t)(3 * S + 5000), "mean", 5e8, "buckets", 1000, 4, 2048, 6,
		(json_int_t)(2993 * MS), 2, "heat", "slice_ns", (json_int_t)MS, "cells", 0, 1024,
		10, 1, (json_int_t)(2685 * MS), 2);
}

static json_t *verdict(const char *word)
{
	return json_pack("{s:s,s:s}", "event", "verdict", "word", word);
}

TestSuite(clock_watch, .init = some_facts);

Test(clock_watch, a_stall_is_no_jump)
{
	json_t *metric = comes(latencies(), 5 * S, MS), *after;

	cr_assert_eq(
		json_integer_value(json_object_get(json_object_get(metric, "histogram"), "count")),
		12);
	after = comes(verdict("pass"), 5 * S + MS, 2 * S); /* a host that is late itself */
	cr_assert_str_eq(json_string_value(json_object_get(after, "word")), "pass");
	cr_assert_eq(watch.jumps, 0);
	json_decref(metric);
	json_decref(after);
}

Test(clock_watch, what_took_as_long_as_a_jump_is_dropped_and_counted)
{
	/* 3 s more by the guest's clock than by the host's */
	json_t *metric = latencies(), *histogram = json_object_get(metric, "histogram"), *after;

	json_object_set_new(metric, "t", json_integer((json_int_t)(6 * S)));
	clock_watch_event(&watch, metric, 3 * S + 7 * S);
	cr_assert_eq(watch.jumps, 1);
	cr_assert_eq(json_integer_value(json_object_get(histogram, "count")), 10);
	cr_assert_eq(json_array_size(json_object_get(histogram, "buckets")), 4);
	cr_assert_lt(json_integer_value(json_object_get(histogram, "max")), 2100);
	cr_assert_float_eq(json_number_value(json_object_get(histogram, "mean")), 1639.5, 1);
	cr_assert_eq(json_array_size(json_object_get(json_object_get(metric, "heat"), "cells")), 3);
	after = verdict("pass");
	json_object_set_new(after, "t", json_integer((json_int_t)(6 * S + MS)));
	clock_watch_event(&watch, after, 10 * S + 2 * MS);
	cr_assert_str_eq(json_string_value(json_object_get(after, "word")), "inconclusive");
	cr_assert_str_eq(json_string_value(json_object_get(after, "reason")),
		"the guest's clock jumped forward by 3.00 s, as the host's shows: 2 latencies were "
		"dropped");
	json_decref(metric);
	json_decref(after);
}

Test(clock_watch, a_failure_stays_one)
{
	json_t *after = json_pack(
		"{s:s,s:s,s:s}", "event", "verdict", "word", "fail", "reason", "too late");

	json_object_set_new(after, "t", json_integer((json_int_t)(6 * S)));
	clock_watch_event(&watch, after, 10 * S);
	cr_assert_str_eq(json_string_value(json_object_get(after, "word")), "fail");
	cr_assert(strstr(json_string_value(json_object_get(after, "reason")),
		"0 latencies were dropped; too late"));
	json_decref(after);
}

Test(clock_watch, a_clock_that_is_a_little_fast_drifts)
{
	for (uint64_t n = 0; n < 1000; n++) {
		uint64_t guest = 2 * S + n * 1010 * MS;
		json_t *event = json_pack("{s:s}", "event", "fact");

		json_object_set_new(event, "t", json_integer((json_int_t)guest));
		clock_watch_event(&watch, event, 9 * S + n * 1000 * MS);
		json_decref(event);
	}
	cr_assert_eq(watch.jumps, 0);
}
