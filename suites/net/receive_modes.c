/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/net_ask.h"
#include "virtio/wire.h"

extern const struct unit check_net_answer;

static const uint8_t foreign[NET_MAC] = {2, 0x11, 0x22, 0x33, 0x44, 0x55};
static const uint8_t group[NET_MAC] = {3, 0x11, 0x22, 0x33, 0x44, 0x55};
static const uint8_t everyone[NET_MAC] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

static struct net start(struct job *job, bool extra)
{
	struct vdev *v = wire_open(job);

	vdev_need(v, extra ? NET_F_CTRL_RX_EXTRA : NET_F_CTRL_RX);
	return net_start(v, NET_F_MAC, NET_F_CTRL_VQ, NET_F_CTRL_RX, NET_F_CTRL_RX_EXTRA);
}

static uint8_t set(struct net *n, enum net_rx_command mode, uint8_t on)
{
	return net_command(n, NET_CTRL_RX, (uint8_t)mode, &on, 1);
}

/* ---- the commands ---- */

static void support(
	struct job *job, bool extra, enum net_rx_command first, enum net_rx_command last)
{
	struct net n = start(job, extra);

	for (unsigned mode = first; mode <= last; mode++)
		for (uint8_t on = 2; on-- > 0;) {
			uint8_t ack = set(&n, mode, on);

			expected(job, "VIRTIO_NET_CTRL_RX command %u with %u: OK", mode, on);
			observed(job, "%s", net_ack_word(ack));
			if (ack == NET_OK)
				continue;
			fail(job, "VIRTIO_NET_CTRL_RX command %u is answered %s", mode,
				net_ack_word(ack));
			return;
		}
	pass(job);
}

static void run_commands(struct job *job)
{
	support(job, false, NET_PROMISC, NET_ALLMULTI);
}

static void run_extra_commands(struct job *job)
{
	support(job, true, NET_ALLUNI, NET_NOBCAST);
}

/* ---- what they do: a frame for `to` arrives, or does not ---- */

static bool is_right(
	struct net *n, const uint8_t *to, const uint8_t *allowed, bool arrives, const char *what)
{
	struct net_ask ask = {.source = to}, other = {.source = allowed};
	struct job *job = n->v->job;
	bool arrived;

	if (arrives) {
		struct net_packet packet;

		arrived = net_answer(n, net_ask(n, &ask), VDEV_ANSWER_MS, &packet);
	} else {
		arrived = net_arrives(n, &ask, &other);
	}
	expected(job, "%s: the frame %s", what, arrives ? "arrives" : "does not arrive");
	observed(job, "it %s", arrived ? "arrives" : "does not arrive");
	if (arrived == arrives)
		return true;
	fail(job, "%s: the frame %s", what, arrived ? "arrives" : "does not arrive");
	return false;
}

static void run_promiscuous(struct job *job)
{
	struct net n = start(job, false);

	set(&n, NET_PROMISC, 1);
	if (!is_right(&n, foreign, NULL, true, "promiscuous, to another device"))
		return;
	if (vdev_accepted(n.v, NET_F_CTRL_RX_EXTRA)) {
		set(&n, NET_NOUNI, 1);
		if (!is_right(&n, foreign, NULL, true, "promiscuous and NOUNI, to another device"))
			return;
	}
	pass(job);
}

static void run_all_multicast(struct job *job)
{
	struct net n = start(job, false);

	set(&n, NET_PROMISC, 0);
	set(&n, NET_ALLMULTI, 1);
	if (is_right(&n, group, NULL, true, "ALLMULTI, to a group"))
		pass(job);
}

static void run_all_unicast(struct job *job)
{
	struct net n = start(job, true);

	set(&n, NET_PROMISC, 0);
	set(&n, NET_ALLUNI, 1);
	if (is_right(&n, foreign, NULL, true, "ALLUNI, to another device"))
		pass(job);
}

