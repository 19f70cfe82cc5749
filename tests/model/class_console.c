/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/console.h"
#include "virtio/ids.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PORTS	 4
#define MESSAGES 16
#define NAME	 "org.example.port"

struct message_out {
	struct console_control control;
	const char *name;
};

/* The ports outlive a reset, as does what came out; what the driver was told does not. */
struct console_state {
	bool port[PORTS];
	char output[256];
	size_t length;
	struct model_request free[MESSAGES]; /* buffers for control messages */
	struct message_out waiting[MESSAGES];
	unsigned free_count, waiting_count;
	bool ready;
};

static struct console_state *state(struct model *m)
{
	struct console_state *s = m->state;

	if (s)
		return s;
	s = m->state = calloc(1, sizeof(*s));
	if (!s)
		abort();
	s->port[0] = s->port[1] = true;
	return s;
}

static void init(struct model *m)
{
	struct console_state *s = state(m);

	s->free_count = s->waiting_count = 0;
	s->ready = false;
	model_config_put(m, CONSOLE_CONFIG_COLS, 80, 2);
	model_config_put(m, CONSOLE_CONFIG_ROWS, 25, 2);
	model_config_put(m, CONSOLE_CONFIG_MAX_PORTS,
		model_fault(FAULT_CONSOLE_QUEUES) ? PORTS + 1 : PORTS, 4);
}

/* ---- control messages ---- */

static void send(struct model *m, uint32_t port, enum console_event event, const char *name)
{
	struct console_state *s = state(m);

	if (s->ready && s->waiting_count < MESSAGES)
		s->waiting[s->waiting_count++] =
			(struct message_out){{port, (uint16_t)event, 1}, name};
}

static void deliver(struct model *m)
{
	struct console_state *s = state(m);

	while (s->free_count && s->waiting_count) {
		const struct message_out *out = &s->waiting[0];
		uint32_t length = model_write(s->free, 0, &out->control, sizeof(out->control));

		if (out->name)
			length += model_write(s->free, length, out->name,
				(uint32_t)strlen(out->name) + model_fault(FAULT_CONSOLE_NAME_NUL));
		model_complete(m, CONSOLE_CONTROL_RECEIVE, s->free, length);
		memmove(s->free, s->free + 1, --s->free_count * sizeof(*s->free));
		memmove(s->waiting, s->waiting + 1, --s->waiting_count * sizeof(*s->waiting));
	}
}

static void tell_ports(struct model *m)
{
	for (uint32_t i = 0; i < PORTS; i++)
		if (state(m)->port[i])
			send(m, i, CONSOLE_DEVICE_ADD, NULL);
	if (model_fault(FAULT_CONSOLE_ADD_TWICE))
		send(m, 0, CONSOLE_DEVICE_ADD, NULL);
	if (model_fault(FAULT_CONSOLE_ADD_BEYOND))
		send(m, PORTS, CONSOLE_DEVICE_ADD, NULL);
}

static void control(struct model *m, const struct model_request *r)
{
	struct console_control message;

	if (model_read(r, 0, &message, sizeof(message)) != sizeof(message))
		return;
	if (message.event == CONSOLE_DEVICE_READY) {
		state(m)->ready = message.value;
		tell_ports(m);
	}
	if (message.event == CONSOLE_PORT_READY && message.port == 1)
		send(m, 1, CONSOLE_PORT_NAME, NAME);
}

/* ---- output ---- */

static void put(struct model *m, const uint8_t *bytes, size_t count)
{
	struct console_state *s = state(m);

	for (size_t i = 0; i < count && s->length < sizeof(s->output) - 1; i++)
		s->output[s->length++] = (char)bytes[i];
}

static void transmit(struct model *m, const struct model_request *r)
{
	uint8_t bytes[64];
	uint32_t count = model_read(r, 0, bytes, sizeof(bytes));

	if (!model_fault(FAULT_CONSOLE_OUTPUT_LOST))
		put(m, bytes, count);
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	struct console_state *s = state(m);

	switch (queue) {
	case CONSOLE_TRANSMIT:
		transmit(m, r);
		return 0;
	case CONSOLE_CONTROL_TRANSMIT:
		control(m, r);
		return 0;
	case CONSOLE_CONTROL_RECEIVE:
		if (s->free_count < MESSAGES)
			s->free[s->free_count++] = *r;
		return MODEL_KEEP;
	default:
		return queue % 2 ? 0 : MODEL_KEEP; /* nothing to receive ever arrives */
	}
}

static void config_write(struct model *m, uint32_t offset, unsigned width, uint32_t value)
{
	uint8_t byte = (uint8_t)(model_fault(FAULT_CONSOLE_EMERGENCY_BYTE) ? value >> 8 : value);

	if (offset != CONSOLE_CONFIG_EMERG_WR || width != 4)
		return;
	if (model_fault(FAULT_CONSOLE_EMERGENCY) && !(m->status & 4))
		model_needs_reset(m);
	put(m, &byte, 1);
}

/* ---- the host ---- */

static int unplug(struct model *m)
{
	struct console_state *s = state(m);

	if (!s->port[PORTS - 1])
		return -ENOENT;
	s->port[PORTS - 1] = false;
	send(m, model_fault(FAULT_CONSOLE_REMOVE_OTHER) ? PORTS - 2 : PORTS - 1,
		CONSOLE_DEVICE_REMOVE, NULL);
	return 0;
}

static int act(struct model *m, const char *action, const char *arguments, struct answer *answer)
{
	struct console_state *s = state(m);

	snprintf(answer->text, sizeof(answer->text), "the model cannot %s %s", action, arguments);
	if (!strcmp(action, "console-output")) {
		snprintf(answer->text, sizeof(answer->text), "%.*s", (int)s->length, s->output);
		s->length = 0;
		return 0;
	}
	if (!strcmp(action, "plug-port")) {
		s->port[PORTS - 1] = true;
		send(m, PORTS - 1, CONSOLE_DEVICE_ADD, NULL);
		return 0;
	}
	return strcmp(action, "unplug-port") != 0 ? -EOPNOTSUPP : unplug(m);
}

const struct model_class model_console = {
	.type = VIRTIO_TYPE_CONSOLE,
	.id = "virtio.console[0]",
	.features = {1u << CONSOLE_F_SIZE | 1u << CONSOLE_F_MULTIPORT |
		     1u << CONSOLE_F_EMERG_WRITE},
	.queues = 2 * PORTS + 2,
	.queue_max = 64,
	.config_size = 12,
	.init = init,
	.handle = handle,
	.tick = deliver,
	.config_write = config_write,
	.act = act,
};
