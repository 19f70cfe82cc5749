/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/session_run.h"

#include "core/json.h"
#include "core/result.h"
#include "hypervisors/accelerator.h"
#include "hypervisors/actions.h"
#include "hypervisors/el1.h"
#include "hypervisors/neighbour.h"
#include "hypervisors/nested.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* For the machine to power off after `end`; one inside another takes that with it. */
#define GRACE_MS	3000
#define GRACE_NESTED_MS 20000

void session_notice(const struct session *session, const char *fmt, ...)
{
	char text[800];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (session->on_notice)
		session->on_notice(session->to, text);
}

static const char *name_of(const json_t *accelerator)
{
	return json_string_value(json_object_get(accelerator, "name"));
}

static unsigned grace_ms(const struct recipe *recipe)
{
	if (!strcmp(recipe->end, "wait"))
		return 1;
	return nested_in(recipe) ? GRACE_NESTED_MS : GRACE_MS;
}

static void watch_backends(void *to)
{
	backends_watch(to);
}

/* Of a copy that somebody asked for: the result does not need it. */
static void tell_log(const struct session *session, int err)
{
	struct message msg = {0};

	if (!session->console_log || !err)
		return;
	file_cannot_write(session->console_log, -err, &msg);
	session_notice(session, "what the guest printed is not all kept: %s", msg.text);
}

static enum fate start_once(
	struct run *run, const json_t *accelerator, bool *again, struct message *msg)
{
	const struct session *session = run->session;
	char *skip = run->el1 ? el1_arguments(session) : NULL;
	struct preparation p = {
		.recipe = session->recipe,
		.machine = session->machine,
		.accelerator = accelerator,
		.variants = session->variants,
		.plan = session->plan,
		.kernel = run->el1 ? session->el1 : session->kernel,
		.image = session->image,
		.more_cmdline = skip,
		.disks_in = session->disks_in,
	};
	struct actions actions = {
		.recipe = session->recipe,
		.work = p.work,
		.look = session->look,
		.look_to = session->to,
	};
	struct neighbour neighbour = {.of = session, .accel = name_of(accelerator)};
	struct backends backends = {0};
	struct guest_end end = {0};
	struct asked asked = {
		.actions = &actions,
		.neighbour = &neighbour,
		.backends = &backends,
		.hypervisor = &end.hypervisor,
		.started = &end.start_ns,
		.hook = session->on_ask,
		.hook_to = session->on_ask_to,
	};
	struct guest_spec spec = {
		.unusable = json_object_get(accelerator, "unusable"),
		.first_event_ms = (unsigned)json_integer_value(
			json_object_get(accelerator, "first_event_ms")),
		.silence_ms = session->silence_s * 1000,
		.start_ms = 1000 * (unsigned)json_integer_value(
					   json_object_get(session->recipe->doc.root, "start_s")),
		.timeout_ms = session->timeout_s * 1000,
		.grace_ms = grace_ms(session->recipe),
		.kill_at = session->kill_every ? session->kill_every
			   : run->starts       ? 0
					       : session->kill_at,
		.follow_resets = session->follow_resets,
		.append_log = run->starts > 0,
		.on_event = session->on_event,
		.on_event_to = session->to,
		.on_ask = asked_answer,
		.on_ask_to = &asked,
		.on_tick = watch_backends,
		.on_tick_to = &backends,
		.results_socket = p.results_socket,
		.console_log = session->console_log ? session->console_log : p.console_log,
	};

