/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/config_fields.h"
#include "virtio/wire.h"

#define FIELDS_MAX 32

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	const struct config_field *field;
	uint64_t early[FIELDS_MAX];
	struct features all = v->offered;
	unsigned count = 0;

	for (; (field = config_field(v, count)) && count < FIELDS_MAX; count++)
		early[count] = config_field_read(v, field);
	if (!count) {
		absent(job, "the device has no configuration");
		return;
	}
	if (!vdev_try_features(v, &all))
		note(job, "the device refuses the set of all that it offers");
	for (unsigned i = 0; i < count; i++) {
		uint64_t late;

		field = config_field(v, i);
		late = config_field_read(v, field);
		if (field->moves || late == early[i])
			continue;
		expected(job, "%s 0x%llx", field->name, (unsigned long long)late);
		observed(job, "%s 0x%llx", field->name, (unsigned long long)early[i]);
		fail(job, "%s reads differently before FEATURES_OK", field->name);
	}
	pass(job);
}

CHECK(virtio_config_early) = {
	.id = "virtio.config.early",
	.title = "Every field of the configuration can be read before FEATURES_OK",
	.source = "VIRTIO 1.4, 2.5.2 Device Configuration Space",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D011",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run,
};
