/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "reports/result_read.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static bool known(const char *unit)
{
	for (const char *const *row = metric_units; *row; row++)
		if (!strcmp(*row, unit))
			return true;
	return false;
}

/* A result with another unit could not be read. */
Test(result, every_bench_measures_in_units_that_readers_know)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++)
		for (const struct metric_desc *row = units[i]->metrics; row && row->id; row++)
			cr_expect(known(row->unit), "%s is in %s", row->id, row->unit);
}

static const struct metric_desc metrics[] = {{"m", "ns", BETTER_LOWER, "t"}, {0}};
static const struct unit bench = {.id = "b", .metrics = metrics};
static size_t emitted;

static void count_event(void *to, json_t *event)
{
	(void)to;
	emitted += !strcmp(json_string_value(json_object_get(event, "event")), "metric");
	json_decref(event);
}

Test(result, a_metric_that_is_no_number_is_an_error_and_spoils_nothing)
{
	struct job job = {.unit = &bench, .emit = count_event};

	metric(&job, &(struct metric){.id = "m", .value = NAN});
	cr_expect_eq(emitted, 0);
	cr_expect_eq(job.verdict, VERDICT_ERROR);
	metric(&job, &(struct metric){.id = "m", .value = 1});
	cr_expect_eq(emitted, 1);
}
