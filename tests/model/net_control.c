/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/net.h"

#include <string.h>

/* Two tables, each a number and as many addresses; which of the two makes no difference. */
static bool set_table(struct model *m, const struct model_request *r)
{
	struct net_state *s = net_state(m);
	uint32_t at = 2, entries;

	if (model_fault(FAULT_NET_TABLE_IGNORED))
		return true;
	s->table_count = 0;
	for (unsigned half = 0; half < 2; half++) {
		if (model_read(r, at, &entries, 4) != 4 || entries > NET_TABLE - s->table_count)
			return false;
		at += 4;
		for (; entries; entries--, at += NET_MAC)
			model_read(r, at, s->table[s->table_count++], NET_MAC);
	}
	return true;
}

static bool set_mac(struct model *m, unsigned command, const struct model_request *r)
{
	uint8_t mac[NET_MAC];

	if (command == NET_MAC_TABLE_SET)
		return set_table(m, r);
	if (command != NET_MAC_ADDR_SET || !model_has(m, NET_F_CTRL_MAC_ADDR) ||
		model_read(r, 2, mac, NET_MAC) != NET_MAC)
		return false;
	if (!model_fault(FAULT_NET_MAC_HIDDEN))
		memcpy(m->config, mac, NET_MAC);
	return true;
}

static bool set_mode(struct model *m, unsigned command, const struct model_request *r)
{
	uint8_t on;

	if (command > (model_has(m, NET_F_CTRL_RX_EXTRA) ? NET_NOBCAST : NET_ALLMULTI) ||
		model_read(r, 2, &on, 1) != 1)
		return false;
	if ((command == NET_ALLMULTI && model_fault(FAULT_NET_RX_COMMAND)) ||
		(command == NET_NOUNI && model_fault(FAULT_NET_RX_EXTRA_COMMAND)))
		return false;
	net_state(m)->mode[command] = on;
	return true;
}

static bool set_vlan(struct model *m, unsigned command, const struct model_request *r)
{
	uint16_t id;

	if (command > NET_VLAN_DEL || model_read(r, 2, &id, 2) != 2 || id > 4095)
		return false;
	net_state(m)->vlans[id / 8] &= (uint8_t) ~(1 << id % 8);
	if (command == NET_VLAN_ADD && !model_fault(FAULT_NET_VLAN_LOST))
		net_state(m)->vlans[id / 8] |= (uint8_t)(1 << id % 8);
	return true;
}

/* Returns the bytes written behind the ack, or -1. */
static int coalesce(struct model *m, unsigned command, const struct model_request *r)
{
	struct net_state *s = net_state(m);
	struct net_coal_vq vq = {0};
	uint32_t size = model_read(r, 2, &vq, sizeof(vq));

	if (command <= NET_COAL_RX_SET)
		return model_read(r, 2, &s->coal[command == NET_COAL_TX_SET], 8) == 8 ? 0 : -1;
	if (model_fault(FAULT_NET_COAL_ANY_QUEUE))
		vq.vq_index %= 2;
	if (model_fault(FAULT_NET_COAL_RESERVED) && vq.reserved)
		return -1;
	if (size < 4 || vq.vq_index > NET_TRANSMIT || command > NET_COAL_VQ_GET)
		return -1;
	if (command == NET_COAL_VQ_SET) {
		s->coal[vq.vq_index] = vq.coal;
		return size == sizeof(vq) ? 0 : -1;
	}
	return (int)model_write(r, 1, &s->coal[vq.vq_index], sizeof(struct net_coal));
}

static bool acknowledge(struct model *m)
{
	if (!model_fault(FAULT_NET_ANNOUNCE_STAYS))
		m->config[NET_CONFIG_STATUS] &= (uint8_t)~NET_S_ANNOUNCE;
	return true;
}

static int obey(struct model *m, unsigned class, unsigned command, const struct model_request *r)
{
	if (class == NET_CTRL_RX && model_has(m, NET_F_CTRL_RX))
		return set_mode(m, command, r) - 1;
	if (class == NET_CTRL_MAC && model_has(m, NET_F_CTRL_RX))
		return set_mac(m, command, r) - 1;
	if (class == NET_CTRL_VLAN && model_has(m, NET_F_CTRL_VLAN))
		return set_vlan(m, command, r) - 1;
	if (class == NET_CTRL_ANNOUNCE && model_has(m, NET_F_GUEST_ANNOUNCE))
		return acknowledge(m) - 1;
	if (class == NET_CTRL_NOTF_COAL && model_has(m, NET_F_VQ_NOTF_COAL))
		return coalesce(m, command, r);
	return -1;
}

int64_t net_control(struct model *m, struct model_request *r)
{
	uint8_t what[2] = {0}, ack;
	int written;

	model_read(r, 0, what, 2);
	written = obey(m, what[0], what[1], r);
	ack = written < 0 ? NET_ERR : NET_OK;
	model_write(r, 0, &ack, 1);
	return 1 + (written > 0 ? written : 0);
}
