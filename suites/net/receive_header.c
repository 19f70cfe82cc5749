/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/net_ask.h"
#include "virtio/wire.h"

extern const struct unit check_net_answer;

/* Whatever arrives while the device is asked, with nothing negotiated that has to do with it. */
static void run_flags(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct net n = net_start(v, NET_F_MAC);
	struct net_packet packet;

	net_exchange(&n, &(struct net_ask){0}, &packet);
	expected(job, "flags 0");
	observed(job, "flags 0x%02x", packet.header.flags);
	if (packet.header.flags)
		fail(job, "a received packet has flags 0x%02x, which were not negotiated",
			packet.header.flags);
	else
		pass(job);
}

static void run_gso(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct net n = net_start(v, NET_F_MAC);
	struct net_packet packet;

	net_exchange(&n, &(struct net_ask){0}, &packet);
	expected(job, "gso_type NONE");
	observed(job, "gso_type 0x%02x", packet.header.gso_type);
	if (packet.header.gso_type)
		fail(job, "a received packet has gso_type 0x%02x, which was not negotiated",
			packet.header.gso_type);
	else
		pass(job);
}

CHECK(net_receive_flags) = {
	.id = "virtio.net.receive-flags",
	.title = "Received packets have no flags that were not negotiated",
	.source = "VIRTIO 1.4, 5.1.6.4.1 Processing of Incoming Packets",
	.unseen = "packets other than the answer that was asked for",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D033 V14-NET-D040 V14-NET-D058",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_flags,
};

CHECK(net_receive_gso) = {
	.id = "virtio.net.receive-gso",
	.title = "Received packets need no segmentation that was not negotiated",
	.source = "VIRTIO 1.4, 5.1.6.4.1 Processing of Incoming Packets",
	.unseen = "packets other than the answer that was asked for",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D035 V14-NET-D036 V14-NET-D037 V14-NET-D038 V14-NET-D039 "
		      "V14-NET-D054",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_gso,
};
