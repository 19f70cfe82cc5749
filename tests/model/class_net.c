/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/net.h"

#include "virtio/ids.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARP_OPERATION 7 /* bytes behind the type: the lower half of the operation */
#define ARP_SENDER    8
#define ARP_TARGET    18
#define ARP_HALF      10 /* MAC and IPv4 address */

struct net_state *net_state(struct model *m)
{
	if (!m->state && !(m->state = calloc(1, sizeof(struct net_state))))
		abort();
	return m->state;
}

static void forget(struct net_state *s)
{
	struct net_state old = *s;

	memset(s, 0, sizeof(*s));
	s->transmitted = old.transmitted;
	if (model_fault(FAULT_NET_TABLE_KEPT)) {
		memcpy(s->table, old.table, sizeof(s->table));
		s->table_count = old.table_count;
	}
	if (model_fault(FAULT_NET_COAL_KEPT))
		memcpy(s->coal, old.coal, sizeof(s->coal));
}

static void init(struct model *m)
{
	static const uint8_t mac[NET_MAC] = {0x52, 0x54, 0, 0x12, 0x34, 0x56};
	unsigned mtu = model_fault(FAULT_NET_MTU_LOW)	 ? 60
		       : model_fault(FAULT_NET_MTU_IPV4) ? 576
							 : NET_MODEL_MTU;

	forget(net_state(m));
	memcpy(m->config, mac, NET_MAC);
	model_config_put(m, NET_CONFIG_STATUS, NET_S_LINK_UP, 2);
	model_config_put(m, NET_CONFIG_MAX_PAIRS, !model_fault(FAULT_NET_NO_PAIR), 2);
	model_config_put(m, NET_CONFIG_MTU, mtu, 2);
	model_config_put(m, NET_CONFIG_SPEED, model_fault(FAULT_NET_SPEED) ? 0x80000000 : 1000, 4);
	model_config_put(m, NET_CONFIG_DUPLEX, model_fault(FAULT_NET_DUPLEX) ? 2 : 1, 1);
	model_config_put(m, NET_CONFIG_RSS_MAX_KEY, model_fault(FAULT_NET_RSS_KEY) ? 16 : 40, 1);
	model_config_put(
		m, NET_CONFIG_RSS_MAX_TABLE, model_fault(FAULT_NET_RSS_TABLE) ? 64 : 128, 2);
}

/* ---- to the driver ---- */

static struct net_header header_of(uint16_t buffers)
{
	struct net_header h = {.num_buffers = buffers};

	if (model_fault(FAULT_NET_RX_FLAGS))
		h.flags = NET_HDR_DATA_VALID;
	if (model_fault(FAULT_NET_RX_TUNNEL_CSUM))
		h.flags = NET_HDR_UDP_TUNNEL_CSUM;
	if (model_fault(FAULT_NET_RX_RSC))
		h.flags = NET_HDR_RSC_INFO;
	h.gso_type = model_fault(FAULT_NET_RX_TSO4)	? NET_GSO_TCPV4
		     : model_fault(FAULT_NET_RX_UFO)	? NET_GSO_UDP
		     : model_fault(FAULT_NET_RX_TSO6)	? NET_GSO_TCPV6
		     : model_fault(FAULT_NET_RX_USO)	? NET_GSO_UDP_L4
		     : model_fault(FAULT_NET_RX_TUNNEL) ? NET_GSO_UDP_TUNNEL_IPV4
		     : model_fault(FAULT_NET_RX_GSO)	? NET_GSO_ECN
							: NET_GSO_NONE;
	if (model_fault(FAULT_NET_NUM_BUFFERS_ZERO))
		h.num_buffers = 0;
	if (model_fault(FAULT_NET_NUM_BUFFERS_LESS) && buffers > 1)
		h.num_buffers--;
	return h;
}

/* As many of the buffers as the packet takes, or 0 where they do not suffice. */
static unsigned needed(struct model *m, uint32_t size)
{
	const struct model_kept *kept = &net_state(m)->receive;
	bool merged = model_has(m, NET_F_MRG_RXBUF) || model_fault(FAULT_NET_MERGES);
	uint32_t room = 0;

	for (unsigned i = 0; i < kept->count && (merged || !i); i++) {
		room += kept->requests[i].writable;
		if (room >= size)
			return i + 1;
	}
	return 0;
}

