/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/console/host.h"
#include "suites/console/ports.h"
#include "virtio/wire.h"

static void check(struct ports *ports, const struct console_control *control)
{
	struct job *job = ports->console.v->job;
	uint32_t max = ports->console.max_ports;

	if (control->event != CONSOLE_DEVICE_ADD)
		return;
	expected(job, "ports below max_nr_ports (%u), each added once", max);
	observed(job, "DEVICE_ADD of port %u", control->port);
	if (control->port >= max)
		fail(job, "port %u is added, max_nr_ports being %u", control->port, max);
	else if (control->port < CONSOLE_PORTS_MAX && ports->there[control->port])
		fail(job, "port %u is added although it exists", control->port);
	else
		return;
	job_stop(job);
}

/* Those that are there, and one that the host plugs while the device works, if it can. */
static void run(struct job *job)
{
	struct ports ports = ports_start(wire_open(job));
	struct answer answer;
	bool plugged;

	ports_follow(&ports, check);
	plugged = !console_ask(job, &answer, "plug-port");
	if (plugged) {
		ports_follow(&ports, check);
		console_ask(job, &answer, "unplug-port");
		ports_follow(&ports, check);
	}
	expected(job, "at least one port");
	observed(job, "%u added", ports.added);
	if (ports.added)
		pass(job);
	else
		inconclusive(job, "the device adds no port, and the host plugs none");
}

CHECK(console_port_add) = {
	.id = "virtio.console.port-add",
	.title = "No port is added that exists or that max_nr_ports does not allow",
	.source = "VIRTIO 1.4, 5.3.6.2.1 Multiport Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-CONSOLE-D003",
	.each = &wire_consoles,
	.flags = UNIT_CLAIMS,
	.run = run,
};
