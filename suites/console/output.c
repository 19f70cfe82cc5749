/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/console/host.h"
#include "virtio/console.h"
#include "virtio/wire.h"

#include <string.h>

#define MARK "<transmitted>"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct answer answer;
	struct dma *text;
	struct seg seg;
	struct vq *q;

	vdev_begin(v);
	q = vq_open(v, CONSOLE_TRANSMIT, 0);
	vdev_live(v);
	text = dma_new(v, sizeof(MARK) - 1);
	memcpy(text->bytes, MARK, sizeof(MARK) - 1);
	seg = device_reads(text);
	vq_do(q, &seg, 1);
	if (console_ask(job, &answer, "console-output")) {
		inconclusive(job, "the host does not tell what it received: %s", answer.text);
		return;
	}
	expected(job, "'%s' among what the host received", MARK);
	observed(job, "'%s'", answer.text);
	if (strstr(answer.text, MARK))
		pass(job);
	else
		fail(job, "what port 0 transmitted does not reach the host's console");
}

CHECK(console_output) = {
	.id = "virtio.console.output",
	.title = "What port 0 transmits arrives at the host",
	.source = "VIRTIO 1.4, 5.3.6 Device Operation",
	.prose = "a buffer containing the characters is placed in the port's transmitq",
	.level = LEVEL_MUST,
	.each = &wire_consoles,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run,
};
