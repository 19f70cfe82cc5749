/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_NET_H
#define VIRTIO_NET_H

#include "virtio/inbox.h"

/* Network device (VIRTIO 1.4, 5.1). */
enum net_feature {
	NET_F_CSUM = 0,
	NET_F_GUEST_CSUM = 1,
	NET_F_MTU = 3,
	NET_F_MAC = 5,
	NET_F_GUEST_TSO4 = 7,
	NET_F_HOST_TSO4 = 11,
	NET_F_HOST_TSO6 = 12,
	NET_F_MRG_RXBUF = 15,
	NET_F_STATUS = 16,
	NET_F_CTRL_VQ = 17,
	NET_F_CTRL_RX = 18,
	NET_F_CTRL_VLAN = 19,
	NET_F_CTRL_RX_EXTRA = 20,
	NET_F_GUEST_ANNOUNCE = 21,
	NET_F_MQ = 22,
	NET_F_CTRL_MAC_ADDR = 23,
	NET_F_VQ_NOTF_COAL = 52,
	NET_F_NOTF_COAL = 53,
	NET_F_HOST_USO = 56,
	NET_F_HASH_REPORT = 57,
	NET_F_RSS = 60,
	NET_F_SPEED_DUPLEX = 63,
	NET_F_HOST_UDP_TUNNEL_GSO = 67,
	NET_F_HOST_UDP_TUNNEL_GSO_CSUM = 68,
};

enum net_config { /* offsets */
	NET_CONFIG_MAC = 0,
	NET_CONFIG_STATUS = 6,
	NET_CONFIG_MAX_PAIRS = 8,
	NET_CONFIG_MTU = 10,
	NET_CONFIG_SPEED = 12,
	NET_CONFIG_DUPLEX = 16,
	NET_CONFIG_RSS_MAX_KEY = 17,
	NET_CONFIG_RSS_MAX_TABLE = 18,
	NET_CONFIG_END = 28,
};
enum net_status { NET_S_LINK_UP = 1, NET_S_ANNOUNCE = 2 };

enum net_queue { NET_RECEIVE, NET_TRANSMIT };

enum net_header_flags {
	NET_HDR_NEEDS_CSUM = 1,
	NET_HDR_DATA_VALID = 2,
	NET_HDR_RSC_INFO = 4,
	NET_HDR_UDP_TUNNEL_CSUM = 8,
	NET_HDR_UNDEFINED = 0x80,
};
enum net_gso {
	NET_GSO_NONE = 0,
	NET_GSO_TCPV4 = 1,
	NET_GSO_UDP = 3,
	NET_GSO_TCPV6 = 4,
	NET_GSO_UDP_L4 = 5,
	NET_GSO_UDP_TUNNEL_IPV4 = 0x20,
	NET_GSO_UDP_TUNNEL_IPV6 = 0x40,
	NET_GSO_ECN = 0x80,
};

struct net_header { /* how much of it there is depends on the features: net_header_size() */
	uint8_t flags, gso_type;
	uint16_t hdr_len, gso_size, csum_start, csum_offset, num_buffers;
	uint32_t hash_value;
	uint16_t hash_report, padding_reserved, outer_th_offset, inner_nh_offset;
};
uint32_t net_header_size(const struct features *accepted);

/* ---- the control queue ---- */
enum net_class {
	NET_CTRL_RX = 0,
	NET_CTRL_MAC = 1,
	NET_CTRL_VLAN = 2,
	NET_CTRL_ANNOUNCE = 3,
	NET_CTRL_NOTF_COAL = 6,
};
enum net_rx_command { NET_PROMISC, NET_ALLMULTI, NET_ALLUNI, NET_NOMULTI, NET_NOUNI, NET_NOBCAST };
enum net_mac_command { NET_MAC_TABLE_SET, NET_MAC_ADDR_SET };
enum net_vlan_command { NET_VLAN_ADD, NET_VLAN_DEL };
enum net_coal_command { NET_COAL_TX_SET, NET_COAL_RX_SET, NET_COAL_VQ_SET, NET_COAL_VQ_GET };
enum net_ack { NET_OK = 0, NET_ERR = 1, NET_NO_ACK = 0xff /* ours: it was not written */ };

struct net_coal {
	uint32_t max_packets, max_usecs;
};
struct net_coal_vq {
	uint16_t vq_index, reserved;
	struct net_coal coal;
};

#define NET_MAC	       6
#define NET_BUFFERS    16
#define NET_BUFFER     2048
#define NET_FRAME_MAX  2048
#define NET_ANSWER_MAX 64

/* A device that is at work. */
struct net {
	struct vdev *v;
	struct vq *transmit, *control; /* NULL: there is no control queue */
	struct inbox receive;
	uint32_t header_size;
	uint8_t mac[NET_MAC];
	/* of net_ask.h */
	uint32_t nonce;
	unsigned asked;
	bool answered[NET_ANSWER_MAX];
};

/* Reset to DRIVER_OK with these features, as vdev_begin(), but without receive buffers, */
#define net_open(v, ...) net_open_with(v, (const int[]){VIRTIO_F_VERSION_1, ##__VA_ARGS__, -1})
struct net net_open_with(struct vdev *v, const int *bits);
/* and with NET_BUFFERS of NET_BUFFER bytes. */
#define net_start(v, ...) net_start_with(v, (const int[]){VIRTIO_F_VERSION_1, ##__VA_ARGS__, -1})
struct net net_start_with(struct vdev *v, const int *bits);

/* Transmits a frame behind its header, and waits until the buffer is used. */
void net_send(struct net *n, const struct net_header *header, const void *frame, uint32_t size);

/* A frame that was received, put together of as many buffers as its header says. */
struct net_packet {
	struct net_header header;
	unsigned buffers; /* that came */
	unsigned part;	  /* of them, but for the last, are not full */
	uint32_t size;
	uint8_t frame[NET_FRAME_MAX];
};
bool net_receive(struct net *n, unsigned ms, struct net_packet *packet);

/* A command, its data and room for a result (may be 0 bytes); returns the ack byte. */
uint8_t net_command(struct net *n, uint8_t class, uint8_t command, const void *data, uint32_t size);
uint8_t net_query(struct net *n, uint8_t class, uint8_t command, const void *data, uint32_t size,
	void *result, uint32_t result_size);
const char *net_ack_word(uint8_t ack);

#endif
