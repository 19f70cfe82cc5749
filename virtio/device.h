/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_DEVICE_H
#define VIRTIO_DEVICE_H

#include "core/job.h"
#include "virtio/bus.h"
#include "virtio/features.h"
#include "virtio/status.h"

/*
 * One virtio device, driven from user space. A check has no error ladders: where a
 * step that has to work does not, the calls below end the job with a verdict that
 * names the step (vdev_*), and a device that does not come back is `wedged`. Calls
 * with `try` in their name return what happened instead.
 */
enum virtio_isr { ISR_QUEUE = 1, ISR_CONFIG = 2 };

#define MS_NS		1000000u
#define VDEV_RESET_MS	1000 /* a device that takes longer to reset is wedged */
#define VDEV_ANSWER_MS	1000 /* as is a request without an answer */
#define VDEV_SILENCE_MS 50   /* how long to watch for what must not happen */

struct vdev;

/* Where the three parts of a virtqueue are. */
struct vq_addresses {
	uint64_t desc, driver, device;
};

struct vdev_region {
	unsigned space; /* PCI: the BAR */
	uint64_t offset, length;
};

/* A transport: registers in the specification's own terms, each call one access or a few. */
struct vdev_ops {
	const char *name; /* "PCI", "MMIO" */
	uint32_t (*status)(struct vdev *v);
	void (*set_status)(struct vdev *v, uint32_t status);
	uint32_t (*device_features)(struct vdev *v, unsigned word);
	void (*set_driver_features)(struct vdev *v, unsigned word, uint32_t bits);
	unsigned (*queue_count)(struct vdev *v);
	unsigned (*queue_max)(struct vdev *v, unsigned queue); /* 0: there is no such queue */
	void (*queue_setup)(
		struct vdev *v, unsigned queue, unsigned size, const struct vq_addresses *at);
	void (*queue_enable)(struct vdev *v, unsigned queue);
	uint32_t (*queue_enabled)(struct vdev *v, unsigned queue);
	void (*queue_reset)(struct vdev *v, unsigned queue);
	uint32_t (*queue_reset_busy)(struct vdev *v, unsigned queue);
	/* What identifies the queue in a notification (VIRTIO_F_NOTIF_CONFIG_DATA). */
	uint32_t (*queue_identifier)(struct vdev *v, unsigned queue);
	/* Where a queue is notified, found once so that notifying is one access. */
	uint64_t (*notify_offset)(struct vdev *v, unsigned queue);
	void (*notify)(struct vdev *v, uint64_t offset, uint32_t value);
	uint32_t (*generation)(struct vdev *v);
	uint32_t (*config_size)(struct vdev *v); /* bytes that can be accessed */
	uint32_t (*config_read)(struct vdev *v, uint32_t offset, unsigned width);
	void (*config_write)(struct vdev *v, uint32_t offset, unsigned width, uint32_t value);
	uint32_t (*isr)(struct vdev *v); /* reads without taking (MMIO), or takes (PCI) */
	void (*isr_take)(struct vdev *v, uint32_t bits);
	bool (*shared_memory)(struct vdev *v, unsigned id, struct vdev_region *region);
};

struct vdev {
	const struct vdev_ops *ops; /* NULL: opened with wire_open_bus(), registers only */
	struct bus *bus;
	struct job *job;
	unsigned type; /* enum virtio_type */
	struct features offered, accepted;
	struct vq *queues; /* every one opened since reset */
	void *transport;   /* struct pci_layout of virtio/pci.h */
	bool live;	   /* DRIVER_OK was set and no reset since: do not leave it like that */
	const char *lie;   /* of one of its queues; a check that saw one does not pass */
};

/* ---- time: the bus's, so that tests have one of their own ---- */
uint64_t vdev_now(struct vdev *v);
void vdev_pause(struct vdev *v, unsigned ms);

/* ---- status and reset ---- */
uint32_t vdev_status(struct vdev *v);
void vdev_set_status(struct vdev *v, uint32_t status); /* writes exactly that */
void vdev_add_status(struct vdev *v, uint32_t bits);
/* Writes 0 and polls until it reads 0; *took_ns (may be NULL) is how long that was. */
bool vdev_try_reset(struct vdev *v, unsigned ms, uint64_t *took_ns);
void vdev_reset(struct vdev *v);
bool vdev_try_status(struct vdev *v, uint32_t mask, uint32_t want, unsigned ms);

/* ---- features ---- */
struct features vdev_read_features(struct vdev *v);
bool vdev_offers(const struct vdev *v, unsigned bit);
bool vdev_accepted(const struct vdev *v, unsigned bit);
/* Ends the job as `absent` where the device does not offer the bit. */
void vdev_need(struct vdev *v, unsigned bit);
/* Reset, ACKNOWLEDGE, DRIVER, features, FEATURES_OK; returns whether FEATURES_OK stays. */
bool vdev_try_features(struct vdev *v, const struct features *wanted);
/* Adds what a platform asks of every driver that can do it. */
void vdev_add_needed(const struct vdev *v, struct features *wanted);
/*
 * The same, up to before the queues are set up, with those of the bits that the device
 * offers, what a platform asks for, and the ring features that the plan's setting
 * "wire.ring" names ("packed indirect event-idx in-order notification-data"; none by default).
 */
#define vdev_begin(v, ...) vdev_begin_with(v, (const int[]){VIRTIO_F_VERSION_1, ##__VA_ARGS__, -1})
void vdev_begin_with(struct vdev *v, const int *bits);
/* The same without "wire.ring", for checks of the rings themselves. */
#define vdev_begin_only(v, ...)                                                                    \
	vdev_begin_only_with(v, (const int[]){VIRTIO_F_VERSION_1, ##__VA_ARGS__, -1})
void vdev_begin_only_with(struct vdev *v, const int *bits);
/* DRIVER_OK. */
void vdev_live(struct vdev *v);

/* ---- queues: see virtio/ring.h ---- */
unsigned vdev_queue_max(struct vdev *v, unsigned queue);
unsigned vdev_queue_count(struct vdev *v);

/* ---- device configuration space ---- */
/* Bytes in fields of `width`, read until the generation did not change meanwhile. */
void vdev_config(struct vdev *v, uint32_t offset, void *into, uint32_t size, unsigned width);
uint8_t vdev_config8(struct vdev *v, uint32_t offset);
uint16_t vdev_config16(struct vdev *v, uint32_t offset);
uint32_t vdev_config32(struct vdev *v, uint32_t offset);
uint64_t vdev_config64(struct vdev *v, uint32_t offset);
void vdev_config_write(struct vdev *v, uint32_t offset, unsigned width, uint32_t value);
uint32_t vdev_config_size(struct vdev *v);

/* ---- what the device signals (MSI-X off) ---- */
uint32_t vdev_isr(struct vdev *v); /* bits since the last call; they are taken */
/* Polls until one of the bits was signalled, or false. */
bool vdev_wait_isr(struct vdev *v, uint32_t bits, unsigned ms);

/* Ends the job with a `fail`: the device did what no device may do. */
_Noreturn void vdev_lied(struct vdev *v, const char *fmt, ...) PRINTF(2, 3);

#endif
