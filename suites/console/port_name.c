/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/console.h"
#include "virtio/wire.h"

#include <string.h>

/* A name is what follows the message, all of it: there is no length and no end mark. */
static void check(struct job *job, const struct console_message *message)
{
	const char *name = (const char *)message->text;

	expected(job, "a name without a NUL");
	observed(job, "%u bytes: '%.*s'%s", message->length, (int)message->length, name,
		memchr(name, 0, message->length) ? " and a NUL" : "");
	if (!message->length)
		fail(job, "port %u is given a name of no bytes", message->control.port);
	else if (memchr(name, 0, message->length))
		fail(job, "the name of port %u holds a NUL", message->control.port);
	else
		return;
	job_stop(job);
}

/* A port tells its name once the driver has told that it is ready for it. */
static void run(struct job *job)
{
	struct console c = console_start(wire_open(job));
	struct console_message message;
	unsigned names = 0;

	while (console_next(&c, VDEV_SILENCE_MS, &message)) {
		if (message.control.event == CONSOLE_DEVICE_ADD)
			console_send(&c, message.control.port, CONSOLE_PORT_READY, 1);
		if (message.control.event != CONSOLE_PORT_NAME)
			continue;
		check(job, &message);
		names++;
	}
	if (names)
		pass(job);
	else
		absent(job, "no port has a name");
}

CHECK(console_port_name) = {
	.id = "virtio.console.port-name",
	.title = "A port's name comes without a NUL at its end",
	.source = "VIRTIO 1.4, 5.3.6.2 Multiport Device Operation",
	.prose = "PORT_NAME is immediately followed by the UTF-8 name (without a NUL terminator)",
	.level = LEVEL_MUST,
	.each = &wire_consoles,
	.flags = UNIT_CLAIMS,
	.run = run,
};
