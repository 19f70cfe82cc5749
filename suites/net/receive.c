/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/net_ask.h"
#include "virtio/wire.h"

#define SMALL 24 /* bytes: an answer takes several of them */

extern const struct unit check_net_answer;

static void run_one(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct net n = net_start(v, NET_F_MAC);
	struct net_packet packet;

	net_exchange(&n, &(struct net_ask){0}, &packet);
	expected(job, "num_buffers 1");
	observed(job, "num_buffers %u", packet.header.num_buffers);
	if (packet.header.num_buffers == 1)
		pass(job);
	else
		fail(job, "without VIRTIO_NET_F_MRG_RXBUF num_buffers is %u",
			packet.header.num_buffers);
}

/* The answer does not fit into a buffer, but would into two. */
static void run_single(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct net n = net_open(v, NET_F_MAC);
	struct net_packet packet;
	unsigned used = 0;

	inbox_fill(&n.receive, 4, n.header_size + 2 * SMALL);
	net_ask(&n, &(struct net_ask){0});
	while (used < 4 && net_receive(&n, VDEV_SILENCE_MS, &packet))
		used++;
	expected(job, "at most one buffer of %u bytes used", n.header_size + 2 * SMALL);
	observed(job, "%u", used);
	if (used > 1)
		fail(job, "without VIRTIO_NET_F_MRG_RXBUF a packet takes %u buffers", used);
	else
		pass(job);
}

static struct net spread(struct job *job, struct net_packet *packet)
{
	struct vdev *v = wire_open(job);
	struct net n;

	vdev_need(v, NET_F_MRG_RXBUF);
	n = net_open(v, NET_F_MAC, NET_F_MRG_RXBUF);
	inbox_fill(&n.receive, INBOX_MAX, SMALL);
	net_exchange(&n, &(struct net_ask){0}, packet);
	return n;
}

/* A buffer that num_buffers does not count looks like a packet, but for its own num_buffers. */
static bool goes_on(struct net *n)
{
	struct net_packet next;

	return net_receive(n, VDEV_SILENCE_MS, &next) && !next.header.num_buffers;
}

static void run_count(struct job *job)
{
	struct net_packet packet;
	struct net n = spread(job, &packet);

	expected(job, "more than one buffer, and as many as num_buffers says");
	observed(job, "num_buffers %u, %u buffers with %u bytes", packet.header.num_buffers,
		packet.buffers, packet.size);
	if (packet.buffers != packet.header.num_buffers)
		fail(job, "num_buffers is %u, but %u buffers are used", packet.header.num_buffers,
			packet.buffers);
	else if (packet.buffers < 2)
		fail(job, "%u bytes are said to be in one buffer of %d", packet.size, SMALL);
	else if (goes_on(&n))
		fail(job, "after num_buffers %u another buffer comes that is no packet",
			packet.header.num_buffers);
	else
		pass(job);
}

static void run_full(struct job *job)
{
	struct net_packet packet;

	spread(job, &packet);
	expected(job, "each buffer but the last is full");
	observed(job, "%u of %u are not", packet.part, packet.buffers);
	if (packet.part)
		fail(job, "%u of %u buffers of a packet are not full, beside the last", packet.part,
			packet.buffers);
	else
		pass(job);
}

CHECK(net_num_buffers) = {
	.id = "virtio.net.num-buffers",
	.title = "Without merged buffers num_buffers is 1",
	.source = "VIRTIO 1.4, 5.1.6.4.1 Processing of Incoming Packets",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D029",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_one,
};

CHECK(net_single_buffer) = {
	.id = "virtio.net.single-buffer",
	.title = "Without merged buffers a packet takes one buffer, or none",
	.source = "VIRTIO 1.4, 5.1.6.3.2 Setting Up Receive Buffers",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D028",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_single,
};

CHECK(net_merged_count) = {
	.id = "virtio.net.merged-count",
	.title = "num_buffers counts the buffers of a packet, which are used together",
	.source = "VIRTIO 1.4, 5.1.6.4.1 Processing of Incoming Packets",
	.unseen = "packets other than the answer that was asked for",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D027 V14-NET-D030 V14-NET-D032",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_count,
};

CHECK(net_merged_full) = {
	.id = "virtio.net.merged-full",
	.title = "Of a packet's buffers, all but the last are full",
	.source = "VIRTIO 1.4, 5.1.6.4.1 Processing of Incoming Packets",
	.unseen = "packets other than the answer that was asked for",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D031",
	.needs = NEEDS(&check_net_merged_count),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_full,
};
