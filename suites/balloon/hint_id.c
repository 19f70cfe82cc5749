/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/balloon/hints.h"
#include "virtio/wire.h"

/* Two rounds; in the first the driver never says that it has stopped. */
static void run(struct job *job)
{
	struct hints h = hints_open(wire_open(job));
	uint32_t first, second;

	first = hints_begin(&h);
	hints_send_id(&h, first);
	hints_send_page(&h, 0x5a);
	hints_end(&h);
	second = hints_begin(&h);
	hints_end(&h);
	expected(job, "another command id than 0x%x", first);
	observed(job, "0x%x", second);
	if (first == second)
		fail(job, "a command id is used again before the driver has stopped");
	else
		pass(job);
}

CHECK(balloon_hint_id) = {
	.id = "virtio.balloon.hint-id",
	.title = "No command id is used again before the driver has stopped",
	.source = "VIRTIO 1.4, 5.5.6.5.2 Free Page Hinting",
	.unseen = "what happens after more than two rounds",
	.level = LEVEL_MUST,
	.statements = "V14-BALLOON-D007",
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.timeout_ms = 30000,
	.run = run,
};
