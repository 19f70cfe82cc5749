/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/session.h"

#include "core/result.h"
#include "hypervisors/accelerator.h"
#include "hypervisors/actions.h"
#include "hypervisors/el1.h"
#include "hypervisors/host.h"
#include "hypervisors/neighbour.h"
#include "hypervisors/nested.h"
#include "hypervisors/prepare.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* For the machine to power off after `end`; one inside another takes that with it. */
#define GRACE_MS	3000
#define GRACE_NESTED_MS 20000

struct run {
	const struct session *session;
	json_t *result;
	json_t *fallbacks; /* why accelerators before the used one were not used */
	char *version;
	unsigned starts;
	bool el1;      /* it is the EL1 probe's turn */
	bool complete; /* then: the guest's own run was */
};

static void notice(const struct session *session, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void notice(const struct session *session, const char *fmt, ...)
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

static json_t *argv_json(const struct argv *argv)
{
	json_t *array = json_array();

	for (size_t i = 0; i < argv->count; i++)
		json_array_append_new(array, json_string(argv->items[i]));
	return array;
}

/* What the host knows and the guest cannot. */
static void describe(const struct run *run, const struct preparation *p)
{
	const struct session *session = run->session;
	json_t *hypervisor = json_object_get(run->result, "hypervisor");
	json_t *environment = json_object_get(run->result, "environment");
	json_t *facts = json_object_get(run->result, "facts");

	json_object_set_new(hypervisor, "recipe", json_string(session->recipe->name));
	json_object_set_new(hypervisor, "variants",
		session->variants ? json_deep_copy(session->variants) : json_array());
	json_object_set_new(hypervisor, "name", json_string(session->recipe->hypervisor));
	json_object_set_new(hypervisor, "version", json_string(run->version ? run->version : ""));
	json_object_set(hypervisor, "accelerator", json_object_get(p->accelerator, "name"));
	json_object_set_new(hypervisor, "hardware",
		json_boolean(json_is_true(json_object_get(p->accelerator, "hardware"))));
	json_object_set(hypervisor, "accelerator_reason", run->fallbacks);
	json_object_set_new(hypervisor, "argv", argv_json(&p->argv));
	if (p->nested)
		json_object_set(hypervisor, "nested", p->nested);
	json_object_set(hypervisor, "not_offered", p->missing);
	json_object_set_new(facts, "machine.name", json_string(session->machine->name));
	json_object_set_new(facts, "machine.cpus", json_integer(session->machine->cpus));
	json_object_set_new(
		facts, "machine.memory_mib", json_integer(session->machine->memory_mib));
	json_object_set_new(environment, "host", host_json());
	json_object_set_new(environment, "image_sha256", host_file_sha256(session->image));
}

/* Every unit that has its verdict is done; so is `open`, with the word for its death. */
static void remember_done(json_t *plan, const json_t *events, const json_t *open, const char *word)
{
	json_t *done = json_object_get(plan, "done"), *event;
	size_t i;

	if (!done) {
		done = json_array();
		json_object_set_new(plan, "done", done);
	}
	json_array_foreach (events, i, event) {
		const char *kind = json_string_value(json_object_get(event, "event"));

		if (kind && !strcmp(kind, "verdict"))
			json_array_append_new(done,
				json_pack("{s:O,s:O*,s:O}", "id", json_object_get(event, "id"),
					"device", json_object_get(event, "device"), "word",
					json_object_get(event, "word")));
	}
	if (open)
		json_array_append_new(
			done, json_pack("{s:O,s:O*,s:s}", "id", json_object_get(open, "id"),
				      "device", json_object_get(open, "device"), "word", word));
}

static double ms(uint64_t ns)
{
	return (double)ns / 1e6;
}

/*
 * The guest's clock starts with its kernel, so `begin`, which carries its time by that
 * clock, tells when the kernel was entered; PID 1's start is known by the same clock.
 */
static void add_times(json_t *result, const struct guest_end *end)
{
	json_t *run = json_object_get(result, "run"), *times = json_object_get(run, "times");
	json_t *row = json_pack("{s:f}", "stopped_ms", ms(end->wall_ns));
	double kernel = ms(end->begin_ns) - ms(end->begin_guest_ns);
	const json_t *pid1 = json_object_get(json_object_get(result, "environment"), "pid1_ms");

	if (!times) {
		times = json_array();
		json_object_set_new(run, "times", times);
	}
	if (end->first_byte_ns)
		json_object_set_new(row, "first_byte_ms", json_real(ms(end->first_byte_ns)));
	if (end->begin_ns && kernel > 0) {
		json_object_set_new(row, "kernel_ms", json_real(kernel));
		json_object_set_new(row, "begin_ms", json_real(ms(end->begin_ns)));
	}
	if (end->begin_ns && kernel > 0 && json_is_number(pid1))
		json_object_set_new(row, "pid1_ms", json_real(kernel + json_number_value(pid1)));
	if (end->end_ns)
		json_object_set_new(row, "end_ms", json_real(ms(end->end_ns)));
	json_array_append_new(times, row);
}

static void read_sinks(const struct run *run, const struct preparation *p)
{
	const struct session *session = run->session;
	size_t i;
	json_t *sink;

	json_array_foreach (p->sinks, i, sink)
		if (session->on_sink)
			session->on_sink(session->to, run->result,
				json_string_value(json_object_get(sink, "class")),
				json_string_value(json_object_get(sink, "device")),
				json_string_value(json_object_get(sink, "file")));
}

/* Adds what one start gave. True if the guest lived and died, so that another can bring more. */
static bool add_start(struct run *run, const struct preparation *p, const struct guest_end *end)
{
	const struct session *session = run->session;
	json_t *events = frames_events(end->frames);
	const json_t *open = result_open_unit(events);
	bool died = end->fate == FATE_DIED || end->fate == FATE_SILENT;
	enum verdict word = end->fate == FATE_DIED ? VERDICT_CRASHED : VERDICT_WEDGED;

	if (run->el1) {
		result_add_el1(run->result, end->frames, died, run->complete);
	} else {
		result_add_boot(run->result, end->frames, died);
		read_sinks(run, p);
		add_times(run->result, end);
		describe(run, p);
	}
	if (end->fate != FATE_ENDED)
		result_problem(run->result, "%s", end->reason);
	else if (!run->el1 && strcmp(session->recipe->end, "wait") != 0)
		json_object_set_new(json_object_get(run->result, "facts"), "machine.ended_itself",
			json_boolean(end->itself));
	if (open && (died || end->fate == FATE_TIMEOUT)) {
		result_add_death(run->result, open, word, end->reason);
		notice(session, "%s: %s", json_string_value(json_object_get(open, "id")),
			end->reason);
	} else if (end->fate != FATE_ENDED) {
		notice(session, "%s", end->reason);
	}
	remember_done(session->plan, events, open, verdict_word(word));
	died = died && json_array_size(events);
	json_decref(events);
	return died;
}

/* A UART that the probe does not know, or none at all: it has no other way to speak. */
static void tell_silence(struct run *run, const struct guest_end *end)
{
	const json_t *facts = json_object_get(run->result, "facts");
	const char *uart = json_string_value(json_object_get(facts, "arm.dt.uart"));

	result_problem(run->result,
		"the EL1 probe said nothing (%s): it speaks over a PL011, an SBSA UART or a 16550; "
		"the guest's device tree has %s",
		end->reason, uart ? uart : "no UART that is known");
	notice(run->session, "the EL1 probe said nothing: %s", end->reason);
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

/* A row for each start of the guest and device. */
static void note_backends(struct run *run, const struct backends *backends)
{
	json_t *hypervisor = json_object_get(run->result, "hypervisor"), *all, *rows;

	if (!backends->count)
		return;
	all = json_object_get(hypervisor, "backends");
	rows = backends_report(backends);
	if (all)
		json_array_extend(all, rows);
	else
		json_object_set(hypervisor, "backends", rows);
	json_decref(rows);
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
	if (run->el1 && !end.begin_ns) {
		tell_silence(run, &end);
	} else if (end.fate == FATE_UNUSABLE) {
		json_array_append_new(
			run->fallbacks, json_sprintf("%s: %s", name_of(accelerator), end.reason));
		notice(session, "accelerator %s: %s", name_of(accelerator), end.reason);
	} else {
		note_backends(run, &backends);
		*again = add_start(run, &p, &end);
	}
	backends_stop(&backends);
	if (session->keep)
		notice(session, "kept %s", p.work);
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
		notice(session,
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
	struct accelerators choice = {.recipe = session->recipe, .wanted = session->accel};
	const json_t *accelerator;
	enum fate fate = FATE_NOT_STARTED;

	if (session->recipe->untested)
		notice(session, "untested: %s", session->recipe->untested);
	run.version = recipe_version(session->recipe, msg);
	while (run.version && (accelerator = accelerator_next(&choice, run.fallbacks))) {
		fate = start_and_resume(&run, accelerator, msg);
		if (fate != FATE_UNUSABLE)
			break;
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

/* The one that would be used here, else the one that would be elsewhere. */
static const json_t *accelerator_to_show(const struct session *session)
{
	struct accelerators choice = {.recipe = session->recipe, .wanted = session->accel};
	json_t *passed_over = json_array(), *why;
	const json_t *accelerator = accelerator_next(&choice, passed_over);
	size_t i;

	if (!accelerator) {
		choice.index = 0;
		choice.anyway = true;
		accelerator = accelerator_next(&choice, passed_over);
		json_array_foreach (passed_over, i, why)
			notice(session, "would not start here: %s", json_string_value(why));
	}
	json_decref(passed_over);
	return accelerator;
}

int session_dry_run(const struct session *session, FILE *out, struct message *msg)
{
	json_t *text;
	struct preparation p = {
		.recipe = session->recipe,
		.machine = session->machine,
		.accelerator = accelerator_to_show(session),
		.variants = session->variants,
		.kernel = session->kernel,
		.image = session->image,
		.dry = true,
	};
	size_t i;
	int err;

	if (session->recipe->untested)
		notice(session, "untested: %s", session->recipe->untested);
	err = p.accelerator ? prepare(&p, msg)
			    : message_set(msg, -ENODEV, "%s: no accelerator '%s' here",
				      session->recipe->name, session->accel);

	for (i = 0; !err && i < p.argv.count; i++)
		fprintf(out, "%s%s", i ? " \\\n  " : "", p.argv.items[i]);
	if (!err)
		fputc('\n', out);
	json_array_foreach (json_object_get(p.nested, "argv"), i, text)
		fprintf(out, "%s%s", i ? " \\\n  " : "inside: ", json_string_value(text));
	if (p.nested)
		fputc('\n', out);
	json_array_foreach (p.missing, i, text)
		notice(session, "%s", json_string_value(text));
	prepare_undo(&p, false);
	return err;
}
