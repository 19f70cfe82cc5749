/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/device.h"

#include "virtio/blk.h"
#include "virtio/ids.h"

#include "virtio/feature_names.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define GENERATION_TRIES 64 /* a configuration that changes at each of these reads is a lie */

uint64_t vdev_now(struct vdev *v)
{
	return v->bus->ops->now_ns(v->bus);
}

void vdev_pause(struct vdev *v, unsigned ms)
{
	uint64_t end = vdev_now(v) + (uint64_t)ms * MS_NS;

	while (vdev_now(v) < end)
		v->bus->ops->relax(v->bus);
}

uint32_t vdev_status(struct vdev *v)
{
	return v->ops->status(v);
}

void vdev_set_status(struct vdev *v, uint32_t status)
{
	v->ops->set_status(v, status);
}

void vdev_add_status(struct vdev *v, uint32_t bits)
{
	vdev_set_status(v, vdev_status(v) | bits);
}

bool vdev_try_status(struct vdev *v, uint32_t mask, uint32_t want, unsigned ms)
{
	uint64_t end = vdev_now(v) + (uint64_t)ms * MS_NS;

	do {
		if ((vdev_status(v) & mask) == want)
			return true;
		v->bus->ops->relax(v->bus);
	} while (vdev_now(v) < end);
	return false;
}

bool vdev_try_reset(struct vdev *v, unsigned ms, uint64_t *took_ns)
{
	uint64_t start = vdev_now(v);
	bool done;

	vdev_set_status(v, 0);
	done = vdev_try_status(v, UINT32_MAX, 0, ms);
	if (took_ns)
		*took_ns = vdev_now(v) - start;
	v->queues = NULL;
	v->accepted = (struct features){0};
	v->live = v->live && !done;
	return done;
}

void vdev_reset(struct vdev *v)
{
	if (vdev_try_reset(v, VDEV_RESET_MS, NULL))
		return;
	expected(v->job, "device status 0");
	observed(v->job, "device status 0x%x", vdev_status(v));
	wedged(v->job, "the device did not come back from reset within %d ms", VDEV_RESET_MS);
	job_stop(v->job);
}

struct features vdev_read_features(struct vdev *v)
{
	struct features f;

	for (unsigned i = 0; i < FEATURE_WORDS; i++)
		f.word[i] = v->ops->device_features(v, i);
	return f;
}

bool vdev_offers(const struct vdev *v, unsigned bit)
{
	return features_have(&v->offered, bit);
}

bool vdev_accepted(const struct vdev *v, unsigned bit)
{
	return features_have(&v->accepted, bit);
}

void vdev_need(struct vdev *v, unsigned bit)
{
	char name[64];

	if (vdev_offers(v, bit))
		return;
	virtio_feature_text(name, sizeof(name), v->type, bit);
	absent(v->job, "%s is not offered", name);
	job_stop(v->job);
}

bool vdev_try_features(struct vdev *v, const struct features *wanted)
{
	vdev_reset(v);
	vdev_set_status(v, STATUS_ACKNOWLEDGE);
	vdev_set_status(v, STATUS_ACKNOWLEDGE | STATUS_DRIVER);
	for (unsigned i = 0; i < FEATURE_WORDS; i++)
		if (i < 2 ||
			wanted->word[i]) /* devices that know two words may take these for them */
			v->ops->set_driver_features(v, i, wanted->word[i]);
	v->accepted = *wanted;
	vdev_set_status(v, STATUS_ACKNOWLEDGE | STATUS_DRIVER | STATUS_FEATURES_OK);
	return vdev_status(v) & STATUS_FEATURES_OK;
}

void vdev_add_needed(const struct vdev *v, struct features *wanted)
{
	if (vdev_offers(v, VIRTIO_F_ACCESS_PLATFORM))
		features_add(wanted, VIRTIO_F_ACCESS_PLATFORM);
	if (vdev_offers(v, VIRTIO_F_ORDER_PLATFORM))
		features_add(wanted, VIRTIO_F_ORDER_PLATFORM);
}

