/* SPDX-License-Identifier: Apache-2.0 */
/* The framework tests itself: units that must fail, skip, crash, hang, say nothing. */
#include "guest/runner.h"

#include "core/clock.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void run_pass(struct job *job)
{
	pass(job);
}

static void run_fail(struct job *job)
{
	expected(job, "one");
	observed(job, "two");
	fail(job, "it is wrong by %d", 1);
	pass(job); /* less severe: must not hide the failure */
}

static void run_silent(struct job *job)
{
	(void)job;
}

static void run_crash(struct job *job)
{
	(void)job;
	raise(SIGKILL);
}

static void run_hang(struct job *job)
{
	(void)job;
	for (;;)
		pause();
}

static void run_slow(struct job *job)
{
	clock_sleep_ns(2500000000ull);
	pass(job);
}

static void run_metric(struct job *job)
{
	metric(job,
		&(struct metric){.id = "meta.bench.value", .conditions = "size=4096", .value = 2});
	metric(job, &(struct metric){.id = "meta.bench.undescribed", .value = 2});
}

static size_t find_two(struct device *devices, size_t max)
{
	if (max >= 2) {
		devices[0] = (struct device){.id = "meta[0]", .path = "/dev/null"};
		devices[1] = (struct device){.id = "meta[1]", .path = "/dev/null"};
	}
	return 2;
}

static size_t find_none(struct device *devices, size_t max)
{
	(void)devices, (void)max;
	return 0;
}

static const struct device_set two = {.name = "test device", .find = find_two};
static const struct device_set none = {.name = "unicorn", .find = find_none};

#define META(name, more_flags, ...)                                                                \
	CHECK(meta_##name) = {.id = "meta." #name,                                                 \
		.title = "t",                                                                      \
		.source = "s",                                                                     \
		.flags = UNIT_SLOW | (more_flags),                                                 \
		__VA_ARGS__}

META(pass, 0, .run = run_pass);
META(fail, 0, .run = run_fail);
META(should, 0, .run = run_fail, .level = LEVEL_SHOULD);
META(silent, 0, .run = run_silent);
META(crash, 0, .run = run_crash);
META(hang, 0, .run = run_hang, .timeout_ms = 50);
META(blocked, 0, .run = run_pass, .needs = NEEDS(&check_meta_fail));
META(after_pass, 0, .run = run_pass, .needs = NEEDS(&check_meta_pass));
META(writes, UNIT_WRITES, .run = run_pass, .each = &two);
META(each, 0, .run = run_pass, .each = &two);
META(nothing, 0, .run = run_pass, .each = &none);
META(slow, 0, .run = run_slow, .timeout_ms = 60000);
META(hang_each, 0, .run = run_hang, .each = &two, .timeout_ms = 50);
META(later, 0, .run = run_pass, .each = &two);

static const struct metric_desc metrics[] = {{"meta.bench.value", "ns", BETTER_LOWER, "v"}, {0}};
BENCH(meta_bench) = {
	.id = "meta.bench",
	.title = "t",
	.source = "s",
	.flags = UNIT_SLOW,
	.metrics = metrics,
	.run = run_metric,
};

static void collect(void *to, json_t *event)
{
	json_array_append_new(to, event);
}

/* All events of a plan that includes `pattern`. */
static json_t *run_plan(const char *pattern, const char *more)
{
	json_t *events = json_array();
	struct plan plan;
	json_t *extra = json_loads(more, 0, NULL);

	cr_assert(plan_read(&plan, NULL, NULL) == 0);
	json_object_set_new(plan.doc.root, "include", json_pack("[s]", pattern));
	json_object_update(plan.doc.root, extra);
	json_decref(extra);
	runner_run(&plan, collect, events);
	plan_free(&plan);
	return events;
}

static json_t *find_event(json_t *events, const char *kind, const char *id, const char *device)
{
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event) {
		const char *on = json_string_value(json_object_get(event, "device"));

		if (!strcmp(json_string_value(json_object_get(event, "event")), kind) &&
			(!id || !strcmp(json_string_value(json_object_get(event, "id")), id)) &&
			(!device || (on && !strcmp(on, device))))
			return event;
	}
	return NULL;
}

static const char *text(json_t *event, const char *key)
{
	const char *value = json_string_value(json_object_get(event, key));

	return value ? value : "(none)";
}

static void assert_verdict(const char *id, const char *word, const char *reason)
{
	json_t *events = run_plan(id, "{}"), *verdict = find_event(events, "verdict", id, NULL);

	cr_assert_not_null(verdict);
	cr_assert_str_eq(text(verdict, "word"), word);
	if (reason)
		cr_assert_not_null(strstr(text(verdict, "reason"), reason), "reason: %s",
			text(verdict, "reason"));
	json_decref(events);
}

Test(runner, begins_and_ends)
{
	json_t *events = run_plan("meta.pass", "{}");
	size_t count = json_array_size(events);

	cr_assert_eq(count, 4);
	cr_assert_str_eq(text(json_array_get(events, 0), "event"), "begin");
	cr_assert_str_eq(text(json_array_get(events, 1), "event"), "check-start");
	cr_assert_str_eq(text(json_array_get(events, 3), "event"), "end");
}

