/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/pci.h"
#include "virtio/wire.h"

#define HIGH_WORDS 8 /* device_feature_select values beyond those that have features */

static uint32_t read_word(struct vdev *v, uint32_t select)
{
	pci_common_write(v, COMMON_DEVICE_FEATURE_SELECT, 4, select);
	return pci_common_read(v, COMMON_DEVICE_FEATURE, 4);
}

/* Words 0 to 3 in any order read the same; bits from 128 on are reserved and read 0. */
static void run_device_feature(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint32_t value;

	for (unsigned word = FEATURE_WORDS; word-- > 0;) {
		value = read_word(v, word);
		expected(job, "0x%08x in word %u", v->offered.word[word], word);
		observed(job, "0x%08x", value);
		if (value != v->offered.word[word])
			fail(job, "word %u of the features reads differently by order", word);
	}
	for (unsigned i = 0; i < HIGH_WORDS; i++) {
		uint32_t select = FEATURE_WORDS << i;

		value = read_word(v, select);
		expected(job, "0 for device_feature_select %u", select);
		observed(job, "0x%08x", value);
		if (value)
			fail(job, "there are features at device_feature_select %u", select);
	}
	pass(job);
}

static void run_driver_feature(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct features all = v->offered;
	uint32_t value;

	vdev_reset(v);
	vdev_set_status(v, STATUS_ACKNOWLEDGE);
	vdev_set_status(v, STATUS_ACKNOWLEDGE | STATUS_DRIVER);
	for (unsigned i = 0; i < FEATURE_WORDS; i++)
		v->ops->set_driver_features(v, i, all.word[i]);
	for (unsigned i = 0; i < FEATURE_WORDS; i++) {
		pci_common_write(v, COMMON_DRIVER_FEATURE_SELECT, 4, i);
		value = pci_common_read(v, COMMON_DRIVER_FEATURE, 4);
		expected(job, "word %u: 0x%08x, as written", i, all.word[i]);
		observed(job, "0x%08x", value);
		if ((value & all.word[i]) != all.word[i])
			fail(job, "driver_feature does not show the bits that were written");
	}
	pass(job);
}

/* Every queue was enabled before the reset. */
static void run_enable_reset(struct job *job)
{
	struct vdev *v = wire_open(job);
	unsigned queues = vdev_queue_count(v);
	struct exercise e;

	vdev_begin(v);
	exercise_once(&e, exercise_start(v, &e));
	vdev_reset(v);
	expected(job, "queue_enable 0 for each of %u queues", queues);
	for (unsigned i = 0; i < queues; i++) {
		uint32_t value = v->ops->queue_enabled(v, i);

		if (!value)
			continue;
		observed(job, "%u for queue %u", value, i);
		fail(job, "queue %u is enabled after a reset", i);
	}
	pass(job);
}

static void run_status_reset(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct exercise e;
	uint32_t status;

	vdev_begin(v);
	exercise_once(&e, exercise_start(v, &e));
	vdev_reset(v);
	pci_select_queue(v, e.queue);
	status = vdev_status(v);
	expected(job, "device_status 0, and the queue's addresses forgotten with the reset");
	observed(job, "device_status 0x%x, queue_enable %u", status,
		v->ops->queue_enabled(v, e.queue));
	if (status)
		fail(job, "device_status does not stay 0 after the reset");
	else
		pass(job);
}

static void run_unavailable(struct job *job)
{
	struct vdev *v = wire_open(job);
	unsigned queues = vdev_queue_count(v);

	vdev_begin(v);
	for (unsigned step = 1, i = queues; i < 0xffff; i += step, step *= 2) {
		unsigned size = vdev_queue_max(v, i);

		expected(job, "queue_size 0 for queue %u of %u", i, queues);
		observed(job, "%u", size);
		if (size && !vdev_offers(v, VIRTIO_F_ADMIN_VQ)) {
			fail(job, "queue %u has a size, but there are only %u queues", i, queues);
			return;
		}
	}
	pass(job);
}

