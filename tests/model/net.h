/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_MODEL_NET_H
#define TESTS_MODEL_NET_H

#include "tests/model/kept.h"
#include "virtio/net.h"

#define NET_MODEL_QUEUES 3
#define NET_MODEL_MTU	 1500
#define NET_WAITING	 8
#define NET_TABLE	 16

struct net_frame {
	uint8_t bytes[NET_FRAME_MAX];
	uint32_t size;
};

struct net_state {
	struct model_kept receive;
	struct net_frame waiting[NET_WAITING];
	unsigned count;
	bool mode[NET_NOBCAST + 1];
	uint8_t table[NET_TABLE][NET_MAC];
	unsigned table_count;
	uint8_t vlans[4096 / 8];
	struct net_coal coal[2];
	unsigned transmitted;
};
struct net_state *net_state(struct model *m);

/* Whether the device's filters let the frame through: tests/model/net_filter.c. */
bool net_lets_through(struct model *m, const struct net_frame *frame);
/* A command of the control queue; returns the bytes written: tests/model/net_control.c. */
int64_t net_control(struct model *m, struct model_request *r);

#endif