Test(runner, the_most_severe_verdict_and_its_evidence_are_kept)
{
	json_t *events = run_plan("meta.fail", "{}");
	json_t *verdict = find_event(events, "verdict", "meta.fail", NULL);
	json_t *evidence = json_object_get(verdict, "evidence");

	cr_assert_str_eq(text(verdict, "word"), "fail");
	cr_assert_str_eq(text(verdict, "reason"), "it is wrong by 1");
	cr_assert_str_eq(text(evidence, "expected"), "one");
	cr_assert_str_eq(text(evidence, "observed"), "two");
}

Test(runner, a_broken_should_is_a_warning)
{
	assert_verdict("meta.should", "warn", "wrong by 1");
}

Test(runner, silence_is_an_error)
{
	assert_verdict("meta.silent", "error", "without a verdict");
}

Test(runner, a_crash_of_the_check_is_an_error)
{
	assert_verdict("meta.crash", "error", "Killed");
}

/* A host that hears a heart beat knows that the guest is slow, and not hung. */
Test(runner, a_slow_unit_sends_heartbeats, .timeout = 60)
{
	json_t *events = run_plan("meta.slow", "{}"), *event;
	json_t *verdict = find_event(events, "verdict", "meta.slow", NULL);
	unsigned beats = 0;
	size_t i;

	json_array_foreach (events, i, event)
		beats += json_is_true(json_object_get(event, "heartbeat"));
	cr_assert(beats >= 1);
	cr_assert_str_eq(text(verdict, "word"), "pass");
}

Test(runner, a_hang_is_wedged, .timeout = 20)
{
	assert_verdict("meta.hang", "wedged", "time limit of 50 ms");
}

Test(runner, a_dependent_of_a_failed_check_is_blocked)
{
	assert_verdict("meta.blocked", "blocked", "meta.fail is fail");
	assert_verdict("meta.after_pass", "pass", NULL);
}

Test(runner, no_device_is_absent)
{
	assert_verdict("meta.nothing", "absent", "no unicorn");
}

Test(runner, a_disk_without_signature_is_not_written)
{
	assert_verdict("meta.writes", "skipped", "--scratch /dev/null");
}

Test(runner, excluded_units_are_shown_as_skipped)
{
	json_t *events = run_plan("meta.pass", "{\"exclude\": [\"meta.p*\"]}");
	json_t *verdict = find_event(events, "verdict", "meta.pass", NULL);

	cr_assert_str_eq(text(verdict, "word"), "skipped");
	cr_assert_str_eq(text(verdict, "reason"), "excluded by the plan");
}

Test(runner, each_device_has_its_verdict)
{
	json_t *events = run_plan("meta.each", "{}");

	cr_assert_not_null(find_event(events, "verdict", "meta.each", "meta[0]"));
	cr_assert_not_null(find_event(events, "verdict", "meta.each", "meta[1]"));
}

Test(runner, nothing_more_is_tried_on_a_wedged_device, .timeout = 20)
{
	json_t *events = run_plan("x", "{\"include\": [\"meta.hang_each\", \"meta.later\"]}");
	json_t *verdict = find_event(events, "verdict", "meta.later", "meta[1]");

	cr_assert_str_eq(text(verdict, "word"), "skipped");
	cr_assert_str_eq(text(verdict, "reason"), "meta[1] has not answered since meta.hang_each");
}

Test(runner, what_an_earlier_boot_did_is_not_done_again)
{
	json_t *events = run_plan("x",
		"{\"include\": [\"meta.each\"], \"done\": "
		"[{\"id\": \"meta.each\", \"device\": \"meta[0]\", \"word\": \"pass\"}]}");

	cr_assert_null(find_event(events, "verdict", "meta.each", "meta[0]"));
	cr_assert_not_null(find_event(events, "verdict", "meta.each", "meta[1]"));
}

Test(runner, what_was_absent_in_an_earlier_boot_is_not_said_again)
{
	json_t *events = run_plan("x", "{\"include\": [\"meta.nothing\"], \"done\": "
				       "[{\"id\": \"meta.nothing\", \"word\": \"absent\"}]}");

	cr_assert_null(find_event(events, "verdict", "meta.nothing", NULL));
}

Test(runner, what_ended_the_guest_on_one_device_is_not_tried_on_another)
{
	json_t *events = run_plan("x",
		"{\"include\": [\"meta.each\"], \"done\": "
		"[{\"id\": \"meta.each\", \"device\": \"meta[0]\", \"word\": \"crashed\"}]}");
	json_t *verdict = find_event(events, "verdict", "meta.each", "meta[1]");

	cr_assert_str_eq(text(verdict, "word"), "blocked");
	cr_assert_str_eq(text(verdict, "reason"), "it ended the guest on meta[0]");
}

Test(runner, metrics_carry_unit_and_conditions_and_must_be_described)
{
	json_t *events = run_plan("meta.bench", "{}");
	json_t *metric = find_event(events, "metric", "meta.bench.value", NULL);
	json_t *verdict = find_event(events, "verdict", "meta.bench", NULL);

	cr_assert_str_eq(text(metric, "unit"), "ns");
	cr_assert_eq(
		json_integer_value(json_object_get(json_object_get(metric, "conditions"), "size")),
		4096);
	cr_assert_str_eq(text(verdict, "word"), "error");
	cr_assert_null(find_event(events, "metric", "meta.bench.undescribed", NULL));
}
