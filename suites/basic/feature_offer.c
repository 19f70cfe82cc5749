/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/feature_names.h"
#include "virtio/feature_needs.h"
#include "virtio/wire.h"

#include <string.h>

/* Named, but only for the legacy interface (6.4); the modern one must not offer them. */
static bool is_legacy(const char *name)
{
	return strstr(name, "F_NOTIFY_ON_EMPTY") || strstr(name, "F_ANY_LAYOUT");
}

/* 4.1.5.2 and 6: these are described for PCI only; bit 41 may be the type's own. */
static bool is_for_pci(unsigned bit)
{
	return bit == VIRTIO_F_SR_IOV || bit == VIRTIO_F_NOTIF_CONFIG_DATA;
}

static void run_known(struct job *job)
{
	struct vdev *v = wire_open(job);
	char text[FEATURES_TEXT];

	expected(job, "only bits that VIRTIO 1.4 describes for this type and transport");
	observed(job, "features %s", features_text(&v->offered, text));
	for (unsigned bit = 0; bit < FEATURE_BITS; bit++) {
		const char *name = virtio_feature_name(v->type, bit);

		if (!vdev_offers(v, bit))
			continue;
		if (!name)
			fail(job, "bit %u is offered, which VIRTIO 1.4 does not describe", bit);
		else if (is_legacy(name))
			fail(job, "%s is offered, a bit of the legacy interface", name);
		else if (wire_is_mmio(job->device) && is_for_pci(bit))
			fail(job, "%s is offered, which MMIO does not support", name);
	}
	pass(job);
}

static void run_needs(struct job *job)
{
	struct vdev *v = wire_open(job);
	unsigned bit = feature_unmet(v->type, &v->offered);
	char text[FEATURES_TEXT], name[64];

	observed(job, "features %s", features_text(&v->offered, text));
	if (bit == FEATURE_BITS) {
		pass(job);
		return;
	}
	virtio_feature_text(name, sizeof(name), v->type, bit);
	expected(job, "%s with %s", name, feature_needs(v->type, bit));
	fail(job, "%s is offered without %s", name, feature_needs(v->type, bit));
}

CHECK(virtio_features_known) = {
	.id = "virtio.features.known",
	.title = "Every offered feature is described for the type and the transport",
	.source = "VIRTIO 1.4, 2.2.2 Feature Bits",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D007",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_known,
};

CHECK(virtio_features_needs) = {
	.id = "virtio.features.needs",
	.title = "No feature is offered without those that it requires",
	.source = "VIRTIO 1.4, 2.2.2 Feature Bits",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D004",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_needs,
};
