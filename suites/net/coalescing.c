/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/net.h"
#include "virtio/wire.h"

#define NO_QUEUE 0x7ffe

static struct net start(struct vdev *v)
{
	vdev_need(v, NET_F_VQ_NOTF_COAL);
	return net_start(v, NET_F_CTRL_VQ, NET_F_NOTF_COAL, NET_F_VQ_NOTF_COAL);
}

static uint8_t set(struct net *n, uint16_t queue, uint16_t reserved, struct net_coal coal)
{
	struct net_coal_vq request = {queue, reserved, coal};

	return net_command(n, NET_CTRL_NOTF_COAL, NET_COAL_VQ_SET, &request, sizeof(request));
}

static uint8_t get(struct net *n, uint16_t queue, uint16_t reserved, struct net_coal *coal)
{
	uint16_t request[] = {queue, reserved};

	return net_query(n, NET_CTRL_NOTF_COAL, NET_COAL_VQ_GET, request, sizeof(request), coal,
		sizeof(*coal));
}

static bool is_coal(const struct net_coal *coal, uint32_t packets, uint32_t usecs)
{
	return coal->max_packets == packets && coal->max_usecs == usecs;
}

static void run_reserved(struct job *job)
{
	struct net n = start(wire_open(job));
	struct net_coal coal = {0};
	uint8_t written = set(&n, NET_RECEIVE, 0xffff, (struct net_coal){3, 40});
	uint8_t read = get(&n, NET_RECEIVE, 0xffff, &coal);

	expected(job, "set and told in spite of reserved: OK, 3 packets, 40 us");
	observed(job, "%s and %s, %u packets, %u us", net_ack_word(written), net_ack_word(read),
		coal.max_packets, coal.max_usecs);
	if (written != NET_OK || read != NET_OK || !is_coal(&coal, 3, 40))
		fail(job, "coalescing is not set or not told where reserved is not 0");
	else
		pass(job);
}

static bool is_refused(struct net *n, uint16_t queue, const char *what)
{
	struct net_coal coal = {0};
	uint8_t written = set(n, queue, 0, (struct net_coal){3, 40});
	uint8_t read = get(n, queue, 0, &coal);

	expected(n->v->job, "%s: ERR and ERR", what);
	observed(n->v->job, "%s and %s", net_ack_word(written), net_ack_word(read));
	if (written == NET_ERR && read == NET_ERR)
		return true;
	fail(n->v->job, "coalescing of %s is set or told: %s and %s", what, net_ack_word(written),
		net_ack_word(read));
	return false;
}

static void run_no_queue(struct job *job)
{
	struct net n = start(wire_open(job));

	if (is_refused(&n, NO_QUEUE, "a queue that does not exist") &&
		is_refused(&n, (uint16_t)n.control->index, "the control queue"))
		pass(job);
}

static void run_reset(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct net_coal coal = {0};
	struct net n = start(v);

	set(&n, NET_RECEIVE, 0, (struct net_coal){3, 40});
	n = start(v);
	get(&n, NET_RECEIVE, 0, &coal);
	expected(job, "0 packets, 0 us after a reset");
	observed(job, "%u packets, %u us", coal.max_packets, coal.max_usecs);
	if (is_coal(&coal, 0, 0))
		pass(job);
	else
		fail(job, "coalescing is still set after a reset");
}

CHECK(net_coalescing_reserved) = {
	.id = "virtio.net.coalescing-reserved",
	.title = "The reserved field of coalescing commands is ignored",
	.source = "VIRTIO 1.4, 5.1.6.5.10.5 Notifications Coalescing",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D105",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_reserved,
};

CHECK(net_coalescing_queue) = {
	.id = "virtio.net.coalescing-queue",
	.title = "Coalescing of what is no transmit or receive queue is an error",
	.source = "VIRTIO 1.4, 5.1.6.5.10.5 Notifications Coalescing",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D109",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_no_queue,
};

CHECK(net_coalescing_reset) = {
	.id = "virtio.net.coalescing-reset",
	.title = "A reset ends coalescing",
	.source = "VIRTIO 1.4, 5.1.6.5.10.5 Notifications Coalescing",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D113",
	.needs = NEEDS(&check_net_coalescing_reserved),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_reset,
};
