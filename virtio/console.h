/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_CONSOLE_H
#define VIRTIO_CONSOLE_H

#include "virtio/ring.h"

/* Console device (VIRTIO 1.4, 5.3). */
enum console_feature {
	CONSOLE_F_SIZE = 0,
	CONSOLE_F_MULTIPORT = 1,
	CONSOLE_F_EMERG_WRITE = 2,
};

enum console_config { /* offsets */
	CONSOLE_CONFIG_COLS = 0,
	CONSOLE_CONFIG_ROWS = 2,
	CONSOLE_CONFIG_MAX_PORTS = 4,
	CONSOLE_CONFIG_EMERG_WR = 8,
};

enum console_queue {
	CONSOLE_RECEIVE = 0, /* of port 0 */
	CONSOLE_TRANSMIT = 1,
	CONSOLE_CONTROL_RECEIVE = 2,
	CONSOLE_CONTROL_TRANSMIT = 3,
};

enum console_event {
	CONSOLE_DEVICE_READY = 0,
	CONSOLE_DEVICE_ADD = 1,
	CONSOLE_DEVICE_REMOVE = 2,
	CONSOLE_PORT_READY = 3,
	CONSOLE_CONSOLE_PORT = 4,
	CONSOLE_RESIZE = 5,
	CONSOLE_PORT_OPEN = 6,
	CONSOLE_PORT_NAME = 7,
};

struct console_control {
	uint32_t port;
	uint16_t event, value;
};

#define CONSOLE_PORTS_MAX 512 /* that are told apart */
#define CONSOLE_BUFFERS	  16  /* for control messages */
#define CONSOLE_BUFFER	  256
#define CONSOLE_MESSAGES  2048 /* more than any device has to say when nothing happens */

/* A device with several ports, at work: the control queues. */
struct console {
	struct vdev *v;
	struct vq *receive, *transmit;
	struct dma *buffers[CONSOLE_BUFFERS];
	unsigned of_id[VQ_SIZE_MAX]; /* which buffer a descriptor id stands for */
	unsigned count;
	uint32_t max_ports;
	unsigned messages; /* that came */
};

/* From the device to the driver; `text` is what follows the message, `length` how much. */
struct console_message {
	struct console_control control;
	uint8_t text[CONSOLE_BUFFER];
	uint32_t length;
};

/* The receive queue of a port; that for transmitting follows it. */
unsigned console_queue_of(uint32_t port);
/* Up to and with DEVICE_READY; ends the job as `absent` where there is only one port. */
struct console console_start(struct vdev *v);
void console_send(struct console *c, uint32_t port, enum console_event event, uint16_t value);
/* Waits for a message, `ms` at most. */
bool console_next(struct console *c, unsigned ms, struct console_message *message);
const char *console_event_word(unsigned event);

#endif
