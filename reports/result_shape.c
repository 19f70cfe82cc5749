/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/result_read.h"

#include <stddef.h>

const char *const metric_units[] = {
	"ns", "us", "ms", "s", "1/s", "MB/s", "ratio", "ppm", "exits", "frames", "count", NULL};

static const char *const kinds[] = {"probe", "check", "bench", NULL};
static const char *const levels[] = {"MUST", "SHOULD", NULL};
static const char *const directions[] = {"lower", "higher", NULL};

static const struct shape tool_shape[] = {
	{"version", WANT_STRING, .required = true},
	{"commit", WANT_STRING, .required = true},
	{0},
};
static const struct shape frames_shape[] = {
	{"received", WANT_INTEGER, .required = true},
	{"duplicates", WANT_INTEGER, .required = true},
	{"damaged", WANT_INTEGER, .required = true},
	{"missing", WANT_STRINGS, .required = true},
	{"problems", WANT_STRINGS, .required = true},
	{0},
};
static const struct shape times_shape[] = {
	{"first_byte_ms", WANT_NUMBER},
	{"kernel_ms", WANT_NUMBER},
	{"pid1_ms", WANT_NUMBER},
	{"begin_ms", WANT_NUMBER},
	{"end_ms", WANT_NUMBER},
	{"stopped_ms", WANT_NUMBER, .required = true},
	{0},
};
static const struct shape run_shape[] = {
	{"complete", WANT_BOOLEAN, .required = true},
	{"whole", WANT_BOOLEAN},
	{"boots", WANT_INTEGER, .required = true},
	{"el1", WANT_BOOLEAN},
	{"frames", WANT_OBJECTS, .required = true, .inner = frames_shape},
	{"problems", WANT_STRINGS, .required = true},
	{"plan", WANT_OBJECT},
	{"times", WANT_OBJECTS, .inner = times_shape},
	{"started", WANT_STRING},
	{"id", WANT_STRING},
	{0},
};
static const struct shape nested_shape[] = {
	{"recipe", WANT_STRING, .required = true},
	{"argv", WANT_STRINGS, .required = true},
	{0},
};
static const struct shape backend_shape[] = {
	{"device", WANT_STRING, .required = true},
	{"argv", WANT_STRINGS, .required = true},
	{"starts", WANT_INTEGER, .required = true},
	{"down_ms", WANT_ANY, .required = true},
	{0},
};
static const struct shape hypervisor_shape[] = {
	{"recipe", WANT_STRING},
	{"variants", WANT_STRINGS},
	{"name", WANT_STRING},
	{"version", WANT_STRING},
	{"accelerator", WANT_STRING},
	{"hardware", WANT_BOOLEAN},
	{"accelerator_reason", WANT_STRINGS},
	{"argv", WANT_STRINGS},
	{"not_offered", WANT_STRINGS},
	{"nested", WANT_OBJECT, .inner = nested_shape},
	{"backends", WANT_OBJECTS, .inner = backend_shape},
	{0},
};
static const struct shape host_shape[] = {
	{"cpu", WANT_STRING},
	{"cpus", WANT_INTEGER},
	{"load", WANT_NUMBER},
	{"kernel", WANT_STRING},
	{0},
};
static const struct shape environment_shape[] = {
	{"arch", WANT_STRING},
	{"kernel", WANT_STRING},
	{"kernel_build", WANT_STRING},
	{"cpus", WANT_INTEGER},
	{"memory_mib", WANT_INTEGER},
	{"clocksource", WANT_STRING},
	{"cmdline", WANT_STRING},
	{"uptime_s", WANT_NUMBER},
	{"pid1_ms", WANT_NUMBER},
	{"own_image", WANT_BOOLEAN},
	{"host", WANT_OBJECT, .inner = host_shape},
	{"image_sha256", WANT_STRING},
	{0},
};
static const struct shape evidence_shape[] = {
	{"expected", WANT_STRING, .required = true},
	{"observed", WANT_STRING, .required = true},
	{0},
};
static const struct shape verdict_shape[] = {
	{"id", WANT_STRING, .required = true},
	{"kind", WANT_STRING, .required = true, .words = kinds},
	{"device", WANT_STRING},
	{"word", WANT_STRING, .required = true},
	{"level", WANT_STRING, .words = levels},
	{"statements", WANT_STRINGS},
	{"reason", WANT_STRING},
	{"evidence", WANT_OBJECT, .inner = evidence_shape},
	{"duration_us", WANT_INTEGER},
	{0},
};
static const struct shape histogram_shape[] = {
	{"count", WANT_INTEGER, .required = true},
	{"min", WANT_INTEGER, .required = true},
	{"max", WANT_INTEGER, .required = true},
	{"mean", WANT_NUMBER, .required = true},
	{"buckets", WANT_ANY, .required = true},
	{0},
};
static const struct shape heat_shape[] = {
	{"slice_ns", WANT_INTEGER, .required = true},
	{"cells", WANT_ANY, .required = true},
	{0},
};
static const struct shape metric_shape[] = {
	{"id", WANT_STRING, .required = true},
	{"device", WANT_STRING},
	{"unit", WANT_STRING, .required = true, .words = metric_units},
	{"better", WANT_STRING, .required = true, .words = directions},
	{"conditions", WANT_OBJECT, .required = true},
	{"histogram", WANT_OBJECT, .inner = histogram_shape},
	{"samples", WANT_ANY},
	{"value", WANT_NUMBER},
	{"heat", WANT_OBJECT, .inner = heat_shape},
	{0},
};
static const struct shape note_shape[] = {
	{"device", WANT_STRING},
	{"text", WANT_STRING, .required = true},
	{0},
};
const struct shape result_shape[] = {
	{"schema", WANT_STRING, .required = true},
	{"tool", WANT_OBJECT, .required = true, .inner = tool_shape},
	{"run", WANT_OBJECT, .required = true, .inner = run_shape},
	{"hypervisor", WANT_OBJECT, .required = true, .inner = hypervisor_shape},
	{"environment", WANT_OBJECT, .required = true, .inner = environment_shape},
	{"facts", WANT_OBJECT, .required = true},
	{"verdicts", WANT_OBJECTS, .required = true, .inner = verdict_shape},
	{"metrics", WANT_OBJECTS, .required = true, .inner = metric_shape},
	{"notes", WANT_OBJECTS, .required = true, .inner = note_shape},
	{0},
};
