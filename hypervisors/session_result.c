/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/session_run.h"

#include "core/result.h"
#include "hypervisors/el1.h"
#include "hypervisors/host.h"

#include <string.h>

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

static void add_clock_jumps(json_t *result, const struct guest_end *end)
{
	static const char id[] = "machine.clock_jumps";
	json_t *facts = json_object_get(result, "facts");
	json_int_t before = json_integer_value(json_object_get(facts, id));

	json_object_set_new(facts, id, json_integer(before + end->clock_jumps));
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

bool session_add_start(struct run *run, const struct preparation *p, const struct guest_end *end)
{
	const struct session *session = run->session;
	const struct frames *frames =
		session->follow_resets ? end->frames : frames_first(end->frames);
	json_t *events = frames_events(frames);
	const json_t *open = result_open_unit(events);
	bool crashed =
		end->fate == FATE_DIED || end->fate == FATE_PANICKED || end->fate == FATE_RESET;
	bool died = crashed || end->fate == FATE_SILENT;
	enum verdict word = crashed ? VERDICT_CRASHED : VERDICT_WEDGED;

	if (run->el1) {
		result_add_el1(run->result, frames, died, run->complete);
	} else {
		result_add_boot(run->result, frames, died);
		read_sinks(run, p);
		add_times(run->result, end);
		add_clock_jumps(run->result, end);
		describe(run, p);
	}
	if (end->fate != FATE_ENDED)
		result_problem(run->result, "%s", end->reason);
	else if (strcmp(session->recipe->end, "wait") != 0)
		json_object_set_new(json_object_get(run->result, "facts"),
			run->el1 ? "arm.psci.system_off" : "machine.ended_itself",
			json_boolean(end->itself));
	if (open && (died || end->fate == FATE_TIMEOUT)) {
		result_add_death(run->result, open, word, end->reason);
		session_notice(session, "%s: %s", json_string_value(json_object_get(open, "id")),
			end->reason);
	} else if (end->fate != FATE_ENDED) {
		session_notice(session, "%s", end->reason);
	}
	remember_done(session->plan, events, open, verdict_word(word));
	/* One that cannot even begin is tried once more where it is known that it could. */
	died = died && (json_array_size(events) || crashed || result_heard(run->result));
	json_decref(events);
	return died;
}

void session_tell_silence(struct run *run, const struct guest_end *end)
{
	const json_t *facts = json_object_get(run->result, "facts");
	const char *uart = json_string_value(json_object_get(facts, "arm.dt.uart"));

	result_problem(run->result,
		"the EL1 probe said nothing (%s): it speaks over a PL011, an SBSA UART or a 16550; "
		"the guest's device tree has %s",
		end->reason, uart ? uart : "no UART that is known");
	session_notice(run->session, "the EL1 probe said nothing: %s", end->reason);
}

void session_note_backends(struct run *run, const struct backends *backends)
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
