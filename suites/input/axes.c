/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/input.h"
#include "virtio/wire.h"

#include <string.h>

static void run_unsupported(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct input_info axes;

	vdev_begin(v);
	axes = input_info(v, INPUT_EV_BITS, INPUT_EV_ABS);
	for (unsigned axis = 0; axis < INPUT_AXES; axis++) {
		uint8_t size = input_info(v, INPUT_ABS_INFO, (uint8_t)axis).size;

		expected(job, "axis %u, which is not among those of EV_BITS: size 0", axis);
		observed(job, "size %u", size);
		if (input_bit(&axes, axis) || !size)
			continue;
		fail(job, "axis %u is not supported, but its information has a size of %u", axis,
			size);
		return;
	}
	pass(job);
}

static bool is_range(struct job *job, const struct input_info *info, unsigned axis)
{
	struct input_absinfo abs;

	memcpy(&abs, info->data, sizeof(abs));
	expected(job, "axis %u: %zu bytes, min below max", axis, sizeof(abs));
	observed(job, "%u bytes, min %d, max %d", info->size, (int32_t)abs.min, (int32_t)abs.max);
	if (info->size != sizeof(abs))
		fail(job, "the information of axis %u has %u bytes, not %zu", axis, info->size,
			sizeof(abs));
	else if ((int32_t)abs.min > (int32_t)abs.max)
		fail(job, "axis %u begins at %d and ends at %d", axis, (int32_t)abs.min,
			(int32_t)abs.max);
	else
		return true;
	return false;
}

static void run_range(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct input_info axes, info;
	bool any = false;

	vdev_begin(v);
	axes = input_info(v, INPUT_EV_BITS, INPUT_EV_ABS);
	for (unsigned axis = 0; axis < INPUT_AXES; axis++) {
		if (!input_bit(&axes, axis))
			continue;
		any = true;
		info = input_info(v, INPUT_ABS_INFO, (uint8_t)axis);
		if (!is_range(job, &info, axis))
			return;
	}
	if (any)
		pass(job);
	else
		absent(job, "the device has no absolute axis");
}

CHECK(input_axes_unsupported) = {
	.id = "virtio.input.axes-unsupported",
	.title = "Axes that the device does not have have information of size 0",
	.source = "VIRTIO 1.4, 5.8.5.2 Device Initialization",
	.level = LEVEL_MUST,
	.statements = "V14-INPUT-D001",
	.each = &wire_inputs,
	.flags = UNIT_CLAIMS,
	.run = run_unsupported,
};

CHECK(input_axes) = {
	.id = "virtio.input.axes",
	.title = "Each absolute axis has a range",
	.source = "VIRTIO 1.4, 5.8.4 Device configuration layout",
	.prose = "VIRTIO_INPUT_CFG_ABS_INFO: information about the axis is returned in u.abs",
	.level = LEVEL_MUST,
	.each = &wire_inputs,
	.flags = UNIT_CLAIMS,
	.run = run_range,
};
