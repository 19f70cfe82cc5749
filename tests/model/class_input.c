/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/kept.h"

#include "virtio/ids.h"
#include "virtio/input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY	    30 /* KEY_A */
#define AXES	    2  /* ABS_X, ABS_Y */
#define WAITING_MAX 8

/* A keyboard with a small touch surface. */
struct input_state {
	struct model_kept free; /* buffers of the event queue */
	struct input_event waiting[WAITING_MAX];
	unsigned count;
};

static struct input_state *state(struct model *m)
{
	if (!m->state && !(m->state = calloc(1, sizeof(struct input_state))))
		abort();
	return m->state;
}

static void init(struct model *m)
{
	*state(m) = (struct input_state){0};
}

/* ---- what it tells of itself ---- */

static void tell(struct model *m, const void *data, unsigned size)
{
	memcpy(m->config + INPUT_CONFIG_DATA, data, size);
	m->config[INPUT_CONFIG_SIZE] = (uint8_t)size;
}

static void tell_text(struct model *m, const char *text)
{
	tell(m, text, (unsigned)strlen(text) + model_fault(FAULT_INPUT_NUL));
}

static void tell_events(struct model *m, unsigned type)
{
	static const uint8_t keys[KEY / 8 + 1] = {[KEY / 8] = 1 << KEY % 8};

	if (type == INPUT_EV_KEY)
		tell(m, keys, sizeof(keys));
	else if (type == INPUT_EV_LED)
		tell(m, (uint8_t[]){7}, 1);
	else if (type == INPUT_EV_ABS)
		tell(m, (uint8_t[]){(1 << AXES) - 1}, 1);
}

static void tell_axis(struct model *m, unsigned axis)
{
	struct input_absinfo abs = {.max = model_fault(FAULT_INPUT_AXIS_RANGE) ? -1u : 0x7fff};

	if (axis < AXES || model_fault(FAULT_INPUT_AXIS_INVENTED))
		tell(m, &abs, sizeof(abs) - (model_fault(FAULT_INPUT_AXIS_SHORT) ? 4 : 0));
}

static void tell_single(struct model *m, unsigned select)
{
	struct input_devids ids = {.bustype = 6, .vendor = 0x0627, .product = 1, .version = 1};

	if (select == INPUT_ID_NAME)
		tell_text(m, "A keyboard");
	else if (select == INPUT_ID_DEVIDS)
		tell(m, &ids, sizeof(ids) - (model_fault(FAULT_INPUT_IDS_SHORT) ? 2 : 0));
}

static void config_write(struct model *m, uint32_t offset, unsigned width, uint32_t value)
{
	unsigned select, subsel;

	if (offset > INPUT_CONFIG_SUBSEL || width != 1)
		return;
	model_config_put(m, offset, value, 1);
	select = m->config[INPUT_CONFIG_SELECT];
	subsel = m->config[INPUT_CONFIG_SUBSEL];
	if (!model_fault(FAULT_INPUT_SIZE_STAYS) || select < INPUT_PROP_BITS) {
		memset(m->config + INPUT_CONFIG_DATA, 0, INPUT_DATA_MAX);
		m->config[INPUT_CONFIG_SIZE] = 0;
	}
	if (select == INPUT_EV_BITS)
		tell_events(m, subsel);
	else if (select == INPUT_ABS_INFO)
		tell_axis(m, subsel);
	else if (!subsel || model_fault(FAULT_INPUT_ANY_SUBSEL))
		tell_single(m, select);
}

/* ---- events ---- */

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	if (queue == INPUT_STATUS)
		return 0;
	model_keep(&state(m)->free, r);
	return MODEL_KEEP;
}

static void drop(struct input_state *s, unsigned count)
{
	s->count -= count;
	memmove(s->waiting, s->waiting + count, s->count * sizeof(*s->waiting));
}

static bool send(struct model *m, const struct input_event *event)
{
	struct model_request r;

	if (!model_unkeep(&state(m)->free, &r))
		return false;
	model_write(&r, 0, event, sizeof(*event));
	model_complete(m, INPUT_EVENTS, &r, sizeof(*event));
	return true;
}

/* What finds no buffer waits for one. */
static void tick(struct model *m)
{
	struct input_state *s = state(m);

	while (s->count && send(m, s->waiting)) {
		drop(s, 1);
		if (model_fault(FAULT_INPUT_SYN_DROPPED) && !s->free.count)
			s->count = 0;
	}
}

static int act(struct model *m, const char *action, const char *arguments, struct answer *answer)
{
	struct input_state *s = state(m);
	bool down = !strcmp(action, "press-key");

	(void)arguments;
	if (!down && strcmp(action, "release-key") != 0) {
		snprintf(answer->text, sizeof(answer->text), "the model cannot %s", action);
		return -EOPNOTSUPP;
	}
	if (s->count + 2 > WAITING_MAX)
		return 0;
	if (down || !model_fault(FAULT_INPUT_NO_RELEASE))
		s->waiting[s->count++] = (struct input_event){INPUT_EV_KEY, KEY, down};
	if (!model_fault(FAULT_INPUT_NO_SYN))
		s->waiting[s->count++] = (struct input_event){INPUT_EV_SYN, 0, 0};
	return 0;
}

const struct model_class model_input = {
	.type = VIRTIO_TYPE_INPUT,
	.id = "virtio.input[0]",
	.queues = 2,
	.queue_max = 64,
	.config_size = INPUT_CONFIG_END,
	.init = init,
	.handle = handle,
	.tick = tick,
	.config_write = config_write,
	.act = act,
};
