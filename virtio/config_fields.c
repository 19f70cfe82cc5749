/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/config_fields.h"

#include "virtio/blk.h"
#include "virtio/ids.h"

#define ALWAYS CONFIG_ALWAYS

static const struct config_field fields[] = {
	{VIRTIO_TYPE_NET, 5, 0, 1, "mac", false},
	{VIRTIO_TYPE_NET, 16, 6, 2, "status", true},
	{VIRTIO_TYPE_NET, 22, 8, 2, "max_virtqueue_pairs", false},
	{VIRTIO_TYPE_NET, 3, 10, 2, "mtu", false},
	{VIRTIO_TYPE_NET, 63, 12, 4, "speed", true},
	{VIRTIO_TYPE_NET, 63, 16, 1, "duplex", true},
	{VIRTIO_TYPE_BLOCK, ALWAYS, BLK_CONFIG_CAPACITY, 8, "capacity", false},
	{VIRTIO_TYPE_BLOCK, BLK_F_SIZE_MAX, BLK_CONFIG_SIZE_MAX, 4, "size_max", false},
	{VIRTIO_TYPE_BLOCK, BLK_F_SEG_MAX, BLK_CONFIG_SEG_MAX, 4, "seg_max", false},
	{VIRTIO_TYPE_BLOCK, BLK_F_GEOMETRY, BLK_CONFIG_GEOMETRY, 2, "cylinders", false},
	{VIRTIO_TYPE_BLOCK, BLK_F_BLK_SIZE, BLK_CONFIG_BLK_SIZE, 4, "blk_size", false},
	{VIRTIO_TYPE_BLOCK, BLK_F_TOPOLOGY, BLK_CONFIG_TOPOLOGY, 1, "physical_block_exp", false},
	{VIRTIO_TYPE_BLOCK, BLK_F_CONFIG_WCE, BLK_CONFIG_WRITEBACK, 1, "writeback", true},
	{VIRTIO_TYPE_BLOCK, BLK_F_MQ, BLK_CONFIG_NUM_QUEUES, 2, "num_queues", false},
	{VIRTIO_TYPE_BLOCK, BLK_F_DISCARD, BLK_CONFIG_MAX_DISCARD_SECTORS, 4, "max_discard_sectors",
		false},
	{VIRTIO_TYPE_BLOCK, BLK_F_DISCARD, BLK_CONFIG_MAX_DISCARD_SEG, 4, "max_discard_seg", false},
	{VIRTIO_TYPE_BLOCK, BLK_F_WRITE_ZEROES, BLK_CONFIG_MAX_WRITE_ZEROES_SECTORS, 4,
		"max_write_zeroes_sectors", false},
	{VIRTIO_TYPE_BLOCK, BLK_F_SECURE_ERASE, BLK_CONFIG_MAX_SECURE_ERASE_SECTORS, 4,
		"max_secure_erase_sectors", false},
	{VIRTIO_TYPE_CONSOLE, 0, 0, 2, "cols", true},
	{VIRTIO_TYPE_CONSOLE, 0, 2, 2, "rows", true},
	{VIRTIO_TYPE_CONSOLE, 1, 4, 4, "max_nr_ports", false},
	{VIRTIO_TYPE_BALLOON, ALWAYS, 0, 4, "num_pages", true},
	{VIRTIO_TYPE_BALLOON, ALWAYS, 4, 4, "actual", true},
	{VIRTIO_TYPE_BALLOON, 3, 8, 4, "free_page_hint_cmd_id", true},
	{VIRTIO_TYPE_GPU, ALWAYS, 0, 4, "events_read", true},
	{VIRTIO_TYPE_GPU, ALWAYS, 8, 4, "num_scanouts", false},
	{VIRTIO_TYPE_GPU, ALWAYS, 12, 4, "num_capsets", false},
	{VIRTIO_TYPE_INPUT, ALWAYS, 0, 1, "select", true},
	{VIRTIO_TYPE_INPUT, ALWAYS, 2, 1, "size", true},
	{VIRTIO_TYPE_VSOCK, ALWAYS, 0, 8, "guest_cid", false},
	{VIRTIO_TYPE_SOUND, ALWAYS, 0, 4, "jacks", false},
	{VIRTIO_TYPE_SOUND, ALWAYS, 4, 4, "streams", false},
	{VIRTIO_TYPE_SOUND, ALWAYS, 8, 4, "chmaps", false},
	{VIRTIO_TYPE_SOUND, 0, 12, 4, "controls", false},
	{VIRTIO_TYPE_FS, ALWAYS, 0, 1, "tag", false},
	{VIRTIO_TYPE_FS, ALWAYS, 36, 4, "num_request_queues", false},
	{VIRTIO_TYPE_PMEM, ALWAYS, 0, 8, "start", true},
	{VIRTIO_TYPE_PMEM, ALWAYS, 8, 8, "size", true},
	{VIRTIO_TYPE_RPMB, ALWAYS, 0, 1, "capacity", false},
};

const struct config_field *config_field(const struct vdev *v, unsigned n)
{
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		bool there = fields[i].type == v->type &&
			     (fields[i].feature == ALWAYS ||
				     vdev_offers(v, (unsigned)fields[i].feature));

		if (there && n-- == 0)
			return &fields[i];
	}
	return NULL;
}

uint64_t config_field_read(struct vdev *v, const struct config_field *field)
{
	uint64_t value = 0;

	vdev_config(v, field->offset, &value, field->width, field->width > 4 ? 4 : field->width);
	return value;
}
