/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_RING_H
#define VIRTIO_RING_H

#include "virtio/dma.h"

/*
 * Virtqueues, split (VIRTIO 1.4, 2.7) and packed (2.8), each with and without indirect
 * descriptors, event index, in-order use and notification data, as was negotiated.
 *
 *	struct vq *q = vq_open(v, 0, 0);
 *	vdev_live(v);
 *	vq_add(q, segs, 2);
 *	vq_kick(q);
 *	if (!vq_wait(q, VDEV_ANSWER_MS, &done)) ...
 *
 * What a device writes is read once and believed only if it can be true; see vq_try().
 */
#define VQ_SIZE_MAX 1024 /* a device that offers more gets this */
#define VQ_SEGS_MAX 256	 /* elements of one buffer */

enum desc_flags {
	DESC_NEXT = 1,
	DESC_WRITE = 2,
	DESC_INDIRECT = 4,
	DESC_AVAIL = 1 << 7,
	DESC_USED = 1 << 15,
};

struct split_desc {
	uint64_t addr;
	uint32_t len;
	uint16_t flags, next;
};

struct split_avail {
	uint16_t flags, idx, ring[]; /* behind it: used_event */
};

struct split_used_elem {
	uint32_t id, len;
};

struct split_used {
	uint16_t flags, idx;
	struct split_used_elem ring[]; /* behind it: avail_event */
};

struct packed_desc {
	uint64_t addr;
	uint32_t len;
	uint16_t id, flags;
};

enum packed_event_flags { EVENT_ENABLE, EVENT_DISABLE, EVENT_DESC };

struct packed_event {
	uint16_t off_wrap, flags;
};

/* A buffer the device has: by the id it will be used with. */
struct vq_slot {
	bool in_flight;
	uint16_t descs;	   /* ring descriptors it takes */
	uint16_t last;	   /* split: the last of its chain */
	uint32_t writable; /* bytes that the device may write */
	uint32_t order;	   /* counts buffers in the order they were made available */
	struct dma *indirect;
};

struct completion {
	unsigned id;
	uint32_t len;	  /* bytes written: never more than the device may write */
	uint32_t claimed; /* what the device says that is; a larger number is a lie of its own */
	/*
	 * Packed: DESC_WRITE in the used descriptor. Without it 2.8.4 has drivers ignore the
	 * length, but those of Linux do not and devices that leave it out exist, so neither do we.
	 */
	bool write_flag;
	bool batched; /* in-order: named by no used entry, `len` is unknown and 0 */
};

struct vq;

struct vq_ops {
	unsigned (*prepare)(struct vq *q, const struct seg *segs, unsigned count);
	void (*publish)(struct vq *q, unsigned id);
	int (*take)(struct vq *q, struct completion *done); /* enum vq_result */
	uint32_t (*next)(struct vq *q); /* next_off and next_wrap of a notification */
	bool (*wants_kick)(struct vq *q);
	void (*want_signal)(struct vq *q, bool want);
};

struct vq {
	struct vdev *v;
	const struct vq_ops *ops;
	unsigned index, size, free; /* descriptors */
	bool packed, event_idx, in_order;
	bool indirect;	     /* negotiated: buffers of several elements take one descriptor; may be
				cleared */
	uint32_t identifier; /* in notifications */
	uint64_t notify_offset;
	struct dma *desc_area, *driver_area, *device_area;
	struct vq_slot slots[VQ_SIZE_MAX];
	uint32_t made, taken; /* buffers made available, and taken back */
	char lie[200];	      /* of VQ_LIE */
	struct vq *next_queue;

	/* split */
	struct split_desc *desc;
	struct split_avail *avail;
	volatile struct split_used *used;
	uint16_t avail_idx, used_idx, free_head, kicked_idx;
	uint16_t follows[VQ_SIZE_MAX]; /* ours: the device can rewrite `next` in the table */
	/* packed */
	struct packed_desc *ring;
	struct packed_event *driver_event;
	volatile struct packed_event *device_event;
	uint16_t avail_at, used_at;
	bool avail_wrap, used_wrap;
	uint16_t free_ids[VQ_SIZE_MAX], free_id_count;
	uint16_t head_flags; /* of the buffer that was prepared and not yet published */
	uint16_t head_at, head_descs;

	/* in-order: what one used entry completed besides the buffer it names */
	uint16_t batch[VQ_SIZE_MAX], batch_count, batch_at;
	bool pending; /* the buffer it names comes after them */
	struct completion pending_done;
};

enum vq_result { VQ_NONE, VQ_DONE, VQ_LIE };

/* ---- setup, between vdev_begin() and vdev_live() or after a reset of the queue ---- */
/* With at most `limit` descriptors (0: as many as there are); ends the job where there is no queue.
 */
struct vq *vq_open(struct vdev *v, unsigned index, unsigned limit);
/* Memory and the device's registers, without enabling the queue. */
struct vq *vq_open_disabled(struct vdev *v, unsigned index, unsigned limit);
void vq_enable(struct vq *q);
/*
 * Resets the queue (VIRTIO_F_RING_RESET, 2.6.1) and polls until the device says that it is
 * done; false if that takes longer. The queue may be opened anew, `q` is no longer of use.
 */
bool vq_try_reset(struct vq *q, unsigned ms);

/* ---- giving buffers to the device ---- */
/* Device-readable elements first, then device-writable ones. Returns the buffer's id. */
unsigned vq_add(struct vq *q, const struct seg *segs, unsigned count);
bool vq_has_room(const struct vq *q, unsigned count);
void vq_kick(struct vq *q);	      /* notifies, wanted or not */
void vq_kick_if_wanted(struct vq *q); /* unless the device suppresses it */
/* vq_add() in two: checks that break a rule on purpose do so in between. */
unsigned vq_prepare(struct vq *q, const struct seg *segs, unsigned count);
void vq_publish(struct vq *q, unsigned id);

/* ---- taking them back ---- */
/*
 * VQ_LIE: what the device wrote cannot be true: an id that it was not given or has given
 * back already, or more used buffers than it has; `q->lie` says what.
 */
enum vq_result vq_try(struct vq *q, struct completion *done);
/*
 * Polls until a buffer is used, or (false) `ms` are over or the device asks for a reset. Ends
 * the job with a `fail` if the device lied or wrote outside of its buffers.
 */
bool vq_wait(struct vq *q, unsigned ms, struct completion *done);
/* vq_add(), vq_kick(), vq_wait(); ends the job as `inconclusive` where no answer comes. */
struct completion vq_do(struct vq *q, const struct seg *segs, unsigned count);
unsigned vq_in_flight(const struct vq *q);

/* ---- signals ---- */
/* Whether the device should signal the next used buffer; it does after vq_open(). */
void vq_want_signal(struct vq *q, bool want);

/* ---- for virtio/ring_*.c ---- */
extern const struct vq_ops vq_split_ops, vq_packed_ops;
void vq_split_setup(struct vq *q, struct vq_addresses *at);
void vq_packed_setup(struct vq *q, struct vq_addresses *at);
int vq_lie(struct vq *q, const char *fmt, ...) PRINTF(2, 3); /* returns VQ_LIE */
/* In-order: the buffers that a used entry completes besides the one it names. */
void vq_collect_batch(struct vq *q, unsigned id);
uint32_t vq_writable(const struct seg *segs, unsigned count);

#endif