static void run_no_multicast(struct job *job)
{
	struct net n = start(job, true);

	set(&n, NET_PROMISC, 0);
	set(&n, NET_NOMULTI, 1);
	if (!is_right(&n, group, NULL, false, "NOMULTI, to a group"))
		return;
	set(&n, NET_ALLMULTI, 1);
	if (is_right(&n, group, NULL, false, "NOMULTI and ALLMULTI, to a group") &&
		is_right(&n, everyone, NULL, true, "NOMULTI, to everyone"))
		pass(job);
}

static void run_no_unicast(struct job *job)
{
	struct net n = start(job, true);

	set(&n, NET_PROMISC, 0);
	set(&n, NET_NOUNI, 1);
	if (!is_right(&n, NULL, everyone, false, "NOUNI, to the device"))
		return;
	set(&n, NET_ALLUNI, 1);
	if (is_right(&n, NULL, everyone, false, "NOUNI and ALLUNI, to the device"))
		pass(job);
}

static void run_no_broadcast(struct job *job)
{
	struct net n = start(job, true);

	set(&n, NET_PROMISC, 0);
	set(&n, NET_NOBCAST, 1);
	if (!is_right(&n, everyone, NULL, false, "NOBCAST, to everyone"))
		return;
	set(&n, NET_ALLMULTI, 1);
	if (is_right(&n, everyone, NULL, false, "NOBCAST and ALLMULTI, to everyone"))
		pass(job);
}

#define MODES_CHECK(name, word, sentence, what, must, ...)                                         \
	CHECK(net_##name) = {.id = "virtio.net." word,                                             \
		.title = sentence,                                                                 \
		.source = "VIRTIO 1.4, 5.1.6.5.1.1 Packet Receive Filtering",                      \
		.level = must,                                                                     \
		.statements = what,                                                                \
		.needs = NEEDS(&check_net_answer),                                                 \
		.each = &wire_nets,                                                                \
		.flags = UNIT_CLAIMS,                                                              \
		__VA_ARGS__}

MODES_CHECK(rx_commands, "rx-commands", "Promiscuous and all-multicast modes go on and off",
	"V14-NET-D076", LEVEL_MUST, .run = run_commands);
MODES_CHECK(rx_extra_commands, "rx-extra-commands", "The extra receive modes go on and off",
	"V14-NET-D080", LEVEL_MUST, .run = run_extra_commands);
MODES_CHECK(promiscuous, "promiscuous", "A promiscuous device receives what is for others",
	"V14-NET-D077 V14-NET-D078", LEVEL_SHOULD, .unseen = "packets other than the answer",
	.run = run_promiscuous);
MODES_CHECK(all_multicast, "all-multicast", "With ALLMULTI every group's packets arrive",
	"V14-NET-D079", LEVEL_SHOULD, .unseen = "groups other than one", .run = run_all_multicast);
MODES_CHECK(all_unicast, "all-unicast", "With ALLUNI packets for other devices arrive",
	"V14-NET-D081", LEVEL_SHOULD, .unseen = "devices other than one", .run = run_all_unicast);
MODES_CHECK(no_multicast, "no-multicast", "With NOMULTI no group's packets arrive, but broadcasts",
	"V14-NET-D082 V14-NET-D083 V14-NET-D084", LEVEL_SHOULD, .unseen = "groups other than one",
	.run = run_no_multicast);
MODES_CHECK(no_unicast, "no-unicast", "With NOUNI no unicast packets arrive",
	"V14-NET-D085 V14-NET-D086", LEVEL_SHOULD, .unseen = "packets other than the answer",
	.run = run_no_unicast);
MODES_CHECK(no_broadcast, "no-broadcast", "With NOBCAST no broadcasts arrive",
	"V14-NET-D087 V14-NET-D088", LEVEL_SHOULD, .unseen = "packets other than the answer",
	.run = run_no_broadcast);
