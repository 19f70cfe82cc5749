/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/vsock.h"

#include <string.h>

#define FIRST_PORT 0xc0000000
#define BUFFER	   4096

struct vsock vsock_start(struct vdev *v, unsigned count, const int *bits)
{
	struct vsock s = {.v = v, .next_port = FIRST_PORT};

	vdev_begin_with(v, bits);
	s.guest_cid = vdev_config64(v, VSOCK_CONFIG_GUEST_CID);
	s.receive.q = vq_open(v, VSOCK_RECEIVE, 0);
	s.transmit = vq_open(v, VSOCK_TRANSMIT, 0);
	vdev_live(v);
	inbox_fill(&s.receive, count, BUFFER);
	return s;
}

uint32_t vsock_request(struct vsock *s, enum vsock_type type)
{
	struct dma *packet = dma_new(s->v, sizeof(struct vsock_header));
	struct seg seg = device_reads(packet);

	*(struct vsock_header *)packet->bytes = (struct vsock_header){
		.src_cid = s->guest_cid,
		.dst_cid = VSOCK_HOST,
		.src_port = s->next_port,
		.dst_port = (uint32_t)job_setting(s->v->job, "vsock.port", VSOCK_PORT),
		.type = (uint16_t)type,
		.op = VSOCK_REQUEST,
		.buf_alloc = VSOCK_BUF_ALLOC,
	};
	vq_do(s->transmit, &seg, 1);
	return s->next_port++;
}

bool vsock_reply(struct vsock *s, uint32_t port, unsigned ms, struct vsock_header *reply)
{
	uint64_t end = vdev_now(s->v) + (uint64_t)ms * MS_NS;
	struct inbox_item item;

	while (vdev_now(s->v) < end && inbox_wait(&s->receive, ms, &item)) {
		if (item.len < sizeof(*reply))
			vdev_lied(s->v, "a packet has %u bytes, not the %zu of its header",
				item.len, sizeof(*reply));
		memcpy(reply, item.buffer->bytes, sizeof(*reply));
		inbox_again(&s->receive, &item);
		if (reply->dst_port == port)
			return true;
	}
	return false;
}

const char *vsock_op_word(unsigned op)
{
	static const char *const words[] = {"INVALID", "REQUEST", "RESPONSE", "RST", "SHUTDOWN",
		"RW", "CREDIT_UPDATE", "CREDIT_REQUEST"};

	return op < sizeof(words) / sizeof(*words) ? words[op] : "an undefined op";
}
