/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/net_ask.h"
#include "virtio/wire.h"

#include <string.h>

extern const struct unit check_net_answer;

static const uint8_t listed[NET_MAC] = {2, 0x11, 0x22, 0x33, 0x44, 0x66};
static const uint8_t foreign[NET_MAC] = {2, 0x11, 0x22, 0x33, 0x44, 0x77};

/* The device filters by addresses: in no mode that lets everything through. */
static struct net start(struct vdev *v)
{
	struct net n;

	vdev_need(v, NET_F_CTRL_RX);
	n = net_start(v, NET_F_MAC, NET_F_CTRL_VQ, NET_F_CTRL_RX, NET_F_CTRL_MAC_ADDR);
	net_command(&n, NET_CTRL_RX, NET_PROMISC, (uint8_t[]){0}, 1);
	return n;
}

static uint8_t set_table(struct net *n, const uint8_t *mac)
{
	struct {
		uint32_t unicast;
		uint8_t mac[NET_MAC];
		uint32_t multicast;
	} __attribute__((packed)) table = {.unicast = 1};

	memcpy(table.mac, mac, NET_MAC);
	return net_command(n, NET_CTRL_MAC, NET_MAC_TABLE_SET, &table, sizeof(table));
}

static bool arrives(struct net *n, const uint8_t *to)
{
	return net_arrives(n, &(struct net_ask){.source = to}, &(struct net_ask){0});
}

static void run_table(struct job *job)
{
	struct net n = start(wire_open(job));
	uint8_t ack = set_table(&n, listed);
	bool through;

	expected(job, "what is for an address of the table arrives once the command is used");
	observed(job, "answered %s", net_ack_word(ack));
	if (ack != NET_OK) {
		fail(job, "VIRTIO_NET_CTRL_MAC_TABLE_SET is answered %s", net_ack_word(ack));
		return;
	}
	through = arrives(&n, listed);
	observed(job, "it %s", through ? "arrives" : "does not arrive");
	if (through)
		pass(job);
	else
		fail(job, "what is for an address of the table does not arrive");
}

/* A device that lets everything through has nothing to show. */
static void run_reset(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct net n = start(v);
	bool before, after, other;

	set_table(&n, listed);
	before = arrives(&n, listed);
	n = start(v);
	after = arrives(&n, listed);
	other = arrives(&n, foreign);
	expected(job, "what is for an address of the table arrives, but not after a reset");
	observed(job, "before %s, after %s, for another address %s", before ? "yes" : "no",
		after ? "yes" : "no", other ? "yes" : "no");
	if (!before || other)
		inconclusive(job, "the device does not filter by the table");
	else if (after)
		fail(job, "the table still lets an address through after a reset");
	else
		pass(job);
}

static void run_drop(struct job *job)
{
	struct net n = start(wire_open(job));
	bool through = arrives(&n, foreign);

	expected(job, "what is for another device does not arrive");
	observed(job, "it %s", through ? "arrives" : "does not arrive");
	if (through)
		fail(job, "what is for another device arrives, although no mode asks for it");
	else
		pass(job);
}

/* The address is in the configuration as soon as the command is used; it is set back after. */
static void run_address(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint8_t mac[NET_MAC], ack;
	struct net n;

	vdev_need(v, NET_F_CTRL_MAC_ADDR);
	vdev_need(v, NET_F_MAC);
	n = start(v);
	ack = net_command(&n, NET_CTRL_MAC, NET_MAC_ADDR_SET, listed, NET_MAC);
	vdev_config(v, NET_CONFIG_MAC, mac, NET_MAC, 1);
	net_command(&n, NET_CTRL_MAC, NET_MAC_ADDR_SET, n.mac, NET_MAC);
	expected(job, "mac in the configuration as set");
	observed(job, "%02x:%02x:%02x:%02x:%02x:%02x, answered %s", mac[0], mac[1], mac[2], mac[3],
		mac[4], mac[5], net_ack_word(ack));
	if (ack != NET_OK)
		fail(job, "VIRTIO_NET_CTRL_MAC_ADDR_SET is answered %s", net_ack_word(ack));
	else if (memcmp(mac, listed, NET_MAC) != 0)
		fail(job, "mac in the configuration is not what the command has set");
	else
		pass(job);
}

CHECK(net_mac_table) = {
	.id = "virtio.net.mac-table",
	.title = "An address of the filter table is let through once the command is used",
	.source = "VIRTIO 1.4, 5.1.6.5.2.1 Setting MAC Address Filtering",
	.unseen = "tables of more than one address",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D090",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_table,
};

CHECK(net_mac_table_reset) = {
	.id = "virtio.net.mac-table-reset",
	.title = "The filter table is empty after a reset",
	.source = "VIRTIO 1.4, 5.1.6.5.2.1 Setting MAC Address Filtering",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D089",
	.needs = NEEDS(&check_net_mac_table),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_reset,
};

CHECK(net_mac_filter) = {
	.id = "virtio.net.mac-filter",
	.title = "What is for other devices is dropped",
	.source = "VIRTIO 1.4, 5.1.6.5.2.1 Setting MAC Address Filtering",
	.unseen = "addresses other than one",
	.level = LEVEL_SHOULD,
	.statements = "V14-NET-D092",
	.needs = NEEDS(&check_net_answer),
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_drop,
};

CHECK(net_mac_address) = {
	.id = "virtio.net.mac-address",
	.title = "An address that is set stands in the configuration",
	.source = "VIRTIO 1.4, 5.1.6.5.2.1 Setting MAC Address Filtering",
	.unseen = "that it does so before the command is used, and not at once after",
	.level = LEVEL_MUST,
	.statements = "V14-NET-D091",
	.each = &wire_nets,
	.flags = UNIT_CLAIMS,
	.run = run_address,
};
