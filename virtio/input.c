/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/input.h"

#include <string.h>

struct input_info input_info(struct vdev *v, uint8_t select, uint8_t subsel)
{
	struct input_info info = {0};
	uint32_t size;

	vdev_config_write(v, INPUT_CONFIG_SELECT, 1, select);
	vdev_config_write(v, INPUT_CONFIG_SUBSEL, 1, subsel);
	info.size = vdev_config8(v, INPUT_CONFIG_SIZE);
	size = info.size < INPUT_DATA_MAX ? info.size : INPUT_DATA_MAX;
	vdev_config(v, INPUT_CONFIG_DATA, info.data, size, 1);
	return info;
}

bool input_bit(const struct input_info *info, unsigned bit)
{
	return bit / 8 < info->size && info->data[bit / 8] >> bit % 8 & 1;
}

struct inbox input_start(struct vdev *v, unsigned count)
{
	struct inbox events = {0};

	vdev_begin(v);
	events.q = vq_open(v, INPUT_EVENTS, 0);
	vdev_live(v);
	inbox_fill(&events, count, sizeof(struct input_event));
	return events;
}

bool input_next(struct inbox *events, unsigned ms, struct input_event *event)
{
	struct inbox_item item;

	if (!inbox_wait(events, ms, &item))
		return false;
	if (item.len != sizeof(*event))
		vdev_lied(events->q->v, "an input event has %u bytes, not %zu", item.len,
			sizeof(*event));
	memcpy(event, item.buffer->bytes, sizeof(*event));
	inbox_again(events, &item);
	return true;
}