static void run_power_of_two(struct job *job)
{
	struct vdev *v = wire_open(job);
	unsigned queues = vdev_queue_count(v);

	vdev_begin_only(v);
	for (unsigned i = 0; i < queues; i++) {
		unsigned size = vdev_queue_max(v, i);

		expected(job, "0 or a power of 2 for queue %u", i);
		observed(job, "%u", size);
		if (size & (size - 1)) {
			fail(job, "the size of queue %u is %u without packed rings", i, size);
			return;
		}
	}
	pass(job);
}

static bool read_admin(struct vdev *v, unsigned *index, unsigned *count)
{
	vdev_need(v, VIRTIO_F_ADMIN_VQ);
	vdev_begin(v, VIRTIO_F_ADMIN_VQ);
	if (pci_common_size(v) < COMMON_ADMIN_QUEUE_NUM + 2) {
		fail(v->job,
			"VIRTIO_F_ADMIN_VQ is offered, but the structure ends before its fields");
		return false;
	}
	*index = pci_common_read(v, COMMON_ADMIN_QUEUE_INDEX, 2);
	*count = pci_common_read(v, COMMON_ADMIN_QUEUE_NUM, 2);
	observed(v->job, "admin_queue_index %u, admin_queue_num %u, num_queues %u", *index, *count,
		vdev_queue_count(v));
	return true;
}

static void run_admin_index(struct job *job)
{
	struct vdev *v = wire_open(job);
	unsigned index, count;

	if (!read_admin(v, &index, &count))
		return;
	expected(job, "an admin_queue_index of num_queues or more");
	if (index < vdev_queue_count(v))
		fail(job, "the administration queues lie among the others");
	else
		pass(job);
}

static void run_admin_num(struct job *job)
{
	struct vdev *v = wire_open(job);
	unsigned index, count;

	if (!read_admin(v, &index, &count))
		return;
	expected(job, "an admin_queue_num of at most 0x10000 - admin_queue_index");
	if (count > 0x10000 - index)
		fail(job, "the administration queues' indices do not fit into 16 bits");
	else
		pass(job);
}

#define COMMON_CHECK(name, what, sentence, statement, function)                                    \
	CHECK(name) = {                                                                            \
		.id = "virtio.pci." what,                                                          \
		.title = (sentence),                                                               \
		.source = "VIRTIO 1.4, 4.1.4.3.1 Common configuration structure layout",           \
		.level = LEVEL_MUST,                                                               \
		.statements = (statement),                                                         \
		.each = &wire_pci_devices,                                                         \
		.flags = UNIT_CLAIMS,                                                              \
		.run = (function),                                                                 \
	}

COMMON_CHECK(pci_device_feature, "device-feature",
	"device_feature shows the offered bits for any select, and 0 beyond them", "V14-PCI-D014",
	run_device_feature);
COMMON_CHECK(pci_driver_feature, "driver-feature",
	"driver_feature shows the valid bits that the driver has written", "V14-PCI-D015",
	run_driver_feature);
COMMON_CHECK(pci_status_reset, "status-reset",
	"Writing 0 to device_status resets the device, and then reads 0", "V14-PCI-D018",
	run_status_reset);
COMMON_CHECK(pci_enable_reset, "enable-reset", "queue_enable reads 0 after a reset", "V14-PCI-D019",
	run_enable_reset);
COMMON_CHECK(pci_queue_unavailable, "queue-unavailable",
	"queue_size reads 0 for queues that there are not", "V14-PCI-D025", run_unavailable);
COMMON_CHECK(pci_queue_power, "queue-size-power",
	"Without packed rings queue_size is 0 or a power of 2", "V14-PCI-D026", run_power_of_two);
COMMON_CHECK(pci_admin_index, "admin-index", "Administration queues come after all the others",
	"V14-PCI-D027", run_admin_index);
COMMON_CHECK(pci_admin_num, "admin-num", "The indices of administration queues fit into 16 bits",
	"V14-PCI-D028", run_admin_num);
