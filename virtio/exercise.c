/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"

#include "virtio/blk.h"
#include "virtio/ids.h"

#include <string.h>

struct exercise_type {
	unsigned type, queue;
	uint32_t out, in; /* bytes of each part */
	void (*fill)(struct vdev *v, uint8_t *out);
	const char *(*wrong)(const uint8_t *in, uint32_t len);
};

static void put_32(uint8_t *at, uint32_t value)
{
	memcpy(at, &value, 4);
}

static uint32_t get_32(const uint8_t *at)
{
	uint32_t value;

	memcpy(&value, at, 4);
	return value;
}

/* 5.2.6: the first sector is read. */
static void fill_block(struct vdev *v, uint8_t *out)
{
	(void)v;
	put_32(out, BLK_T_IN);
}

static const char *wrong_block(const uint8_t *in, uint32_t len)
{
	if (len != BLK_SECTOR + 1)
		return "used length is not that of a sector and the status";
	return in[BLK_SECTOR] == BLK_S_OK ? NULL : "reading the first sector fails";
}

static const char *wrong_entropy(const uint8_t *in, uint32_t len)
{
	(void)in;
	return len ? NULL : "no random byte was delivered";
}

/* 5.1.6: a frame of the local experimental type (IEEE 802) from the device to itself. */
static void fill_net(struct vdev *v, uint8_t *out)
{
	uint8_t *frame = out + 12;

	(void)v;
	memset(frame, 2, 12); /* locally administered addresses */
	frame[12] = 0x88;
	frame[13] = 0xb5;
}

/* 5.3.6: port 0 transmits a newline. */
static void fill_console(struct vdev *v, uint8_t *out)
{
	(void)v;
	out[0] = '\n';
}

/* 5.14.6.6: VIRTIO_SND_R_PCM_INFO of the first stream. */
static void fill_sound(struct vdev *v, uint8_t *out)
{
	(void)v;
	put_32(out, 0x0100);
	put_32(out + 8, 1);
	put_32(out + 12, 32);
}

static const char *wrong_sound(const uint8_t *in, uint32_t len)
{
	return len >= 4 && get_32(in) >= 0x8000 && get_32(in) <= 0x8003
		       ? NULL
		       : "the answer bears no status of virtio-sound";
}

/* 5.7.6.8: VIRTIO_GPU_CMD_GET_DISPLAY_INFO. */
static void fill_gpu(struct vdev *v, uint8_t *out)
{
	(void)v;
	put_32(out, 0x0100);
}

static const char *wrong_gpu(const uint8_t *in, uint32_t len)
{
	return len == 408 && get_32(in) == 0x1101 ? NULL : "the answer is no display information";
}

/* 5.5.6: one page of our own is given to the balloon; it gets it back by a reset. */
static void fill_balloon(struct vdev *v, uint8_t *out)
{
	put_32(out, (uint32_t)(dma_new_aligned(v, 4096, 4096)->addr >> 12));
}

/* 5.8.6: an LED goes off. */
static void fill_input(struct vdev *v, uint8_t *out)
{
	(void)v;
	out[0] = 0x11; /* EV_LED, code 0, value 0 */
}

/* 5.10.6: VIRTIO_VSOCK_OP_RST for a connection that does not exist. */
static void fill_vsock(struct vdev *v, uint8_t *out)
{
	put_32(out, vdev_config32(v, 0)); /* src_cid */
	put_32(out + 8, 2);		  /* dst_cid: the host */
	put_32(out + 16, 0xfffff001);	  /* src_port */
	put_32(out + 20, 0xfffff002);	  /* dst_port */
	out[28] = 1;			  /* type: stream */
	out[30] = 3;			  /* op */
}

static const char *wrong_pmem(const uint8_t *in, uint32_t len)
{
	return len == 4 && get_32(in) == 0 ? NULL : "flushing fails";
}

static const struct exercise_type types[] = {
	{VIRTIO_TYPE_BLOCK, 0, 16, BLK_SECTOR + 1, fill_block, wrong_block},
	{VIRTIO_TYPE_ENTROPY, 0, 0, 64, NULL, wrong_entropy},
	{VIRTIO_TYPE_NET, 1, 12 + 60, 0, fill_net, NULL},
	{VIRTIO_TYPE_CONSOLE, 1, 1, 0, fill_console, NULL},
	{VIRTIO_TYPE_BALLOON, 0, 4, 0, fill_balloon, NULL},
	{VIRTIO_TYPE_SOUND, 0, 16, 36, fill_sound, wrong_sound},
	{VIRTIO_TYPE_GPU, 0, 24, 408, fill_gpu, wrong_gpu},
	{VIRTIO_TYPE_INPUT, 1, 8, 0, fill_input, NULL},
	{VIRTIO_TYPE_VSOCK, 1, 44, 0, fill_vsock, NULL},
	{VIRTIO_TYPE_PMEM, 0, 4, 4, NULL, wrong_pmem},
};

struct exercise exercise_of(struct vdev *v)
{
	struct exercise e = {.v = v};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (types[i].type == v->type)
			e.type = &types[i];
	if (!e.type) {
		skipped(v->job, "no request is known that every %s device answers",
			virtio_class(v->type));
		job_stop(v->job);
	}
	e.queue = e.type->queue;
	if (e.type->out)
		e.out = dma_new(v, e.type->out);
	if (e.type->in)
		e.in = dma_new(v, e.type->in);
	if (e.type->fill)
		e.type->fill(v, e.out->bytes);
	return e;
}

struct vq *exercise_start(struct vdev *v, struct exercise *e)
{
	struct vq *q;

	*e = exercise_of(v);
	q = vq_open(v, e->queue, 0);
	vdev_live(v);
	return q;
}

static unsigned cut(const struct dma *dma, bool writes, uint32_t piece, struct seg *segs)
{
	unsigned count = 0;
	uint32_t len;

	for (uint32_t at = 0; dma && at < dma->size; at += len) {
		len = dma->size - at;
		if (piece && len > piece)
			len = piece;
		segs[count++] = (struct seg){dma->addr + at, len, writes};
	}
	return count;
}

unsigned exercise_segs(const struct exercise *e, uint32_t piece, struct seg segs[VQ_SEGS_MAX])
{
	unsigned count = cut(e->out, false, piece, segs);

	return count + cut(e->in, true, piece, segs + count);
}

void exercise_again(struct exercise *e)
{
	if (e->in)
		memset(e->in->bytes, 0xff, e->in->size);
}

const char *exercise_wrong(const struct exercise *e, uint32_t len)
{
	if (!e->type->wrong)
		return len ? "a length was reported although nothing is writable" : NULL;
	return e->type->wrong(e->in->bytes, len);
}

void exercise_once(struct exercise *e, struct vq *q)
{
	struct seg segs[VQ_SEGS_MAX];
	struct completion done;
	const char *wrong;

	exercise_again(e);
	done = vq_do(q, segs, exercise_segs(e, 0, segs));
	wrong = exercise_wrong(e, done.len);
	if (!wrong)
		return;
	inconclusive(e->v->job, "%s", wrong);
	job_stop(e->v->job);
}

void exercise_prove(struct exercise *e, struct vq *q)
{
	exercise_once(e, q);
	vq_want_signal(q, true);
}
