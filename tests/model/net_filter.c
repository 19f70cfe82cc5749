/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/net.h"

#include <string.h>

static bool is_listed(const struct net_state *s, const uint8_t *mac)
{
	for (unsigned i = 0; i < s->table_count; i++)
		if (!memcmp(s->table[i], mac, NET_MAC))
			return true;
	return false;
}

/* 5.1.6.5.3: the table applies to tagged frames only. */
static bool is_of_vlan(struct model *m, const struct net_frame *frame)
{
	const uint8_t *tag = frame->bytes + 2 * NET_MAC;
	unsigned id = (tag[2] << 8 | tag[3]) & 0xfff;

	if (tag[0] != 0x81 || tag[1] || model_fault(FAULT_NET_VLAN_UNFILTERED))
		return true;
	if (!model_has(m, NET_F_CTRL_VLAN))
		return !model_fault(FAULT_NET_VLAN_UNWANTED);
	return net_state(m)->vlans[id / 8] >> id % 8 & 1;
}

static bool is_multicast(const struct net_state *s, const uint8_t *mac)
{
	bool no = s->mode[NET_NOMULTI];

	if (s->mode[NET_ALLMULTI] && model_fault(FAULT_NET_NOMULTI_WEAK))
		no = false;
	if (no && !model_fault(FAULT_NET_NOMULTI))
		return false;
	if (no || (s->mode[NET_ALLMULTI] && !model_fault(FAULT_NET_ALLMULTI)))
		return true;
	return is_listed(s, mac);
}

static bool is_broadcast(const struct net_state *s)
{
	bool no = s->mode[NET_NOBCAST];

	if (s->mode[NET_ALLMULTI] && model_fault(FAULT_NET_NOBCAST_WEAK))
		no = false;
	if (s->mode[NET_NOMULTI] && model_fault(FAULT_NET_NOMULTI_BROADCAST))
		return false;
	return !no || model_fault(FAULT_NET_NOBCAST);
}

static bool is_unicast(struct model *m, const uint8_t *mac)
{
	const struct net_state *s = net_state(m);
	bool no = s->mode[NET_NOUNI];

	if (s->mode[NET_ALLUNI] && model_fault(FAULT_NET_NOUNI_WEAK))
		no = false;
	if (no && !model_fault(FAULT_NET_NOUNI))
		return false;
	if (s->mode[NET_ALLUNI] && !model_fault(FAULT_NET_ALLUNI))
		return true;
	return model_fault(FAULT_NET_UNFILTERED) || !memcmp(m->config, mac, NET_MAC) ||
	       is_listed(s, mac);
}

bool net_lets_through(struct model *m, const struct net_frame *frame)
{
	static const uint8_t everyone[NET_MAC] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
	const struct net_state *s = net_state(m);
	bool promiscuous = s->mode[NET_PROMISC] && !model_fault(FAULT_NET_PROMISC);

	if (s->mode[NET_NOUNI] && model_fault(FAULT_NET_PROMISC_WEAK))
		promiscuous = false;
	if (!is_of_vlan(m, frame))
		return false;
	if (!model_has(m, NET_F_CTRL_RX) || promiscuous)
		return true;
	if (!memcmp(frame->bytes, everyone, NET_MAC))
		return is_broadcast(s);
	return frame->bytes[0] & 1 ? is_multicast(s, frame->bytes) : is_unicast(m, frame->bytes);
}
