/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/kept.h"

#include "virtio/ids.h"
#include "virtio/vsock.h"

#include <stdlib.h>
#include <string.h>

#define WAITING 16

struct vsock_state {
	struct model_kept receive;
	struct vsock_header waiting[WAITING];
	unsigned count;
};

static struct vsock_state *state(struct model *m)
{
	if (!m->state && !(m->state = calloc(1, sizeof(struct vsock_state))))
		abort();
	return m->state;
}

static void init(struct model *m)
{
	memset(state(m), 0, sizeof(struct vsock_state));
	model_config_put(m, VSOCK_CONFIG_GUEST_CID,
		model_fault(FAULT_VSOCK_CID_HOST)  ? VSOCK_HOST
		: model_fault(FAULT_VSOCK_CID_ALL) ? UINT32_MAX
						   : 3,
		8);
}

/* 5.10.3: with none of the bits, stream sockets are meant. */
static bool knows(struct model *m, uint16_t type)
{
	bool none = !model_has(m, VSOCK_F_STREAM) && !model_has(m, VSOCK_F_SEQPACKET);

	if (type == VSOCK_SEQPACKET)
		return model_has(m, VSOCK_F_SEQPACKET);
	return type == VSOCK_STREAM &&
	       (model_has(m, VSOCK_F_STREAM) || (none && !model_fault(FAULT_VSOCK_NO_STREAM)));
}

/* Somebody listens at one port. */
static void reply(struct model *m, const struct vsock_header *to)
{
	struct vsock_state *s = state(m);
	struct vsock_header r = *to;

	if (to->op != VSOCK_REQUEST || s->count == WAITING ||
		(!knows(m, to->type) && model_fault(FAULT_VSOCK_TYPE_IGNORED)))
		return;
	r.src_cid = to->dst_cid;
	r.dst_cid = to->src_cid;
	r.src_port = to->dst_port;
	r.dst_port = to->src_port;
	r.op = knows(m, to->type) && to->dst_port == VSOCK_PORT ? VSOCK_RESPONSE : VSOCK_RST;
	r.buf_alloc = model_fault(FAULT_VSOCK_NO_CREDIT) ? 0 : VSOCK_BUF_ALLOC;
	r.fwd_cnt = model_fault(FAULT_VSOCK_FWD_CNT) ? 512 : 0;
	s->waiting[s->count++] = r;
}

static void tick(struct model *m)
{
	struct vsock_state *s = state(m);
	struct model_request r;

	while (s->count && model_unkeep(&s->receive, &r)) {
		model_complete(m, VSOCK_RECEIVE, &r,
			model_write(&r, 0, &s->waiting[0], sizeof(s->waiting[0])));
		s->count--;
		memmove(s->waiting, s->waiting + 1, s->count * sizeof(s->waiting[0]));
	}
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	struct vsock_state *s = state(m);
	struct vsock_header packet = {0};

	if (queue == VSOCK_RECEIVE)
		model_keep(&s->receive, r);
	if (queue != VSOCK_TRANSMIT || (s->count && model_fault(FAULT_VSOCK_STOPS)))
		return MODEL_KEEP;
	model_read(r, 0, &packet, sizeof(packet));
	reply(m, &packet);
	return 0;
}

/* 5.10.3.2: also a device that offers nothing else should offer this. */
static void offer(struct model *m)
{
	features_add(&m->offered, VSOCK_F_NO_IMPLIED_STREAM);
	if (model_fault(FAULT_VSOCK_IMPLIED))
		features_remove(&m->offered, VSOCK_F_NO_IMPLIED_STREAM);
}

const struct model_class model_vsock = {
	.type = VIRTIO_TYPE_VSOCK,
	.id = "virtio.vsock[0]",
	.features = {1u << VSOCK_F_STREAM | 1u << VSOCK_F_SEQPACKET |
		     1u << VSOCK_F_NO_IMPLIED_STREAM},
	.queues = 3,
	.queue_max = 128,
	.config_size = VSOCK_CONFIG_END,
	.init = init,
	.offer = offer,
	.handle = handle,
	.tick = tick,
};
