/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/console/host.h"
#include "virtio/console.h"
#include "virtio/wire.h"

#include <string.h>

#define MARK "<emergency>"

/* The upper bytes are not the character's: they are written as something else. */
static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct answer answer;

	vdev_need(v, CONSOLE_F_EMERG_WRITE);
	for (const char *c = MARK; *c; c++)
		vdev_config_write(v, CONSOLE_CONFIG_EMERG_WR, 4, 0x41424300u | (uint8_t)*c);
	if (console_ask(job, &answer, "console-output")) {
		inconclusive(job, "the host does not tell what it received: %s", answer.text);
		return;
	}
	expected(job, "'%s' among what the host received", MARK);
	observed(job, "'%s'", answer.text);
	if (strstr(answer.text, MARK))
		pass(job);
	else
		fail(job, "what was written to emerg_wr does not reach the host's console");
}

CHECK(console_emergency_output) = {
	.id = "virtio.console.emergency-output",
	.title = "The lower byte written to emerg_wr comes out",
	.source = "VIRTIO 1.4, 5.3.5.1 Device Initialization",
	.unseen = "outputs other than the console's own, such as a log of the host",
	.level = LEVEL_SHOULD,
	.statements = "V14-CONSOLE-D002",
	.each = &wire_consoles,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run,
};
