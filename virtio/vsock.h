/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_VSOCK_H
#define VIRTIO_VSOCK_H

#include "virtio/inbox.h"

/* Socket device (VIRTIO 1.4, 5.10). */
enum vsock_feature { VSOCK_F_STREAM = 0, VSOCK_F_SEQPACKET = 1, VSOCK_F_NO_IMPLIED_STREAM = 2 };
enum vsock_queue { VSOCK_RECEIVE, VSOCK_TRANSMIT, VSOCK_EVENT };
enum vsock_config { VSOCK_CONFIG_GUEST_CID = 0, VSOCK_CONFIG_END = 8 };
enum vsock_type { VSOCK_STREAM = 1, VSOCK_SEQPACKET = 2, VSOCK_UNKNOWN = 0x7ffe };
enum vsock_op { VSOCK_REQUEST = 1, VSOCK_RESPONSE = 2, VSOCK_RST = 3 };

#define VSOCK_HOST	2
#define VSOCK_PORT	1234 /* at the host, unless the setting "vsock.port" says another */
#define VSOCK_BUFFERS	8
#define VSOCK_BUF_ALLOC 65536

struct vsock_header {
	uint64_t src_cid, dst_cid;
	uint32_t src_port, dst_port, len;
	uint16_t type, op;
	uint32_t flags, buf_alloc, fwd_cnt;
} __attribute__((packed));

/* A device that is at work. */
struct vsock {
	struct vdev *v;
	struct vq *transmit;
	struct inbox receive;
	uint64_t guest_cid;
	uint32_t next_port;
};

/* Reset to DRIVER_OK with these features, as vdev_begin(), and `count` receive buffers. */
struct vsock vsock_start(struct vdev *v, unsigned count, const int *bits);
#define VSOCK_BITS(...) ((const int[]){VIRTIO_F_VERSION_1, ##__VA_ARGS__, -1})
/* Asks the host for a connection, from a port of our own each time; returns that port. */
uint32_t vsock_request(struct vsock *s, enum vsock_type type);
/* Waits for the reply to that port; false where none comes within `ms`. */
bool vsock_reply(struct vsock *s, uint32_t port, unsigned ms, struct vsock_header *reply);
const char *vsock_op_word(unsigned op);

#endif
