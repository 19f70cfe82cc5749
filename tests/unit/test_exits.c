/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/exits.h"

#include <criterion/criterion.h>
#include <math.h>

static struct result result;
static char why[200];
static double least, most;

static json_t *metric(const char *id, const char *device, const char *unit, double value)
{
	json_t *json = json_pack(
		"{s:s,s:s,s:[f,f,f]}", "id", id, "unit", unit, "samples", value, value, value);

	if (device)
		json_object_set_new(json, "device", json_string(device));
	return json;
}

static double median(const char *device, const char *unit)
{
	return exits_of(&result, metric("some.latency", device, unit, 1000), 50);
}

static void measured(void)
{
	result.metrics =
		json_pack("[o,o,o]", metric("wire.exit.time", "virtio.block[0]", "ns", 100),
			metric("wire.exit.time", "virtio.sound[0]", "ns", 200),
			metric("wire.exit.time", "virtio.gpu[0]", "ns", 500));
	result.verdicts = json_array();
}

Test(exits, a_latency_is_told_in_register_reads_of_its_own_device, .init = measured)
{
	cr_assert_float_eq(median("virtio.block[0]", "ns"), 10, 1e-9);
	cr_assert_float_eq(median("virtio.gpu[0]", "ns"), 2, 1e-9);
	cr_assert(isnan(median("virtio.net[0]", "ns")));
	cr_assert(isnan(median("virtio.block[0]", "frames")));
}

Test(exits, what_belongs_to_no_device_in_the_median_of_all, .init = measured)
{
	cr_assert_float_eq(median(NULL, "ns"), 5, 1e-9);
	cr_assert(exits_cost(&result, &least, &most, why, sizeof(why)));
	cr_assert_float_eq(least, 100, 1e-9);
	cr_assert_float_eq(most, 500, 1e-9);
}

Test(exits, where_none_was_measured_the_reason_stands)
{
	result.metrics = json_array();
	result.verdicts = json_array();
	cr_assert(isnan(median("virtio.block[0]", "ns")));
	cr_assert(!exits_cost(&result, &least, &most, why, sizeof(why)));
	cr_assert_str_eq(why, "wire.reset, which times a register's read, was not run");
	result.verdicts = json_pack("[{s:s,s:s,s:s,s:s}]", "id", "wire.reset", "device",
		"virtio.block[0]", "word", "skipped", "reason", "in use by its driver");
	cr_assert(!exits_cost(&result, &least, &most, why, sizeof(why)));
	cr_assert_str_eq(why, "wire.reset on virtio.block[0]: skipped: in use by its driver");
}