static bool deliver(struct model *m, const struct net_frame *frame)
{
	uint8_t packet[sizeof(struct net_header) + NET_FRAME_MAX];
	uint32_t head = net_header_size(&m->accepted), size = head + frame->size, at = 0, part;
	struct model_request used[INBOX_MAX];
	unsigned count = needed(m, size);
	struct net_header h = header_of((uint16_t)count);

	if (!count || count > INBOX_MAX)
		return false;
	memcpy(packet, &h, head);
	memcpy(packet + head, frame->bytes, frame->size);
	if (model_fault(FAULT_NET_HEADER_LONG))
		packet[head] = 0xee;
	for (unsigned i = 0; i < count; i++) {
		model_unkeep(&net_state(m)->receive, &used[i]);
		part = used[i].writable < size - at ? used[i].writable : size - at;
		if (model_fault(FAULT_NET_NOT_FULL) && i + 2 == count)
			part -= 4;
		model_write(&used[i], 0, packet + at, part);
		at += part;
		if (!model_fault(FAULT_NET_APART) || i + 1 < count)
			model_complete(m, NET_RECEIVE, &used[i], part);
	}
	return true;
}

/* Without merged buffers, what does not fit is dropped; else it waits for buffers. */
static void tick(struct model *m)
{
	struct net_state *s = net_state(m);
	bool drop;

	while (s->count && s->receive.count) {
		drop = !model_has(m, NET_F_MRG_RXBUF);
		if (!deliver(m, &s->waiting[0]) && !drop)
			return;
		s->count--;
		memmove(s->waiting, s->waiting + 1, s->count * sizeof(*s->waiting));
	}
}

/* ---- from the driver ---- */

/* Somebody on the network has every address, and answers to whom the question came from. */
static void answer(struct model *m, const struct net_frame *question)
{
	static const uint8_t peer[NET_MAC] = {0x52, 0x55, 0, 0, 0, 2};
	struct net_state *s = net_state(m);
	struct net_frame reply = *question;
	uint8_t *type = reply.bytes + 2 * NET_MAC;
	uint8_t *arp;

	if (type[0] == 0x81)
		type += 4;
	arp = type + 2;
	if (type[0] != 8 || type[1] != 6 || arp[ARP_OPERATION] != 1 || s->count == NET_WAITING)
		return;
	memcpy(reply.bytes, question->bytes + NET_MAC, NET_MAC);
	memcpy(reply.bytes + NET_MAC, peer, NET_MAC);
	arp[ARP_OPERATION] = 2;
	memmove(arp + ARP_TARGET, arp + ARP_SENDER, ARP_HALF);
	memcpy(arp + ARP_SENDER, peer, NET_MAC);
	if (net_lets_through(m, &reply))
		s->waiting[s->count++] = reply;
}

/* 5.1.6.2.2: what the device must not accept. */
static bool is_accepted(struct model *m, const struct net_header *h)
{
	const unsigned tunnel = NET_GSO_UDP_TUNNEL_IPV4 | NET_GSO_UDP_TUNNEL_IPV6;
	unsigned bits = h->gso_type & tunnel, rest = h->gso_type & ~tunnel;

	if (h->flags & NET_HDR_UNDEFINED && model_fault(FAULT_NET_FLAG_REFUSED))
		return false;
	if (h->hdr_len > NET_FRAME_MAX && model_fault(FAULT_NET_HDR_LEN))
		return false;
	if (!model_has(m, NET_F_HOST_UDP_TUNNEL_GSO))
		return true;
	if (bits == tunnel)
		return model_fault(FAULT_NET_TUNNEL_BOTH);
	if (!bits)
		return !(h->flags & NET_HDR_UDP_TUNNEL_CSUM) || model_fault(FAULT_NET_TUNNEL_CSUM);
	return (h->flags & NET_HDR_NEEDS_CSUM || model_fault(FAULT_NET_TUNNEL_NO_CSUM)) &&
	       (!(h->flags & NET_HDR_DATA_VALID) || model_fault(FAULT_NET_TUNNEL_VALID)) &&
	       (rest || model_fault(FAULT_NET_TUNNEL_NO_GSO));
}

