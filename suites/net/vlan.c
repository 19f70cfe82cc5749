/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/net_ask.h"
#include "virtio/wire.h"

#define LISTED	 0x123
#define UNLISTED 0x124

extern const struct unit check_net_answer;

/* The same with a device that lets everything through: somebody answers, or nothing is known. */
static void need_tagged_peer(struct vdev *v)
{
	struct net n = net_start(v, NET_F_MAC);
	struct net_packet packet;

	if (net_answer(
		    &n, net_ask(&n, &(struct net_ask){.vlan = LISTED}), VDEV_SILENCE_MS, &packet))
		return;
	net_exchange(&n, &(struct net_ask){0}, &packet);
	inconclusive(v->job, "the peer answers, but not with a VLAN tag");
	job_stop(v->job);
}

static struct net start(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint16_t id = LISTED;
	struct net n;

	vdev_need(v, NET_F_CTRL_VLAN);
	need_tagged_peer(v);
	n = net_start(v, NET_F_MAC, NET_F_CTRL_VQ, NET_F_CTRL_RX, NET_F_CTRL_VLAN);
	if (vdev_accepted(v, NET_F_CTRL_RX))
		net_command(&n, NET_CTRL_RX, NET_PROMISC, (uint8_t[]){0}, 1);
	net_command(&n, NET_CTRL_VLAN, NET_VLAN_ADD, &id, sizeof(id));
	return n;
}

static bool arrives(struct net *n, uint16_t vlan)
{
	return net_arrives(n, &(struct net_ask){.vlan = vlan}, &(struct net_ask){0});
}

/* Whoever answers tagged packets when asked by a filtering device does so without, too. */
static void run_all(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct net n;
	uint16_t id = LISTED;
	bool filtered = false, through;

	if (vdev_offers(v, NET_F_CTRL_VLAN)) {
		n = net_start(v, NET_F_MAC, NET_F_CTRL_VQ, NET_F_CTRL_VLAN);
		net_command(&n, NET_CTRL_VLAN, NET_VLAN_ADD, &id, sizeof(id));
		filtered = arrives(&n, LISTED);
	}
	n = net_start(v, NET_F_MAC);
	through = arrives(&n, LISTED);
	expected(job, "tagged packets arrive");
	observed(job, "they %s", through ? "arrive" : "do not arrive");
	if (through)
		pass(job);
	else if (filtered)
		fail(job, "without VIRTIO_NET_F_CTRL_VLAN tagged packets do not arrive");
	else
		inconclusive(job, "the peer answers, but not with a VLAN tag");
}

static void run_listed(struct job *job)
{
	struct net n = start(job);
	bool through = arrives(&n, LISTED);

	expected(job, "packets of VLAN 0x%x, which is in the table, arrive", LISTED);
	observed(job, "they %s", through ? "arrive" : "do not arrive");
	if (through)
		pass(job);
	else
		fail(job, "packets of a VLAN in the filter table do not arrive");
}

static void run_unlisted(struct job *job)
{
	struct net n = start(job);
	bool through = arrives(&n, UNLISTED);

	expected(job, "packets of VLAN 0x%x, which is not in the table, do not arrive", UNLISTED);
	observed(job, "they %s", through ? "arrive" : "do not arrive");
	if (through)
		fail(job, "packets of a VLAN that is not in the filter table arrive");
	else
		pass(job);
}

CHECK(net_vlan_all) = {
	.id = "virtio.net.vlan-all",
	.title = "Without a VLAN filter all tagged packets arrive",
	.source = "VIRTIO 1.4, 5.1.6.5.3.1 VLAN Filtering",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D093",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_all,
};

CHECK(net_vlan_listed) = {
	.id = "virtio.net.vlan-listed",
	.title = "Packets of a VLAN in the filter table arrive",
	.source = "VIRTIO 1.4, 5.1.6.5.3.1 VLAN Filtering",
	.unseen = "VLANs other than one",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D094",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_listed,
};

CHECK(net_vlan_unlisted) = {
	.id = "virtio.net.vlan-unlisted",
	.title = "Packets of a VLAN that is not in the filter table are dropped",
	.source = "VIRTIO 1.4, 5.1.6.5.3.1 VLAN Filtering",
	.unseen = "VLANs other than one",
	.level = LEVEL_SHOULD,
	.statements = "V14-NET-D095",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_unlisted,
};
