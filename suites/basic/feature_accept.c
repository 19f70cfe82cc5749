/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/blk.h"
#include "virtio/feature_names.h"
#include "virtio/feature_needs.h"
#include "virtio/ids.h"
#include "virtio/pci.h"
#include "virtio/wire.h"

#define TIMES 8

/* A device may fail to operate without these (6.2): every set has them, if they are offered. */
static struct features least(const struct vdev *v)
{
	static const unsigned bits[] = {
		VIRTIO_F_VERSION_1, VIRTIO_F_ACCESS_PLATFORM, VIRTIO_F_ORDER_PLATFORM};
	struct features set = {0};

	for (size_t i = 0; i < sizeof(bits) / sizeof(*bits); i++)
		if (vdev_offers(v, bits[i]))
			features_add(&set, bits[i]);
	if (v->type == VIRTIO_TYPE_BLOCK && vdev_offers(v, BLK_F_ZONED))
		features_add(
			&set, BLK_F_ZONED); /* 5.2.5.2: host-managed zones are not to be ignored */
	return set;
}

/* The set that is everything but the bit, and but what requires it. */
static struct features without(const struct vdev *v, unsigned bit)
{
	struct features set = v->offered;

	features_remove(&set, bit);
	while ((bit = feature_unmet(v->type, &set)) < FEATURE_BITS)
		features_remove(&set, bit);
	return set;
}

static bool accepts(struct vdev *v, const struct features *set)
{
	char text[FEATURES_TEXT];

	if (vdev_try_features(v, set))
		return true;
	observed(v->job, "FEATURES_OK gone after %s", features_text(set, text));
	return false;
}

static void run_subsets(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct features bare = least(v), all = without(v, FEATURE_BITS - 1);
	char name[64];

	expected(job, "FEATURES_OK stays with every valid subset");
	if (!accepts(v, &bare))
		fail(job, "the least set of features is refused");
	if (!accepts(v, &all))
		fail(job, "the set of all that is offered is refused");
	for (unsigned bit = 0; bit < FEATURE_BITS; bit++) {
		struct features set = without(v, bit);

		if (!vdev_offers(v, bit) || features_have(&bare, bit) || accepts(v, &set))
			continue;
		virtio_feature_text(name, sizeof(name), v->type, bit);
		fail(job, "the set of all but %s is refused", name);
	}
	pass(job);
}

/* A bit that is offered and requires one that can be left out; FEATURE_BITS: there is none. */
static unsigned breakable(const struct vdev *v, struct features *set)
{
	for (unsigned bit = 0; bit < FEATURE_BITS; bit++) {
		*set = least(v);
		features_add(set, bit);
		if (vdev_offers(v, bit) && feature_unmet(v->type, set) == bit)
			return bit;
	}
	return FEATURE_BITS;
}

/* True if the device shows that it took the bit. MMIO has no register to read it from. */
static bool took(struct vdev *v, unsigned bit)
{
	pci_common_write(v, COMMON_DRIVER_FEATURE_SELECT, 4, bit / 32);
	return pci_common_read(v, COMMON_DRIVER_FEATURE, 4) >> bit % 32 & 1;
}

static void run_invalid(struct job *job)
{
	struct vdev *v = wire_open(job);
	bool on_pci = !wire_is_mmio(job->device);
	struct features set;
	unsigned unmet = breakable(v, &set), bit = 0;
	char name[64];

	expected(job, "FEATURES_OK gone");
	if (unmet < FEATURE_BITS && vdev_try_features(v, &set)) {
		virtio_feature_text(name, sizeof(name), v->type, unmet);
		observed(job, "FEATURES_OK stays");
		fail(job, "%s is accepted without %s", name, feature_needs(v->type, unmet));
	}
	if (unmet == FEATURE_BITS && !on_pci) {
		absent(job, "no feature requires another, and MMIO does not show what was taken");
		return;
	}
	while (vdev_offers(v, bit))
		bit++;
	set = least(v);
	features_add(&set, bit);
	if (on_pci && vdev_try_features(v, &set) && took(v, bit)) {
		observed(job, "FEATURES_OK and the bit stay");
		fail(job, "bit %u is accepted, which is not offered", bit);
	}
	pass(job);
}

static void run_again(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct features set = without(v, FEATURE_BITS - 1);

	if (!vdev_try_features(v, &set))
		set = least(v);
	expected(job, "FEATURES_OK %d times", TIMES);
	for (unsigned i = 0; i < TIMES; i++)
		if (!accepts(v, &set)) {
			fail(job, "the same features are refused after reset %u", i + 1);
			return;
		}
	pass(job);
}

CHECK(virtio_features_subsets) = {
	.id = "virtio.features.subsets",
	.title = "The device accepts every valid subset of its features: none, all, all but one",
	.source = "VIRTIO 1.4, 2.2.2 Feature Bits",
	.level = LEVEL_SHOULD,
	.statements = "V14-CORE-D005",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_subsets,
};

CHECK(virtio_features_invalid) = {
	.id = "virtio.features.invalid",
	.title = "FEATURES_OK does not stay where the driver accepts an invalid set",
	.source = "VIRTIO 1.4, 2.2.2 Feature Bits",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D006",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_invalid,
};

CHECK(virtio_features_again) = {
	.id = "virtio.features.again",
	.title = "What was negotiated once is accepted again after a reset",
	.source = "VIRTIO 1.4, 2.2.2 Feature Bits",
	.level = LEVEL_SHOULD,
	.statements = "V14-CORE-D008",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_again,
};