/* What a sum that nobody asked for, or a look at inner headers, does to a frame. */
static void spoil(const struct net_header *h, struct net_frame *frame)
{
	uint32_t at = (uint32_t)h->csum_start + h->csum_offset;

	if (model_fault(FAULT_NET_CSUM_USED) && !(h->flags & NET_HDR_NEEDS_CSUM) && at)
		memset(frame->bytes + at % (NET_FRAME_MAX - 2), 0xee, 2);
	if (model_fault(FAULT_NET_TUNNEL_OFFSETS) && h->inner_nh_offset)
		memset(frame->bytes + h->inner_nh_offset % (NET_FRAME_MAX - 2), 0xee, 2);
}

static void transmit(struct model *m, const struct model_request *r)
{
	uint32_t head = net_header_size(&m->accepted);
	struct net_frame frame = {0};
	struct net_header h = {0};

	model_read(r, 0, &h, head);
	frame.size = model_read(r, head, frame.bytes, sizeof(frame.bytes));
	if (++net_state(m)->transmitted == 4) {
		if (model_fault(FAULT_NET_MTU_CHANGES))
			model_config_put(m, NET_CONFIG_MTU, NET_MODEL_MTU - 4, 2);
		if (model_fault(FAULT_NET_SPEED_CHANGES))
			model_config_put(m, NET_CONFIG_SPEED, 100, 4);
	}
	if (!is_accepted(m, &h))
		return;
	spoil(&h, &frame);
	answer(m, &frame);
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	if (queue == NET_RECEIVE) {
		model_keep(&net_state(m)->receive, r);
		return MODEL_KEEP;
	}
	if (queue == NET_TRANSMIT) {
		transmit(m, r);
		return 0;
	}
	return net_control(m, r);
}

static void offer(struct model *m)
{
	if (!model_fault(FAULT_NET_HASH_ALONE) && !model_fault(FAULT_NET_EXTRA_ALONE))
		return;
	m->offered.word[0] = 1u << NET_F_CTRL_RX_EXTRA;
	features_add(&m->offered, NET_F_HASH_REPORT);
}

static int act(struct model *m, const char *action, const char *arguments, struct answer *answer)
{
	(void)arguments;
	if (strcmp(action, "announce-guest") != 0) {
		snprintf(answer->text, sizeof(answer->text), "the model cannot %s", action);
		return -EOPNOTSUPP;
	}
	if (!model_has(m, NET_F_GUEST_ANNOUNCE))
		return 0;
	m->config[NET_CONFIG_STATUS] |= NET_S_ANNOUNCE;
	model_config_changed(m);
	return 0;
}

const struct model_class model_net = {
	.type = VIRTIO_TYPE_NET,
	.id = "virtio.net[0]",
	.features = {1u << NET_F_CSUM | 1u << NET_F_GUEST_CSUM | 1u << NET_F_MTU | 1u << NET_F_MAC |
			     1u << NET_F_GUEST_TSO4 | 1u << NET_F_HOST_TSO4 |
			     1u << NET_F_HOST_TSO6 | 1u << NET_F_MRG_RXBUF | 1u << NET_F_STATUS |
			     1u << NET_F_CTRL_VQ | 1u << NET_F_CTRL_RX | 1u << NET_F_CTRL_VLAN |
			     1u << NET_F_CTRL_RX_EXTRA | 1u << NET_F_GUEST_ANNOUNCE |
			     1u << NET_F_MQ | 1u << NET_F_CTRL_MAC_ADDR |
			     1ull << NET_F_VQ_NOTF_COAL | 1ull << NET_F_NOTF_COAL |
			     1ull << NET_F_HOST_USO | 1ull << NET_F_HASH_REPORT |
			     1ull << NET_F_RSS | 1ull << NET_F_SPEED_DUPLEX,
		1ull << (NET_F_HOST_UDP_TUNNEL_GSO - 64) |
			1ull << (NET_F_HOST_UDP_TUNNEL_GSO_CSUM - 64)},
	.queues = NET_MODEL_QUEUES,
	.queue_max = 256,
	.config_size = NET_CONFIG_END,
	.init = init,
	.offer = offer,
	.handle = handle,
	.tick = tick,
	.act = act,
};
