/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/input.h"
#include "virtio/wire.h"

/* Asked before each of them: a size that is not set stays that of the name. */
static bool is_zero(struct job *job, struct vdev *v, uint8_t select, uint8_t subsel)
{
	uint8_t size;

	input_info(v, INPUT_ID_NAME, 0);
	size = input_info(v, select, subsel).size;
	expected(job, "select 0x%02x, subsel 0x%02x: size 0", select, subsel);
	observed(job, "size %u", size);
	if (!size)
		return true;
	fail(job, "select 0x%02x, subsel 0x%02x means nothing, but has a size of %u", select,
		subsel, size);
	return false;
}

static void run(struct job *job)
{
	static const uint8_t undefined[] = {0x04, 0x0f, 0x13, 0x20, 0x7f, 0x80, 0xff};
	static const uint8_t single[] = {
		INPUT_ID_NAME, INPUT_ID_SERIAL, INPUT_ID_DEVIDS, INPUT_PROP_BITS};
	struct vdev *v = wire_open(job);

	vdev_begin(v);
	for (size_t i = 0; i < sizeof(undefined); i++)
		if (!is_zero(job, v, undefined[i], 0) || !is_zero(job, v, undefined[i], 1))
			return;
	for (size_t i = 0; i < sizeof(single); i++) /* 5.8.4: their subsel is zero */
		if (!is_zero(job, v, single[i], 1) || !is_zero(job, v, single[i], 0xff))
			return;
	pass(job);
}

CHECK(input_config_unsupported) = {
	.id = "virtio.input.config-unsupported",
	.title = "What select and subsel cannot name has size 0",
	.source = "VIRTIO 1.4, 5.8.5.2 Device Initialization",
	.level = LEVEL_MUST,
	.statements = "V14-INPUT-D001",
	.each = &wire_inputs,
	.flags = UNIT_CLAIMS,
	.run = run,
};
