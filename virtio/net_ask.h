/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_NET_ASK_H
#define VIRTIO_NET_ASK_H

#include "virtio/net.h"

/*
 * Traffic without a driver on the other side: ARP probes (RFC 5227), which whoever has the
 * address answers, and to where the question came from. So a frame with any destination can
 * be made to arrive. The setting "net.peer" is the address that is asked for.
 */
struct net_ask {
	struct net_header header;
	const uint8_t *source; /* NULL: the device's own */
	uint16_t vlan;	       /* 0: the frame is not tagged */
};

/* Asks; returns a number for net_answer(). */
unsigned net_ask(struct net *n, const struct net_ask *ask);
/* Waits for that answer, and notes in n->answered those that come before it. */
bool net_answer(struct net *n, unsigned number, unsigned ms, struct net_packet *packet);
/* Asks and waits; ends the job as `inconclusive` where nobody answers. */
void net_exchange(struct net *n, const struct net_ask *ask, struct net_packet *packet);
/*
 * Asks and returns whether the answer came, which it did not if that to a later question,
 * which `allowed` lets through, is the first. Ends the job as `inconclusive` where neither comes.
 */
bool net_arrives(struct net *n, const struct net_ask *ask, const struct net_ask *allowed);

#endif