	*again = false;
	if (prepare(&p, msg) || backends_start(&backends, p.backends, msg)) {
		backends_stop(&backends);
		prepare_undo(&p, false);
		free(skip);
		return FATE_NOT_STARTED;
	}
	run->starts++;
	spec.argv = p.argv.items;
	if (session->on_start)
		session->on_start(session->to, run->el1 ? "the EL1 probe" : session->recipe->name,
			name_of(accelerator));
	guest_run(&spec, &end);
	neighbour_end(&neighbour);
	actions_end(&actions);
	if (session->on_stop)
		session->on_stop(session->to);
	tell_log(session, end.log_error);
	/* It could be started before. */
	if (result_heard(run->result) && !run->el1 &&
		(end.fate == FATE_UNUSABLE || end.fate == FATE_NOT_STARTED))
		end.fate = FATE_DIED;
	if (run->el1 && !end.begin_ns) {
		session_tell_silence(run, &end);
	} else if (end.fate == FATE_UNUSABLE) {
		snprintf(run->why_unusable, sizeof(run->why_unusable), "%s", end.reason);
		json_array_append_new(
			run->fallbacks, json_sprintf("%s: %s", name_of(accelerator), end.reason));
		session_notice(session, "accelerator %s: %s", name_of(accelerator), end.reason);
	} else {
		session_note_backends(run, &backends);
		*again = session_add_start(run, &p, &end);
	}
	backends_stop(&backends);
	if (session->keep)
		session_notice(session, "kept %s", p.work);
	frames_free(end.frames);
	prepare_undo(&p, session->keep);
	free(skip);
	return end.fate;
}

static size_t units_done(const struct session *session)
{
	return json_array_size(json_object_get(session->plan, "done"));
}

/* Gives up early where a guest dies twice without having done any unit. */
static enum fate start_and_resume(struct run *run, const json_t *accelerator, struct message *msg)
{
	const struct session *session = run->session;
	size_t done = units_done(session), barren = 0;
	bool again;
	enum fate fate = start_once(run, accelerator, &again, msg);

	for (unsigned n = 1; again && n <= session->restarts; n++) {
		barren = units_done(session) == done ? barren + 1 : 0;
		done = units_done(session);
		if (barren == 2)
			break;
		session_notice(session,
			"starting the guest again for the rest of the plan (%u of at most %u)", n,
			session->restarts);
		fate = start_once(run, accelerator, &again, msg);
	}
	return fate;
}

/* After the guest, whose accelerator is known to work; its fate stays the run's. */
static void start_el1(struct run *run, const json_t *accelerator, struct message *msg)
{
	if (!el1_wanted(run->session) || guest_interrupted)
		return;
	run->el1 = true;
	run->complete =
		json_is_true(json_object_get(json_object_get(run->result, "run"), "complete"));
	if (start_and_resume(run, accelerator, msg) == FATE_NOT_STARTED && msg->text[0])
		result_problem(run->result, "the EL1 probe was not started: %s", msg->text);
	run->el1 = false;
}

enum fate session_run(const struct session *session, json_t *result, struct message *msg)
{
	struct run run = {.session = session, .result = result, .fallbacks = json_array()};
	struct accelerators choice = {
		.recipe = session->recipe, .wanted = session->accel, .variants = session->variants};
	const json_t *accelerator;
	enum fate fate = FATE_NOT_STARTED;

	if (session->recipe->untested)
		session_notice(session, "untested: %s", session->recipe->untested);
	run.version = recipe_version(session->recipe, msg);
	while (run.version && (accelerator = accelerator_next(&choice, run.fallbacks))) {
		fate = start_and_resume(&run, accelerator, msg);
		if (fate != FATE_UNUSABLE)
			break;
		accelerator_unusable(&choice, accelerator, run.why_unusable);
	}
	if (fate != FATE_UNUSABLE && fate != FATE_NOT_STARTED)
		start_el1(&run, accelerator, msg);
	if (fate == FATE_UNUSABLE || fate == FATE_NOT_STARTED) {
		size_t i;
		json_t *why;

		json_array_foreach (run.fallbacks, i, why)
			result_problem(result, "%s", json_string_value(why));
		message_set(msg, -ENODEV, "%s: no accelerator can be used (--accel %s)",
			session->recipe->name, session->accel);
	}
	json_decref(run.fallbacks);
	free(run.version);
	return fate;
}
