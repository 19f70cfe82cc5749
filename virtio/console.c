/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/console.h"

#include <string.h>

unsigned console_queue_of(uint32_t port)
{
	return port ? 2 * port + 2 : CONSOLE_RECEIVE;
}

static void give(struct console *c, unsigned buffer)
{
	struct seg seg = device_writes(c->buffers[buffer]);

	c->of_id[vq_add(c->receive, &seg, 1)] = buffer;
}

struct console console_start(struct vdev *v)
{
	struct console c = {.v = v};

	vdev_need(v, CONSOLE_F_MULTIPORT);
	vdev_begin(v, CONSOLE_F_MULTIPORT);
	c.max_ports = vdev_config32(v, CONSOLE_CONFIG_MAX_PORTS);
	c.receive = vq_open(v, CONSOLE_CONTROL_RECEIVE, 0);
	c.transmit = vq_open(v, CONSOLE_CONTROL_TRANSMIT, 0);
	vdev_live(v);
	while (c.count < CONSOLE_BUFFERS && vq_has_room(c.receive, 1)) {
		c.buffers[c.count] = dma_new(v, CONSOLE_BUFFER);
		give(&c, c.count++);
	}
	vq_kick(c.receive);
	console_send(&c, 0, CONSOLE_DEVICE_READY, 1);
	return c;
}

void console_send(struct console *c, uint32_t port, enum console_event event, uint16_t value)
{
	struct dma *message = dma_new(c->v, sizeof(struct console_control));
	struct seg seg = device_reads(message);

	*(struct console_control *)message->bytes =
		(struct console_control){port, (uint16_t)event, value};
	vq_do(c->transmit, &seg, 1);
}

bool console_next(struct console *c, unsigned ms, struct console_message *message)
{
	struct completion done;
	unsigned buffer;

	if (!vq_wait(c->receive, ms, &done))
		return false;
	if (++c->messages > CONSOLE_MESSAGES)
		vdev_lied(c->v, "the device sends control messages without end: %u until now",
			c->messages);
	buffer = c->of_id[done.id];
	*message = (struct console_message){0};
	if (done.len < sizeof(message->control))
		vdev_lied(c->v, "a control message has %u bytes, not the %zu that each has",
			done.len, sizeof(message->control));
	memcpy(&message->control, c->buffers[buffer]->bytes, sizeof(message->control));
	message->length = done.len - (uint32_t)sizeof(message->control);
	memcpy(message->text, c->buffers[buffer]->bytes + sizeof(message->control),
		message->length);
	memset(c->buffers[buffer]->bytes, 0, CONSOLE_BUFFER);
	give(c, buffer);
	vq_kick(c->receive);
	return true;
}

const char *console_event_word(unsigned event)
{
	static const char *const words[] = {"DEVICE_READY", "DEVICE_ADD", "DEVICE_REMOVE",
		"PORT_READY", "CONSOLE_PORT", "RESIZE", "PORT_OPEN", "PORT_NAME"};

	return event < sizeof(words) / sizeof(*words) ? words[event] : "an unknown event";
}
