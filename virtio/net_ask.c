/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/net_ask.h"

#include <stdio.h>
#include <string.h>

#define PEER	  "10.0.2.2"
#define FRAME_MIN 60
#define TYPE_ARP  0x0806
#define TYPE_VLAN 0x8100

/* Of Ethernet and IPv4 (RFC 826). */
struct arp {
	uint8_t hardware[2], protocol[2], sizes[2], operation[2];
	uint8_t sender_mac[NET_MAC], sender_ip[4], target_mac[NET_MAC], target_ip[4];
};

static void put_16(uint8_t *at, unsigned value)
{
	at[0] = (uint8_t)(value >> 8);
	at[1] = (uint8_t)value;
}

static unsigned get_16(const uint8_t *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

static void peer_address(struct net *n, uint8_t ip[4])
{
	const char *text = job_setting_str(n->v->job, "net.peer", PEER);

	if (sscanf(text, "%hhu.%hhu.%hhu.%hhu", &ip[0], &ip[1], &ip[2], &ip[3]) == 4)
		return;
	say(n->v->job, VERDICT_ERROR, "the setting net.peer is '%s', not like '%s'", text, PEER);
	job_stop(n->v->job);
}

/* A locally administered address that the answer repeats: whose question it was, and which. */
static void mark(struct net *n, unsigned number, uint8_t mac[NET_MAC])
{
	if (!n->nonce)
		n->nonce = (uint32_t)vdev_now(n->v) | 1;
	mac[0] = 2;
	memcpy(mac + 1, &n->nonce, 4);
	mac[5] = (uint8_t)number;
}

static uint32_t put_ethernet(struct net *n, const struct net_ask *ask, uint8_t *frame)
{
	uint32_t at = 2 * NET_MAC;

	memset(frame, 0xff, NET_MAC);
	memcpy(frame + NET_MAC, ask->source ? ask->source : n->mac, NET_MAC);
	if (ask->vlan) {
		put_16(frame + at, TYPE_VLAN);
		put_16(frame + at + 2, ask->vlan);
		at += 4;
	}
	put_16(frame + at, TYPE_ARP);
	return at + 2;
}

unsigned net_ask(struct net *n, const struct net_ask *ask)
{
	unsigned number = n->asked++ % NET_ANSWER_MAX;
	uint8_t frame[FRAME_MIN + 4] = {0};
	struct arp *arp = (struct arp *)(frame + put_ethernet(n, ask, frame));

	put_16(arp->hardware, 1);
	put_16(arp->protocol, 0x0800);
	arp->sizes[0] = NET_MAC;
	arp->sizes[1] = 4;
	put_16(arp->operation, 1);
	mark(n, number, arp->sender_mac);
	peer_address(n, arp->target_ip);
	n->answered[number] = false;
	net_send(n, &ask->header, frame, sizeof(frame));
	return number;
}

/* The number of the question that the packet answers, or -1. */
static int answers(struct net *n, const struct net_packet *packet)
{
	const uint8_t *at = packet->frame + 2 * NET_MAC;
	const struct arp *arp;
	uint8_t mac[NET_MAC];

	if (get_16(at) == TYPE_VLAN)
		at += 4;
	arp = (const struct arp *)(at + 2);
	mark(n, arp->target_mac[5], mac);
	if (packet->size < sizeof(*arp) + 14 || get_16(at) != TYPE_ARP ||
		get_16(arp->operation) != 2 || mac[5] >= NET_ANSWER_MAX ||
		memcmp(arp->target_mac, mac, NET_MAC) != 0)
		return -1;
	return mac[5];
}

bool net_answer(struct net *n, unsigned number, unsigned ms, struct net_packet *packet)
{
	uint64_t end = vdev_now(n->v) + (uint64_t)ms * MS_NS;
	int answer;

	while (vdev_now(n->v) < end && net_receive(n, ms, packet)) {
		answer = answers(n, packet);
		if (answer >= 0)
			n->answered[answer] = true;
		if (answer == (int)number)
			return true;
	}
	return false;
}

static _Noreturn void nobody(struct net *n)
{
	inconclusive(n->v->job,
		"nobody at %s answers ARP requests: the setting net.peer names who does",
		job_setting_str(n->v->job, "net.peer", PEER));
	job_stop(n->v->job);
}

void net_exchange(struct net *n, const struct net_ask *ask, struct net_packet *packet)
{
	if (!net_answer(n, net_ask(n, ask), VDEV_ANSWER_MS, packet))
		nobody(n);
}

bool net_arrives(struct net *n, const struct net_ask *ask, const struct net_ask *allowed)
{
	unsigned first = net_ask(n, ask), second = net_ask(n, allowed);
	struct net_packet packet;

	if (!net_answer(n, second, VDEV_ANSWER_MS, &packet))
		nobody(n);
	return n->answered[first];
}
