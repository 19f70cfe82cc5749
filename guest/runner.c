/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/runner.h"

#include "core/clock.h"
#include "guest/child.h"
#include "guest/environment.h"
#include "guest/may_write.h"
#include "guest/run_on.h"
#include "guest/wire_lane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *name_of(const struct device *device)
{
	return device ? device->id : "";
}

enum verdict outcome_of(
	const struct runner *runner, const struct unit *unit, const struct device *device)
{
	for (size_t i = 0; i < runner->count; i++)
		if (runner->outcomes[i].unit == unit &&
			!strcmp(runner->outcomes[i].device, name_of(device)))
			return runner->outcomes[i].word;
	return VERDICT_NONE;
}

static enum verdict remember(struct runner *runner, const struct unit *unit,
	const struct device *device, enum verdict word)
{
	struct outcome *outcome;

	if (runner->count == runner->room) {
		runner->room = runner->room * 2 + 256;
		runner->outcomes = realloc(runner->outcomes, runner->room * sizeof(*outcome));
		if (!runner->outcomes)
			abort();
	}
	outcome = &runner->outcomes[runner->count++];
	*outcome = (struct outcome){.unit = unit, .word = word};
	snprintf(outcome->device, sizeof(outcome->device), "%s", name_of(device));
	runner->bad += word != VERDICT_PASS && word != VERDICT_ABSENT;
	return word;
}

enum verdict decide(struct runner *runner, const struct unit *unit, const struct device *device,
	enum verdict word, const char *reason)
{
	enum verdict before = (enum verdict)plan_done(runner->plan, unit, name_of(device));
	struct job job;

	if (before != VERDICT_NONE)
		return remember(runner, unit, device, before);
	job_begin(&job, unit, device, NULL, runner->emit, runner->emit_to);
	say(&job, word, "%s", reason);
	return remember(runner, unit, device, job_end(&job, 0));
}

const struct unit *wedged_on(const struct runner *runner, const struct device *device)
{
	for (size_t i = 0; device && i < runner->count; i++)
		if (runner->outcomes[i].word == VERDICT_WEDGED &&
			!strcmp(runner->outcomes[i].device, device->id))
			return runner->outcomes[i].unit;
	return NULL;
}

static const char *not_allowed(
	const struct runner *runner, const struct unit *unit, const struct device *device)
{
	static char reason[800];
	const struct unit *culprit = wedged_on(runner, device);

	if (plan_excludes(runner->plan, unit))
		return "excluded by the plan";
	if (culprit) {
		snprintf(reason, sizeof(reason), "%s has not answered since %s", device->id,
			culprit->id);
		return reason;
	}
	if ((unit->flags & (UNIT_ROOT | UNIT_CLAIMS)) && geteuid() != 0)
		return "needs root";
	if ((unit->flags & UNIT_WRITES) && device &&
		!may_write(runner->plan, device, reason, sizeof(reason)))
		return reason;
	return NULL;
}

/* The same device where the prerequisite runs on the same kind, else once for all. */
static const struct unit *unmet_need(struct runner *runner, const struct unit *unit,
	const struct device *device, enum verdict *word)
{
	for (const struct unit *const *need = unit->needs; need && *need; need++) {
		*word = run_on(runner, *need, (*need)->each ? device : NULL);
		if (*word != VERDICT_PASS && *word != VERDICT_WARN)
			return *need;
	}
	return NULL;
}

enum verdict run_on(struct runner *runner, const struct unit *unit, const struct device *device)
{
	enum verdict word = outcome_of(runner, unit, device);
	const struct unit *need;
	const char *reason, *culprit;
	char text[300];

	if (word != VERDICT_NONE)
		return word;
	word = (enum verdict)plan_done(runner->plan, unit, name_of(device));
	if (word != VERDICT_NONE)
		return remember(runner, unit, device, word);
	reason = not_allowed(runner, unit, device);
	if (reason)
		return decide(runner, unit, device, VERDICT_SKIPPED, reason);
	culprit = device ? plan_crashed_on(runner->plan, unit) : NULL;
	if (culprit) { /* each more would cost the run another boot */
		snprintf(text, sizeof(text), "it ended the guest on %s", culprit);
		return decide(runner, unit, device, VERDICT_BLOCKED, text);
	}
	need = unmet_need(runner, unit, device, &word);
	if (need) {
		snprintf(text, sizeof(text), "%s is %s", need->id, verdict_word(word));
		return decide(runner, unit, device,
			word == VERDICT_ABSENT ? VERDICT_ABSENT : VERDICT_BLOCKED, text);
	}
	return remember(runner, unit, device,
		child_run(unit, device, json_object_get(runner->plan->doc.root, "settings"),
			runner->emit, runner->emit_to, runner->plan->answers));
}

static void run_unit(struct runner *runner, const struct unit *unit)
{
	static struct device devices[RUNNER_DEVICES_MAX];
	char reason[128];
	size_t count;

	if (!unit->each) {
		run_on(runner, unit, NULL);
		return;
	}
	count = unit->each->find(devices, RUNNER_DEVICES_MAX);
	for (size_t i = 0; i < count && i < RUNNER_DEVICES_MAX; i++)
		run_on(runner, unit, &devices[i]);
	if (!count) {
		snprintf(reason, sizeof(reason), "no %s", unit->each->name);
		decide(runner, unit, NULL, VERDICT_ABSENT, reason);
	}
}

static void send_simple(struct runner *runner, const char *kind, json_t *more)
{
	json_t *event = json_pack("{s:s,s:I}", "event", kind, "t", (json_int_t)clock_ns());

	json_object_update(event, more);
	json_decref(more);
	runner->emit(runner->emit_to, event);
}

unsigned runner_run(const struct plan *plan, job_emit *emit, void *emit_to)
{
	struct runner runner = {.plan = plan, .emit = emit, .emit_to = emit_to};
	size_t count;
	const struct unit *const *units = units_all(&count);

	send_simple(&runner, "begin",
		json_pack("{s:o,s:o,s:O}", "tool", environment_tool(), "environment",
			environment_json(plan->own_image), "plan", plan->doc.root));
	for (size_t i = 0; i < count; i++)
		if (!(units[i]->flags & (UNIT_CLAIMS | UNIT_EL1)) && plan_includes(plan, units[i]))
			run_unit(&runner, units[i]);
	wire_lane_run(&runner); /* last: the kernel lane needs the drivers */
	send_simple(&runner, "end", json_pack("{s:I}", "units", (json_int_t)runner.count));
	free(runner.outcomes);
	return runner.bad;
}
