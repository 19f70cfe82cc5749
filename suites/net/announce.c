/* SPDX-License-Identifier: Apache-2.0 */
#include "core/ask.h"
#include "virtio/net.h"
#include "virtio/wire.h"

#define ACTION_MS 3000

static bool is_announcing(struct vdev *v)
{
	return vdev_config16(v, NET_CONFIG_STATUS) & NET_S_ANNOUNCE;
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct answer answer;
	struct net n;
	uint8_t ack;

	vdev_need(v, NET_F_GUEST_ANNOUNCE);
	vdev_need(v, NET_F_STATUS);
	n = net_start(v, NET_F_CTRL_VQ, NET_F_STATUS, NET_F_GUEST_ANNOUNCE);
	if (ask_host(job, &answer, ACTION_MS, "announce-guest", "%s", "")) {
		inconclusive(job, "the host does not do announce-guest: %s", answer.text);
		return;
	}
	vdev_wait_isr(v, ISR_CONFIG, VDEV_ANSWER_MS);
	if (!is_announcing(v)) {
		inconclusive(job, "the device does not ask for an announcement");
		return;
	}
	ack = net_command(&n, NET_CTRL_ANNOUNCE, 0, NULL, 0);
	expected(job, "VIRTIO_NET_S_ANNOUNCE clear once the acknowledgement is used");
	observed(job, "%s, answered %s", is_announcing(v) ? "set" : "clear", net_ack_word(ack));
	if (is_announcing(v))
		fail(job, "VIRTIO_NET_S_ANNOUNCE is still set after VIRTIO_NET_CTRL_ANNOUNCE_ACK");
	else
		pass(job);
}

CHECK(net_announce) = {
	.id = "virtio.net.announce",
	.title = "An announcement that is acknowledged is not asked for any more",
	.source = "VIRTIO 1.4, 5.1.6.5.4.2 Gratuitous Packet Sending",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D096",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run,
};
