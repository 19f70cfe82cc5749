/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/net/answered.h"
#include "virtio/wire.h"

#include <string.h>

extern const struct unit check_net_answer;

static void run_answer(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct net n = net_start(v, NET_F_MAC);
	struct net_packet packet;

	net_exchange(&n, &(struct net_ask){0}, &packet);
	expected(job, "an answer to %02x:%02x:%02x:%02x:%02x:%02x", n.mac[0], n.mac[1], n.mac[2],
		n.mac[3], n.mac[4], n.mac[5]);
	observed(job, "%u bytes to %02x:%02x:%02x:%02x:%02x:%02x", packet.size, packet.frame[0],
		packet.frame[1], packet.frame[2], packet.frame[3], packet.frame[4],
		packet.frame[5]);
	if (memcmp(packet.frame, n.mac, NET_MAC) == 0)
		pass(job);
	else
		fail(job, "the frame that arrives does not begin with the address that it is for");
}

static void run_unknown_flag(struct job *job)
{
	struct net n = net_start(wire_open(job), NET_F_MAC);

	net_judge_answered(&n, &(struct net_ask){.header.flags = NET_HDR_UNDEFINED},
		"a packet with a flag that is not defined is not transmitted");
}

/* The sum would be put where the answer repeats what was sent. */
static void run_csum_unused(struct job *job)
{
	struct net n = net_start(wire_open(job), NET_F_MAC, NET_F_CSUM);

	net_judge_answered(&n, &(struct net_ask){.header = {.csum_start = 14, .csum_offset = 12}},
		"without NEEDS_CSUM, csum_start and csum_offset change the packet");
}

static void run_hdr_len(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct net n;

	vdev_need(v, NET_F_HOST_TSO4);
	n = net_start(v, NET_F_MAC, NET_F_CSUM, NET_F_HOST_TSO4);
	net_judge_answered(&n, &(struct net_ask){.header.hdr_len = 0xffff},
		"a packet whose hdr_len is wrong is not transmitted");
}

CHECK(net_answer) = {
	.id = "virtio.net.answer",
	.title = "A question leaves the device, and the answer arrives",
	.source = "VIRTIO 1.4, 5.1.6 Device Operation",
	.prose = "packets are transmitted from the transmitq and received into the receiveq",
	.level = LEVEL_MUST,
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_answer,
};

CHECK(net_unknown_flag) = {
	.id = "virtio.net.unknown-flag",
	.title = "A flag that is not defined does not hinder transmission",
	.source = "VIRTIO 1.4, 5.1.6.2.2 Packet Transmission",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D015",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_unknown_flag,
};

CHECK(net_csum_unused) = {
	.id = "virtio.net.checksum-unused",
	.title = "Without NEEDS_CSUM, csum_start and csum_offset mean nothing",
	.source = "VIRTIO 1.4, 5.1.6.2.2 Packet Transmission",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D016",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_csum_unused,
};

CHECK(net_hdr_len) = {
	.id = "virtio.net.hdr-len",
	.title = "The device does not rely on hdr_len",
	.source = "VIRTIO 1.4, 5.1.6.2.2 Packet Transmission",
	.unseen = "packets that need segmentation",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D021",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_hdr_len,
};
