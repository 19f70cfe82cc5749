/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/net.h"
#include "virtio/wire.h"

static void judge(struct job *job, unsigned bit, const char *name)
{
	struct vdev *v = wire_open(job);

	vdev_need(v, bit);
	expected(job, "%s with VIRTIO_NET_F_CTRL_VQ", name);
	observed(job, "%s", vdev_offers(v, NET_F_CTRL_VQ) ? "both" : "without");
	if (vdev_offers(v, NET_F_CTRL_VQ))
		pass(job);
	else
		fail(job, "%s is offered without VIRTIO_NET_F_CTRL_VQ", name);
}

static void run_hash(struct job *job)
{
	judge(job, NET_F_HASH_REPORT, "VIRTIO_NET_F_HASH_REPORT");
}

static void run_rx_extra(struct job *job)
{
	judge(job, NET_F_CTRL_RX_EXTRA, "VIRTIO_NET_F_CTRL_RX_EXTRA");
}

CHECK(net_hash_report_control) = {
	.id = "virtio.net.hash-report-control",
	.title = "A device that reports hashes has a control queue",
	.source = "VIRTIO 1.4, 5.1.4.1 Device configuration layout",
	.level = LEVEL_SHOULD,
	.statements = "V14-NET-D013",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_hash,
};

CHECK(net_rx_extra_control) = {
	.id = "virtio.net.rx-extra-control",
	.title = "A device with extra receive modes has a control queue",
	.source = "VIRTIO 1.4, 5.1.4.1 Device configuration layout",
	.level = LEVEL_SHOULD,
	.statements = "V14-NET-D014",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_rx_extra,
};
