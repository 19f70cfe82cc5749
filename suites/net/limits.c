/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/net.h"
#include "virtio/wire.h"

/* What the configuration says at most and at least. */
static void judge(struct job *job, const char *field, unsigned value, unsigned min, unsigned max)
{
	expected(job, "%s from %u to %u", field, min, max);
	observed(job, "%u", value);
	if (value >= min && value <= max)
		pass(job);
	else
		fail(job, "%s is %u, which is not between %u and %u", field, value, min, max);
}

static void run_pairs(struct job *job)
{
	struct vdev *v = wire_open(job);

	vdev_need(v, NET_F_MQ);
	vdev_begin(v, NET_F_CTRL_VQ, NET_F_MQ);
	judge(job, "max_virtqueue_pairs", vdev_config16(v, NET_CONFIG_MAX_PAIRS), 1, 0x8000);
}

static void run_mtu(struct job *job)
{
	struct vdev *v = wire_open(job);

	vdev_need(v, NET_F_MTU);
	vdev_begin(v, NET_F_MTU);
	judge(job, "mtu", vdev_config16(v, NET_CONFIG_MTU), 68, 65535);
}

static void run_mtu_ipv6(struct job *job)
{
	struct vdev *v = wire_open(job);

	vdev_need(v, NET_F_MTU);
	vdev_begin(v, NET_F_MTU);
	judge(job, "mtu", vdev_config16(v, NET_CONFIG_MTU), 1280, 65535);
}

static void run_rss_key(struct job *job)
{
	struct vdev *v = wire_open(job);

	if (!vdev_offers(v, NET_F_HASH_REPORT))
		vdev_need(v, NET_F_RSS);
	vdev_begin(v, NET_F_CTRL_VQ, NET_F_RSS, NET_F_HASH_REPORT);
	judge(job, "rss_max_key_size", vdev_config8(v, NET_CONFIG_RSS_MAX_KEY), 40, 255);
}

static void run_rss_table(struct job *job)
{
	struct vdev *v = wire_open(job);

	vdev_need(v, NET_F_RSS);
	vdev_begin(v, NET_F_CTRL_VQ, NET_F_RSS);
	judge(job, "rss_max_indirection_table_length", vdev_config16(v, NET_CONFIG_RSS_MAX_TABLE),
		128, 65535);
}

CHECK(net_queue_pairs) = {
	.id = "virtio.net.queue-pairs",
	.title = "A device with VIRTIO_NET_F_MQ has 1 to 0x8000 pairs of queues",
	.source = "VIRTIO 1.4, 5.1.4.1 Device configuration layout",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D001",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_pairs,
};

CHECK(net_mtu) = {
	.id = "virtio.net.mtu",
	.title = "The MTU is between 68 and 65535",
	.source = "VIRTIO 1.4, 5.1.4.1 Device configuration layout",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D002",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_mtu,
};

CHECK(net_mtu_ipv6) = {
	.id = "virtio.net.mtu-ipv6",
	.title = "The MTU is at least 1280",
	.source = "VIRTIO 1.4, 5.1.4.1 Device configuration layout",
	.level = LEVEL_SHOULD,
	.statements = "V14-NET-D003",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_mtu_ipv6,
};

CHECK(net_rss_key) = {
	.id = "virtio.net.rss-key",
	.title = "A device that hashes takes keys of at least 40 bytes",
	.source = "VIRTIO 1.4, 5.1.4.1 Device configuration layout",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D007",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_rss_key,
};

CHECK(net_rss_table) = {
	.id = "virtio.net.rss-table",
	.title = "A device with VIRTIO_NET_F_RSS takes tables of at least 128 entries",
	.source = "VIRTIO 1.4, 5.1.4.1 Device configuration layout",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D008",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_rss_table,
};
