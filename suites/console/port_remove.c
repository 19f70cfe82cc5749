/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/console/host.h"
#include "suites/console/ports.h"
#include "virtio/wire.h"

static void check(struct ports *ports, const struct console_control *control)
{
	struct job *job = ports->console.v->job;

	if (control->event != CONSOLE_DEVICE_REMOVE)
		return;
	expected(job, "a port that was added before");
	observed(job, "DEVICE_REMOVE of port %u", control->port);
	if (control->port < CONSOLE_PORTS_MAX && ports->there[control->port])
		return;
	fail(job, "port %u is removed, which was never added", control->port);
	job_stop(job);
}

static void ask(struct job *job, const char *action)
{
	struct answer answer;

	if (!console_ask(job, &answer, action))
		return;
	inconclusive(job, "the host plugs and unplugs no port: %s", answer.text);
	job_stop(job);
}

static void run(struct job *job)
{
	struct ports ports = ports_start(wire_open(job));

	ports_follow(&ports, check);
	ask(job, "plug-port");
	ports_follow(&ports, check);
	ask(job, "unplug-port");
	ports_follow(&ports, check);
	if (ports.removed)
		pass(job);
	else
		inconclusive(job, "the host unplugged a port, and the device did not tell");
}

CHECK(console_port_remove) = {
	.id = "virtio.console.port-remove",
	.title = "Only a port that was added is removed",
	.source = "VIRTIO 1.4, 5.3.6.2.1 Multiport Device Operation",
	.unseen = "removals that the host does not make when asked",
	.level = LEVEL_MUST,
	.statements = "V14-CONSOLE-D004",
	.each = &wire_consoles,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run,
};
