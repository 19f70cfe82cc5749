/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/pci.h"
#include "virtio/wire.h"

/* 4.1.4.4.1 has the same rules twice: for 2-byte notifications, and for 4-byte ones. */
static const bool with_data = true, without_data = false;

/* The first notification structure; ends the job where the unit is for the other kind. */
static const struct pci_cap *structure(struct job *job, struct vdev **v, unsigned *width)
{
	bool data = *(const bool *)job->unit->data;

	*v = wire_open(job);
	*width = data ? 4 : 2;
	if (vdev_offers(*v, VIRTIO_F_NOTIFICATION_DATA) == data)
		return pci_layout(*v)->notify;
	absent(job, "VIRTIO_F_NOTIFICATION_DATA is %s", data ? "not offered" : "offered");
	job_stop(job);
}

static void run_aligned(struct job *job)
{
	struct vdev *v;
	unsigned width;
	const struct pci_cap *cap = structure(job, &v, &width);

	expected(job, "an offset that is a multiple of %u", width);
	observed(job, "offset 0x%llx", (unsigned long long)cap->offset);
	if (cap->offset % width)
		fail(job, "the notification structure is not aligned to %u bytes", width);
	else
		pass(job);
}

/* "An even power of 2": 1 is a power of 2, but no even number. */
static void run_multiplier(struct job *job)
{
	struct vdev *v;
	unsigned width;
	uint32_t multiplier = structure(job, &v, &width)->extra;

	expected(job, "0, or a power of 2 that is a multiple of %u", width);
	observed(job, "notify_off_multiplier %u", multiplier);
	if (multiplier & (multiplier - 1) || multiplier % width)
		fail(job, "notify_off_multiplier is %u", multiplier);
	else
		pass(job);
}

static void run_length(struct job *job)
{
	struct vdev *v;
	unsigned width;
	const struct pci_cap *cap = structure(job, &v, &width);

	expected(job, "a length of at least %u", width);
	observed(job, "%llu", (unsigned long long)cap->length);
	if (cap->length < width)
		fail(job, "the notification structure is %llu bytes long",
			(unsigned long long)cap->length);
	else
		pass(job);
}

static void run_room(struct job *job)
{
	struct vdev *v;
	unsigned width;
	const struct pci_cap *cap = structure(job, &v, &width);
	unsigned queues = vdev_queue_count(v);

	for (unsigned i = 0; i < queues; i++) {
		uint64_t end;

		pci_select_queue(v, i);
		end = (uint64_t)pci_common_read(v, COMMON_QUEUE_NOTIFY_OFF, 2) * cap->extra + width;
		expected(job, "room for queue %u: %llu bytes", i, (unsigned long long)end);
		observed(job, "%llu bytes", (unsigned long long)cap->length);
		if (end > cap->length) {
			fail(job, "queue %u is notified outside of the notification structure", i);
			return;
		}
	}
	pass(job);
}

/* The value that the device supplies identifies the queue, in its index's place. */
static void run_config_data(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct completion done;
	struct exercise e;
	struct vq *q;

	vdev_need(v, VIRTIO_F_NOTIF_CONFIG_DATA);
	vdev_begin(v, VIRTIO_F_NOTIF_CONFIG_DATA);
	q = exercise_start(v, &e);
	expected(job, "an answer to a notification with queue_notif_config_data 0x%x",
		q->identifier);
	vq_add(q, segs, exercise_segs(&e, 0, segs));
	vq_kick(q);
	if (vq_wait(q, VDEV_ANSWER_MS, &done))
		pass(job);
	else
		fail(job, "a notification with queue_notif_config_data is not answered");
}

#define NOTIFY_CHECK(name, what, sentence, statement, function, kind)                              \
	CHECK(name) = {                                                                            \
		.id = "virtio.pci." what,                                                          \
		.title = (sentence),                                                               \
		.source = "VIRTIO 1.4, 4.1.4.4.1 Notification capability",                         \
		.level = LEVEL_MUST,                                                               \
		.statements = (statement),                                                         \
		.each = &wire_pci_devices,                                                         \
		.flags = UNIT_CLAIMS,                                                              \
		.run = (function),                                                                 \
		.data = &(kind),                                                                   \
	}

NOTIFY_CHECK(pci_notify_aligned, "notify-aligned",
	"The notification structure is aligned to 2 bytes", "V14-PCI-D030", run_aligned,
	without_data);
NOTIFY_CHECK(pci_notify_multiplier, "notify-multiplier",
	"notify_off_multiplier is 0 or an even power of 2", "V14-PCI-D031", run_multiplier,
	without_data);
NOTIFY_CHECK(pci_notify_length, "notify-length", "The notification structure has 2 bytes at least",
	"V14-PCI-D032", run_length, without_data);
NOTIFY_CHECK(pci_notify_room, "notify-room", "The notification structure has room for every queue",
	"V14-PCI-D033 V14-PCI-D034", run_room, without_data);
NOTIFY_CHECK(pci_data_multiplier, "notify-data-multiplier",
	"With notification data notify_off_multiplier is 0 or a power of 2 and a multiple of 4",
	"V14-PCI-D035", run_multiplier, with_data);
NOTIFY_CHECK(pci_data_aligned, "notify-data-aligned",
	"With notification data the notification structure is aligned to 4 bytes", "V14-PCI-D036",
	run_aligned, with_data);
NOTIFY_CHECK(pci_data_length, "notify-data-length",
	"With notification data the notification structure has 4 bytes at least", "V14-PCI-D037",
	run_length, with_data);
NOTIFY_CHECK(pci_data_room, "notify-data-room",
	"With notification data the notification structure has room for every queue",
	"V14-PCI-D038 V14-PCI-D039", run_room, with_data);

CHECK(pci_notif_config_data) = {
	.id = "virtio.pci.notif-config-data",
	.title = "A queue is notified by the value that the device supplies for it",
	.source = "VIRTIO 1.4, 4.1.5.2 Available Buffer Notifications",
	.prose = "with VIRTIO_F_NOTIF_CONFIG_DATA queue_notif_config_data is what a notification "
		 "carries",
	.level = LEVEL_MUST,
	.each = &wire_pci_devices,
	.flags = UNIT_CLAIMS,
	.run = run_config_data,
};
