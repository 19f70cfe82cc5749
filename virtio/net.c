/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/net.h"

#include <stddef.h>
#include <string.h>

uint32_t net_header_size(const struct features *accepted)
{
	if (features_have(accepted, NET_F_HOST_UDP_TUNNEL_GSO))
		return sizeof(struct net_header);
	if (features_have(accepted, NET_F_HASH_REPORT))
		return offsetof(struct net_header, outer_th_offset);
	return offsetof(struct net_header, hash_value);
}

/* 5.1.2: the control queue follows the pairs that there can be. */
static unsigned control_queue(struct vdev *v)
{
	bool several = vdev_accepted(v, NET_F_MQ) || vdev_accepted(v, NET_F_RSS);

	return 2 * (several ? vdev_config16(v, NET_CONFIG_MAX_PAIRS) : 1u);
}

struct net net_open_with(struct vdev *v, const int *bits)
{
	static const uint8_t local[NET_MAC] = {2, 0, 0, 0, 0, 1};
	struct net n = {.v = v};

	vdev_begin_with(v, bits);
	n.header_size = net_header_size(&v->accepted);
	memcpy(n.mac, local, NET_MAC);
	if (vdev_accepted(v, NET_F_MAC))
		vdev_config(v, NET_CONFIG_MAC, n.mac, NET_MAC, 1);
	n.receive.q = vq_open(v, NET_RECEIVE, 0);
	n.transmit = vq_open(v, NET_TRANSMIT, 0);
	if (vdev_accepted(v, NET_F_CTRL_VQ))
		n.control = vq_open(v, control_queue(v), 0);
	vdev_live(v);
	return n;
}

struct net net_start_with(struct vdev *v, const int *bits)
{
	struct net n = net_open_with(v, bits);

	inbox_fill(&n.receive, NET_BUFFERS, NET_BUFFER);
	return n;
}

void net_send(struct net *n, const struct net_header *header, const void *frame, uint32_t size)
{
	struct dma *packet = dma_new(n->v, n->header_size + size);
	struct seg seg = device_reads(packet);

	memcpy(packet->bytes, header, n->header_size);
	memcpy(packet->bytes + n->header_size, frame, size);
	vq_do(n->transmit, &seg, 1);
}

static void append(struct net_packet *packet, const uint8_t *bytes, uint32_t size)
{
	uint32_t room = NET_FRAME_MAX - packet->size;

	size = size < room ? size : room;
	memcpy(packet->frame + packet->size, bytes, size);
	packet->size += size;
}

bool net_receive(struct net *n, unsigned ms, struct net_packet *packet)
{
	bool merged = vdev_accepted(n->v, NET_F_MRG_RXBUF), full;
	struct inbox_item item;

	if (!inbox_wait(&n->receive, ms, &item))
		return false;
	if (item.len < n->header_size)
		vdev_lied(n->v, "a received packet has %u bytes, not the %u of its header",
			item.len, n->header_size);
	*packet = (struct net_packet){.buffers = 1};
	memcpy(&packet->header, item.buffer->bytes, n->header_size);
	append(packet, item.buffer->bytes + n->header_size, item.len - n->header_size);
	full = item.len == item.buffer->size;
	inbox_again(&n->receive, &item);
	while (merged && packet->buffers < packet->header.num_buffers &&
		inbox_wait(&n->receive, VDEV_SILENCE_MS, &item)) {
		packet->part += !full;
		packet->buffers++;
		append(packet, item.buffer->bytes, item.len);
		full = item.len == item.buffer->size;
		inbox_again(&n->receive, &item);
	}
	return true;
}

uint8_t net_query(struct net *n, uint8_t class, uint8_t command, const void *data, uint32_t size,
	void *result, uint32_t result_size)
{
	struct dma *out = dma_new(n->v, 2 + size), *in = dma_new(n->v, 1 + result_size);
	struct seg segs[] = {device_reads(out), device_writes(in)};

	if (!n->control)
		vdev_lied(n->v, "there are commands, but without VIRTIO_NET_F_CTRL_VQ no queue "
				"for them");
	out->bytes[0] = class;
	out->bytes[1] = command;
	if (size)
		memcpy(out->bytes + 2, data, size);
	in->bytes[0] = NET_NO_ACK;
	vq_do(n->control, segs, 2);
	if (result_size)
		memcpy(result, in->bytes + 1, result_size);
	return in->bytes[0];
}

uint8_t net_command(struct net *n, uint8_t class, uint8_t command, const void *data, uint32_t size)
{
	return net_query(n, class, command, data, size, NULL, 0);
}

const char *net_ack_word(uint8_t ack)
{
	if (ack == NET_NO_ACK)
		return "none (the ack byte was not written)";
	return ack == NET_OK ? "OK" : ack == NET_ERR ? "ERR" : "an undefined value";
}
