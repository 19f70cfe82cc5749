/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/clock_watch.h"

#include "core/hist.h"
#include "core/verdict.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#define SETTLED 8	   /* events, of which one at least was not late */
#define ALLOWED 1000000000 /* ns; a late host reads several events late */
#define DRIFT	50	   /* a fiftieth of the time that passed */
#define AS_LONG 0.8	   /* of the jump: what was on its way meanwhile took longer */

static const char *text_of(const json_t *event, const char *key)
{
	const char *text = json_string_value(json_object_get(event, key));

	return text ? text : "";
}

static double jump_seen(struct clock_watch *watch, uint64_t guest, uint64_t now)
{
	int64_t ahead = (int64_t)(guest - now), rise = ahead - watch->ahead;
	int64_t allowed = ALLOWED + (int64_t)(now - watch->since) / DRIFT;
	bool first = !watch->events++;

	if (!first && rise <= 0)
		return 0;
	watch->ahead = ahead;
	watch->since = now;
	return !first && watch->events > SETTLED && rise > allowed ? (double)rise : 0;
}

/* Rows of `width` numbers; `at` is where a row's value stands, its count is its last. */
static uint64_t drop_rows(json_t *object, const char *key, size_t width, size_t at, double limit)
{
	json_t *rows = json_object_get(object, key), *kept = json_array();
	uint64_t dropped = 0;

	for (size_t i = 0; i + width <= json_array_size(rows); i += width) {
		if (json_number_value(json_array_get(rows, i + at)) < limit)
			for (size_t n = 0; n < width; n++)
				json_array_append(kept, json_array_get(rows, i + n));
		else
			dropped +=
				(uint64_t)json_integer_value(json_array_get(rows, i + width - 1));
	}
	json_object_set_new(object, key, kept);
	return dropped;
}

/* What is known of the values that are left: their buckets. */
static void sum_up(json_t *histogram)
{
	const json_t *buckets = json_object_get(histogram, "buckets");
	double sum = 0, count = 0, last = 0;

	for (size_t i = 0; i + 2 <= json_array_size(buckets); i += 2) {
		uint64_t low = (uint64_t)json_integer_value(json_array_get(buckets, i));
		double high = (double)hist_high(hist_index(low)) - 1;
		double n = json_number_value(json_array_get(buckets, i + 1));

		sum += ((double)low + high) / 2 * n;
		count += n;
		last = high > last ? high : last;
	}
	json_object_set_new(histogram, "count", json_integer((json_int_t)count));
	json_object_set_new(histogram, "max", json_integer((json_int_t)last));
	json_object_set_new(histogram, "mean", json_real(count > 0 ? sum / count : 0));
}

static void drop(struct clock_watch *watch, json_t *event)
{
	json_t *histogram = json_object_get(event, "histogram");
	double limit = AS_LONG * watch->jump_ns;
	uint64_t dropped;

	if (!histogram || strcmp(text_of(event, "unit"), "ns") != 0)
		return;
	dropped = drop_rows(histogram, "buckets", 2, 0, limit);
	if (!dropped)
		return;
	watch->dropped += dropped;
	drop_rows(json_object_get(event, "heat"), "cells", 3, 1, limit);
	sum_up(histogram);
	if (!json_integer_value(json_object_get(histogram, "count"))) /* nothing is no metric */
		json_object_set_new(event, "event", json_string("dropped"));
}

static void tell(const struct clock_watch *watch, json_t *verdict)
{
	const char *reason = text_of(verdict, "reason");

	json_object_set_new(verdict, "reason",
		json_sprintf("the guest's clock jumped forward by %.2f s, as the host's shows: "
			     "%" PRIu64 " latencies were dropped%s%s",
			watch->jump_ns / 1e9, watch->dropped, *reason ? "; " : "", reason));
	if (!strcmp(text_of(verdict, "word"), verdict_word(VERDICT_PASS)))
		json_object_set_new(
			verdict, "word", json_string(verdict_word(VERDICT_INCONCLUSIVE)));
}

void clock_watch_event(struct clock_watch *watch, json_t *event, uint64_t now)
{
	const char *kind = text_of(event, "event");
	uint64_t guest = (uint64_t)json_integer_value(json_object_get(event, "t"));
	double jump = guest ? jump_seen(watch, guest, now) : 0;

	if (!strcmp(kind, "check-start"))
		watch->jump_ns = (double)(watch->dropped = 0);
	if (jump > 0) {
		watch->jumps++;
		watch->jump_ns += jump;
	}
	if (watch->jump_ns > 0 && !strcmp(kind, "metric"))
		drop(watch, event);
	if (watch->jump_ns > 0 && !strcmp(kind, "verdict")) {
		tell(watch, event);
		watch->jump_ns = 0;
	}
}
