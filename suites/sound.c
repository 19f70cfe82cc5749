/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "virtio/inventory.h"

static void run(struct job *job)
{
	size_t play = sysfs_count("%s/pcmC*D*p", job->device->path);
	size_t record = sysfs_count("%s/pcmC*D*c", job->device->path);

	expected(job, "at least one stream");
	observed(job, "%zu to play, %zu to record", play, record);
	if (play + record)
		pass(job);
	else
		fail(job, "the card has no stream to play or record on");
}

CHECK(sound_streams) = {
	.id = "sound.streams",
	.title = "A sound card has a stream to play or record on",
	.source = "VIRTIO 1.4, 5.14.4 (streams)",
	.each = &sound_cards,
	.run = run,
};
