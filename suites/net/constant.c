/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/net_ask.h"
#include "virtio/wire.h"

#define ROUNDS 8

/* A reset, a negotiation and some traffic: none of them is a reason to change. */
static void run_mtu(struct job *job)
{
	struct vdev *v = wire_open(job);
	unsigned before, after = 0;

	vdev_need(v, NET_F_MTU);
	before = vdev_config16(v, NET_CONFIG_MTU);
	for (unsigned i = 0; i < ROUNDS; i++) {
		struct net n = net_start(v, i % 2 ? NET_F_MTU : NET_F_MAC);

		net_ask(&n, &(struct net_ask){0});
		after = vdev_config16(v, NET_CONFIG_MTU);
		expected(job, "mtu %u, as at first", before);
		observed(job, "mtu %u after %u negotiations", after, i + 1);
		if (after == before)
			continue;
		fail(job, "the MTU was %u and is %u now", before, after);
		return;
	}
	pass(job);
}

struct link {
	uint32_t speed;
	uint8_t duplex;
	bool up;
};

static struct link link_of(struct vdev *v)
{
	return (struct link){
		.speed = vdev_config32(v, NET_CONFIG_SPEED),
		.duplex = vdev_config8(v, NET_CONFIG_DUPLEX),
		.up = vdev_config16(v, NET_CONFIG_STATUS) & NET_S_LINK_UP,
	};
}

static void run_link(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct link first, now;
	struct net n;

	vdev_need(v, NET_F_SPEED_DUPLEX);
	vdev_need(v, NET_F_STATUS);
	n = net_start(v, NET_F_SPEED_DUPLEX, NET_F_STATUS);
	first = link_of(v);
	for (unsigned i = 0; i < ROUNDS; i++) {
		net_ask(&n, &(struct net_ask){0});
		now = link_of(v);
		if (!first.up || !now.up) {
			inconclusive(job, "the link is down");
			return;
		}
		expected(job, "speed %u, duplex %u, as at first", first.speed, first.duplex);
		observed(job, "speed %u, duplex %u", now.speed, now.duplex);
		if (now.speed == first.speed && now.duplex == first.duplex)
			continue;
		fail(job, "speed or duplex changed although the link stays up");
		return;
	}
	pass(job);
}

static void run_speed(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct link now;

	vdev_need(v, NET_F_SPEED_DUPLEX);
	vdev_begin(v, NET_F_SPEED_DUPLEX);
	now = link_of(v);
	expected(job, "speed 0 to 0x7fffffff or 0xffffffff, duplex 0, 1 or 0xff");
	observed(job, "speed 0x%x, duplex 0x%x", now.speed, now.duplex);
	if (now.speed > 0x7fffffff && now.speed != UINT32_MAX)
		fail(job, "the speed 0x%x is no speed, and not the value for an unknown one",
			now.speed);
	else if (now.duplex > 1 && now.duplex != 0xff)
		fail(job, "duplex is 0x%x, which is not defined", now.duplex);
	else
		pass(job);
}

CHECK(net_mtu_constant) = {
	.id = "virtio.net.mtu-constant",
	.title = "The MTU stays what it is",
	.source = "VIRTIO 1.4, 5.1.4.1 Device configuration layout",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D004",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_mtu,
};

CHECK(net_speed) = {
	.id = "virtio.net.speed",
	.title = "Speed and duplex have values that are defined",
	.source = "VIRTIO 1.4, 5.1.4.1 Device configuration layout",
	.unseen = "whether they are the link's",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D010 V14-NET-D011",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_speed,
};

CHECK(net_speed_constant) = {
	.id = "virtio.net.speed-constant",
	.title = "Speed and duplex do not change while the link is up",
	.source = "VIRTIO 1.4, 5.1.4.1 Device configuration layout",
	.level = LEVEL_SHOULD,
	.statements = "V14-NET-D012",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_link,
};
