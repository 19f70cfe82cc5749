/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/mmio.h"

#include <errno.h>

/* 4.2.2.2: the driver uses only 32-bit wide and aligned accesses for the control registers. */
uint32_t mmio_read(struct vdev *v, unsigned reg)
{
	return bus_read(v->bus, BUS_MMIO, reg, 4);
}

void mmio_write(struct vdev *v, unsigned reg, uint32_t value)
{
	bus_write(v->bus, BUS_MMIO, reg, 4, value);
}

static uint32_t queue_read(struct vdev *v, unsigned queue, unsigned reg)
{
	mmio_write(v, MMIO_QUEUE_SEL, queue);
	return mmio_read(v, reg);
}

static uint32_t status(struct vdev *v)
{
	return mmio_read(v, MMIO_STATUS);
}

static void set_status(struct vdev *v, uint32_t value)
{
	mmio_write(v, MMIO_STATUS, value);
}

static uint32_t device_features(struct vdev *v, unsigned word)
{
	mmio_write(v, MMIO_DEVICE_FEATURES_SEL, word);
	return mmio_read(v, MMIO_DEVICE_FEATURES);
}

static void set_driver_features(struct vdev *v, unsigned word, uint32_t bits)
{
	mmio_write(v, MMIO_DRIVER_FEATURES_SEL, word);
	mmio_write(v, MMIO_DRIVER_FEATURES, bits);
}

static unsigned queue_max(struct vdev *v, unsigned queue)
{
	return queue_read(v, queue, MMIO_QUEUE_SIZE_MAX);
}

/* MMIO has no register for it: the first queue without a size is none. */
static unsigned queue_count(struct vdev *v)
{
	unsigned count = 0;

	while (count < 65536 && queue_max(v, count))
		count++;
	return count;
}

static void write_64(struct vdev *v, unsigned reg, uint64_t value)
{
	mmio_write(v, reg, (uint32_t)value);
	mmio_write(v, reg + 4, (uint32_t)(value >> 32));
}

static void queue_setup(
	struct vdev *v, unsigned queue, unsigned size, const struct vq_addresses *at)
{
	mmio_write(v, MMIO_QUEUE_SEL, queue);
	mmio_write(v, MMIO_QUEUE_SIZE, size);
	write_64(v, MMIO_QUEUE_DESC, at->desc);
	write_64(v, MMIO_QUEUE_DRIVER, at->driver);
	write_64(v, MMIO_QUEUE_DEVICE, at->device);
}

static void queue_enable(struct vdev *v, unsigned queue)
{
	mmio_write(v, MMIO_QUEUE_SEL, queue);
	mmio_write(v, MMIO_QUEUE_READY, 1);
}

static uint32_t queue_enabled(struct vdev *v, unsigned queue)
{
	return queue_read(v, queue, MMIO_QUEUE_READY);
}

static void queue_reset(struct vdev *v, unsigned queue)
{
	mmio_write(v, MMIO_QUEUE_SEL, queue);
	mmio_write(v, MMIO_QUEUE_RESET, 1);
}

static uint32_t queue_reset_busy(struct vdev *v, unsigned queue)
{
	return queue_read(v, queue, MMIO_QUEUE_RESET);
}

/* 4.2.3.3: the queue's index; VIRTIO_F_NOTIF_CONFIG_DATA has no register here. */
static uint32_t queue_identifier(struct vdev *v, unsigned queue)
{
	(void)v;
	return queue;
}

static uint64_t notify_offset(struct vdev *v, unsigned queue)
{
	(void)v;
	(void)queue;
	return MMIO_QUEUE_NOTIFY;
}

static void notify(struct vdev *v, uint64_t offset, uint32_t value)
{
	mmio_write(v, (unsigned)offset, value);
}

static uint32_t generation(struct vdev *v)
{
	return mmio_read(v, MMIO_CONFIG_GENERATION);
}

static uint32_t config_size(struct vdev *v)
{
	return v->bus->size[BUS_MMIO] > MMIO_CONFIG ? (uint32_t)v->bus->size[BUS_MMIO] - MMIO_CONFIG
						    : 0;
}

static uint32_t config_read(struct vdev *v, uint32_t offset, unsigned width)
{
	return bus_read(v->bus, BUS_MMIO, MMIO_CONFIG + offset, width);
}

static void config_write(struct vdev *v, uint32_t offset, unsigned width, uint32_t value)
{
	bus_write(v->bus, BUS_MMIO, MMIO_CONFIG + offset, width, value);
}

static uint32_t isr(struct vdev *v)
{
	return mmio_read(v, MMIO_INTERRUPT_STATUS);
}

static void isr_take(struct vdev *v, uint32_t bits)
{
	mmio_write(v, MMIO_INTERRUPT_ACK, bits);
}

static uint64_t read_64(struct vdev *v, unsigned reg)
{
	return mmio_read(v, reg) | (uint64_t)mmio_read(v, reg + 4) << 32;
}

/* 4.2.2: reading a region that does not exist gives a length of all ones. */
static bool shared_memory(struct vdev *v, unsigned id, struct vdev_region *region)
{
	mmio_write(v, MMIO_SHM_SEL, id);
	*region = (struct vdev_region){
		.space = BUS_MMIO,
		.length = read_64(v, MMIO_SHM_LEN),
		.offset = read_64(v, MMIO_SHM_BASE),
	};
	return region->length != UINT64_MAX && region->length;
}

const struct vdev_ops mmio_ops = {
	.name = "MMIO",
	.status = status,
	.set_status = set_status,
	.device_features = device_features,
	.set_driver_features = set_driver_features,
	.queue_count = queue_count,
	.queue_max = queue_max,
	.queue_setup = queue_setup,
	.queue_enable = queue_enable,
	.queue_enabled = queue_enabled,
	.queue_reset = queue_reset,
	.queue_reset_busy = queue_reset_busy,
	.queue_identifier = queue_identifier,
	.notify_offset = notify_offset,
	.notify = notify,
	.generation = generation,
	.config_size = config_size,
	.config_read = config_read,
	.config_write = config_write,
	.isr = isr,
	.isr_take = isr_take,
	.shared_memory = shared_memory,
};

int mmio_attach(struct vdev *v, struct message *msg)
{
	uint32_t magic = mmio_read(v, MMIO_MAGIC), version = mmio_read(v, MMIO_VERSION);

	if (magic != MMIO_MAGIC_VALUE)
		return message_set(msg, -EPROTO, "the magic value is 0x%08x, not 0x%08x", magic,
			MMIO_MAGIC_VALUE);
	if (version != MMIO_VERSION_VALUE)
		return message_set(msg, version == 1 ? -ENOTSUP : -EPROTO,
			"the register layout has version %u%s, not %u", version,
			version == 1 ? " (legacy)" : "", MMIO_VERSION_VALUE);
	v->type = mmio_read(v, MMIO_DEVICE_ID);
	v->ops = &mmio_ops;
	return 0;
}
