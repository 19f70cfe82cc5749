/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/input.h"
#include "virtio/wire.h"

#include <string.h>

static bool is_text(struct job *job, struct vdev *v, enum input_select select, const char *what)
{
	struct input_info info = input_info(v, (uint8_t)select, 0);

	expected(job, "%s: at most %d bytes without NUL", what, INPUT_DATA_MAX);
	observed(job, "%u bytes: '%.*s'", info.size, info.size, (const char *)info.data);
	if (info.size > INPUT_DATA_MAX)
		fail(job, "the %s has %u bytes, more than there is room for", what, info.size);
	else if (memchr(info.data, 0, info.size))
		fail(job, "the %s of %u bytes includes a NUL", what, info.size);
	else
		return true;
	return false;
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint8_t size;

	vdev_begin(v);
	if (!is_text(job, v, INPUT_ID_NAME, "name") || !is_text(job, v, INPUT_ID_SERIAL, "serial"))
		return;
	size = input_info(v, INPUT_ID_DEVIDS, 0).size;
	expected(job, "device ids: 0 or %zu bytes", sizeof(struct input_devids));
	observed(job, "%u bytes", size);
	if (size && size != sizeof(struct input_devids))
		fail(job, "the device ids have %u bytes, not %zu", size,
			sizeof(struct input_devids));
	else
		pass(job);
}

CHECK(input_identity) = {
	.id = "virtio.input.identity",
	.title = "Name and serial have no NUL, and the ids are four numbers",
	.source = "VIRTIO 1.4, 5.8.4 Device configuration layout",
	.prose = "strings do not include a NUL terminator; ID_DEVIDS returns u.ids",
	.level = LEVEL_MUST,
	.each = &wire_inputs,
	.flags = UNIT_CLAIMS,
	.run = run,
};
