/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_FEATURES_H
#define VIRTIO_FEATURES_H

#include <stdbool.h>
#include <stdint.h>

/* Feature bits that do not belong to a device type (VIRTIO 1.4, clause 6). */
enum virtio_feature {
	VIRTIO_F_INDIRECT_DESC = 28,
	VIRTIO_F_EVENT_IDX = 29,
	VIRTIO_F_VERSION_1 = 32,
	VIRTIO_F_ACCESS_PLATFORM = 33,
	VIRTIO_F_RING_PACKED = 34,
	VIRTIO_F_IN_ORDER = 35,
	VIRTIO_F_ORDER_PLATFORM = 36,
	VIRTIO_F_SR_IOV = 37,
	VIRTIO_F_NOTIFICATION_DATA = 38,
	VIRTIO_F_NOTIF_CONFIG_DATA = 39,
	VIRTIO_F_RING_RESET = 40,
	VIRTIO_F_ADMIN_VQ = 41,
	VIRTIO_F_SUSPEND = 43,
};

#define FEATURE_WORDS 4 /* bits 0 to 127: device types may use up to 127 (clause 2.2) */
#define FEATURE_BITS  (32 * FEATURE_WORDS)

struct features {
	uint32_t word[FEATURE_WORDS];
};

static inline bool features_have(const struct features *f, unsigned bit)
{
	return bit < FEATURE_BITS && f->word[bit / 32] >> bit % 32 & 1;
}

static inline void features_add(struct features *f, unsigned bit)
{
	f->word[bit / 32] |= 1u << bit % 32;
}

static inline void features_remove(struct features *f, unsigned bit)
{
	f->word[bit / 32] &= ~(1u << bit % 32);
}

static inline bool features_same(const struct features *a, const struct features *b)
{
	return a->word[0] == b->word[0] && a->word[1] == b->word[1] && a->word[2] == b->word[2] &&
	       a->word[3] == b->word[3];
}

/* "0x00000030_00000001_30000000": words 3 to 0, leading zero words left out. */
#define FEATURES_TEXT 48
const char *features_text(const struct features *f, char text[FEATURES_TEXT]);

#endif
