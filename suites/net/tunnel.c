/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/net/answered.h"
#include "virtio/wire.h"

#define BOTH (NET_GSO_UDP_TUNNEL_IPV4 | NET_GSO_UDP_TUNNEL_IPV6)

extern const struct unit check_net_answer;

static struct net start(struct job *job)
{
	struct vdev *v = wire_open(job);

	vdev_need(v, NET_F_HOST_UDP_TUNNEL_GSO);
	return net_start(v, NET_F_MAC, NET_F_CSUM, NET_F_HOST_TSO4, NET_F_HOST_TSO6, NET_F_HOST_USO,
		NET_F_HOST_UDP_TUNNEL_GSO, NET_F_HOST_UDP_TUNNEL_GSO_CSUM);
}

/* False, after a `fail`, if a packet with this header is transmitted. */
static bool is_refused(struct net *n, uint8_t flags, unsigned gso_type)
{
	struct net_ask odd = {.header = {.flags = flags, .gso_type = (uint8_t)gso_type}};
	struct job *job = n->v->job;

	odd.header.gso_size = 1000;
	odd.header.csum_start = 34;
	odd.header.csum_offset = 6;
	expected(job, "no packet with flags 0x%02x, gso_type 0x%02x", flags, gso_type);
	if (!net_arrives(n, &odd, &(struct net_ask){0}))
		return true;
	observed(job, "it is transmitted");
	fail(job, "a packet with flags 0x%02x and gso_type 0x%02x is accepted", flags, gso_type);
	return false;
}

static void run_both(struct job *job)
{
	struct net n = start(job);

	if (is_refused(&n, NET_HDR_NEEDS_CSUM, BOTH | NET_GSO_TCPV4))
		pass(job);
}

static void run_incomplete(struct job *job)
{
	const unsigned tunnel = NET_GSO_UDP_TUNNEL_IPV4;
	struct net n = start(job);

	if (is_refused(&n, 0, tunnel | NET_GSO_TCPV4) &&
		is_refused(&n, NET_HDR_NEEDS_CSUM | NET_HDR_DATA_VALID, tunnel | NET_GSO_TCPV4) &&
		is_refused(&n, NET_HDR_NEEDS_CSUM, tunnel | NET_GSO_NONE))
		pass(job);
}

static void run_csum(struct job *job)
{
	struct net n = start(job);

	if (is_refused(&n, NET_HDR_NEEDS_CSUM | NET_HDR_UDP_TUNNEL_CSUM, NET_GSO_TCPV4))
		pass(job);
}

static void run_offsets(struct job *job)
{
	struct net n = start(job);

	net_judge_answered(&n,
		&(struct net_ask){.header = {.outer_th_offset = 20, .inner_nh_offset = 26}},
		"of a packet that is not tunnelled, outer_th_offset or inner_nh_offset is used");
}

CHECK(net_tunnel_both) = {
	.id = "virtio.net.tunnel-both",
	.title = "A packet that is tunnelled by IPv4 and by IPv6 is not accepted",
	.source = "VIRTIO 1.4, 5.1.6.2.2 Packet Transmission",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D022",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_both,
};

CHECK(net_tunnel_offsets) = {
	.id = "virtio.net.tunnel-offsets",
	.title = "The offsets of tunnels mean nothing in other packets",
	.source = "VIRTIO 1.4, 5.1.6.2.2 Packet Transmission",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D023",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_offsets,
};

CHECK(net_tunnel_incomplete) = {
	.id = "virtio.net.tunnel-incomplete",
	.title = "A tunnelled packet without checksum or segments is not accepted",
	.source = "VIRTIO 1.4, 5.1.6.2.2 Packet Transmission",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D024",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_incomplete,
};

CHECK(net_tunnel_checksum) = {
	.id = "virtio.net.tunnel-checksum",
	.title = "UDP_TUNNEL_CSUM without a tunnel is not accepted",
	.source = "VIRTIO 1.4, 5.1.6.2.2 Packet Transmission",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D025",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_csum,
};