static void begin(struct vdev *v, const int *bits, const char *rings)
{
	static const struct {
		const char *word;
		unsigned bit;
	} ring_words[] = {
		{"packed", VIRTIO_F_RING_PACKED},
		{"indirect", VIRTIO_F_INDIRECT_DESC},
		{"event-idx", VIRTIO_F_EVENT_IDX},
		{"in-order", VIRTIO_F_IN_ORDER},
		{"notification-data", VIRTIO_F_NOTIFICATION_DATA},
	};
	struct features wanted = {0};
	char text[FEATURES_TEXT];

	for (; *bits >= 0; bits++)
		if (vdev_offers(v, (unsigned)*bits))
			features_add(&wanted, (unsigned)*bits);
	for (size_t i = 0; i < sizeof(ring_words) / sizeof(*ring_words); i++)
		if (strstr(rings, ring_words[i].word) && vdev_offers(v, ring_words[i].bit))
			features_add(&wanted, ring_words[i].bit);
	vdev_add_needed(v, &wanted);
	if (v->type == VIRTIO_TYPE_BLOCK && vdev_offers(v, BLK_F_ZONED))
		features_add(&wanted, BLK_F_ZONED); /* host-managed disks insist (5.2.5.2) */
	if (vdev_try_features(v, &wanted))
		return;
	inconclusive(v->job, "the device refuses features that it offers: %s (FEATURES_OK is gone)",
		features_text(&wanted, text));
	job_stop(v->job);
}

void vdev_begin_with(struct vdev *v, const int *bits)
{
	begin(v, bits, job_setting_str(v->job, "wire.ring", ""));
}

void vdev_begin_only_with(struct vdev *v, const int *bits)
{
	begin(v, bits, "");
}

void vdev_live(struct vdev *v)
{
	v->live = true;
	vdev_add_status(v, STATUS_DRIVER_OK);
}

unsigned vdev_queue_max(struct vdev *v, unsigned queue)
{
	return v->ops->queue_max(v, queue);
}

unsigned vdev_queue_count(struct vdev *v)
{
	return v->ops->queue_count(v);
}

static void read_fields(
	struct vdev *v, uint32_t offset, uint8_t *into, uint32_t size, unsigned width)
{
	for (uint32_t i = 0; i + width <= size; i += width) {
		uint32_t value = v->ops->config_read(v, offset + i, width);

		memcpy(into + i, &value, width);
	}
}

void vdev_config(struct vdev *v, uint32_t offset, void *into, uint32_t size, unsigned width)
{
	uint32_t before;

	memset(into, 0, size);
	for (unsigned tries = 0; tries < GENERATION_TRIES; tries++) {
		before = v->ops->generation(v);
		read_fields(v, offset, into, size, width);
		if (v->ops->generation(v) == before)
			return;
	}
	vdev_lied(v, "the configuration generation changed at each of %u reads of offset 0x%x",
		GENERATION_TRIES, offset);
}

uint8_t vdev_config8(struct vdev *v, uint32_t offset)
{
	uint8_t value;

	vdev_config(v, offset, &value, 1, 1);
	return value;
}

uint16_t vdev_config16(struct vdev *v, uint32_t offset)
{
	uint16_t value;

	vdev_config(v, offset, &value, 2, 2);
	return value;
}

uint32_t vdev_config32(struct vdev *v, uint32_t offset)
{
	uint32_t value;

	vdev_config(v, offset, &value, 4, 4);
	return value;
}

uint64_t vdev_config64(struct vdev *v, uint32_t offset)
{
	uint64_t value;

	vdev_config(v, offset, &value, 8, 4);
	return value;
}

void vdev_config_write(struct vdev *v, uint32_t offset, unsigned width, uint32_t value)
{
	v->ops->config_write(v, offset, width, value);
}

uint32_t vdev_config_size(struct vdev *v)
{
	return v->ops->config_size(v);
}

uint32_t vdev_isr(struct vdev *v)
{
	uint32_t bits = v->ops->isr(v);

	if (bits)
		v->ops->isr_take(v, bits);
	return bits;
}

bool vdev_wait_isr(struct vdev *v, uint32_t bits, unsigned ms)
{
	uint64_t end = vdev_now(v) + (uint64_t)ms * MS_NS;

	do {
		if (vdev_isr(v) & bits)
			return true;
		v->bus->ops->relax(v->bus);
	} while (vdev_now(v) < end);
	return false;
}

void vdev_lied(struct vdev *v, const char *fmt, ...)
{
	char text[400];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	say(v->job, VERDICT_FAIL, "%s", text);
	job_stop(v->job);
}
