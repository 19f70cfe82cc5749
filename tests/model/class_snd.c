/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/snd.h"

#include "virtio/ids.h"

#include <stdlib.h>
#include <string.h>

struct model_card *model_card(struct model *m)
{
	if (!m->state && !(m->state = calloc(1, sizeof(struct model_card))))
		abort();
	return m->state;
}

static void init(struct model *m)
{
	struct model_card *card = model_card(m);

	card_reset_streams(m);
	card->event_due_ns = 0;
	card->event_count = 0;
	card->volume[0] = card->volume[1] = 50;
	model_config_put(m, SND_CONFIG_JACKS, CARD_JACKS, 4);
	model_config_put(m, SND_CONFIG_STREAMS, CARD_STREAMS, 4);
	model_config_put(m, SND_CONFIG_CHMAPS, CARD_CHMAPS, 4);
	model_config_put(m, SND_CONFIG_CONTROLS, CARD_CONTROLS, 4);
}

static uint32_t answer(struct model *m, struct card_request *c)
{
	if (c->code == SND_R_JACK_REMAP)
		return SND_S_NOT_SUPP; /* no jack of this card offers it */
	if (c->code == SND_R_JACK_INFO || c->code == SND_R_PCM_INFO || c->code == SND_R_CHMAP_INFO)
		return card_info(m, c);
	if (c->code > SND_R_PCM_INFO && c->code <= SND_R_PCM_STOP)
		return card_pcm(m, c);
	if (model_fault(FAULT_SND_UNKNOWN_COMMAND))
		return SND_S_OK;
	if (!model_has(m, SND_F_CTLS))
		return SND_S_NOT_SUPP;
	if (c->code == SND_R_CTL_INFO)
		return card_info(m, c);
	if (c->code > SND_R_CTL_INFO && c->code <= SND_R_CTL_TLV_COMMAND)
		return card_control(m, c);
	return SND_S_NOT_SUPP;
}

static int64_t control(struct model *m, const struct model_request *r)
{
	struct card_request c = {.r = r};
	uint32_t status = SND_S_BAD_MSG;

	if (model_read(r, 0, &c.code, 4) == 4 && model_read(r, 4, &c.id, 4) == 4)
		status = answer(m, &c);
	else if (model_fault(FAULT_SND_SHORT_UNANSWERED))
		return MODEL_KEEP;
	else if (model_fault(FAULT_SND_SHORT_OK))
		status = SND_S_OK;
	return model_write(r, 0, &status, 4) + c.written;
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	struct model_card *card = model_card(m);

	if (queue == SND_EVENT && card->event_count < CARD_QUEUED)
		card->events[card->event_count++] = *r;
	if (queue == SND_EVENT)
		return MODEL_KEEP;
	return queue == SND_CONTROL ? control(m, r) : card_message(m, queue, r);
}

void card_event(struct model *m, uint32_t code, uint32_t data)
{
	struct snd_event event = {code, data};
	struct model_card *card = model_card(m);
	const struct model_request *r;

	if (!card->event_count)
		return;
	r = &card->events[0]; /* the oldest: rings may be in-order */
	model_complete(m, SND_EVENT, r, model_write(r, 0, &event, sizeof(event)));
	memmove(&card->events[0], &card->events[1], --card->event_count * sizeof(*r));
}

static void tick(struct model *m)
{
	struct model_card *card = model_card(m);
	uint32_t mask = model_fault(FAULT_SND_CTL_EVENT_MASK) ? 1 << 3 : 1;

	if (card->event_due_ns && m->now_ns >= card->event_due_ns) {
		card->event_due_ns = 0;
		card_event(m, SND_EVT_CTL_NOTIFY, card->event_control | mask << 16);
	}
	card_tick_streams(m);
}

const struct model_class model_snd = {
	.type = VIRTIO_TYPE_SOUND,
	.id = "virtio.sound[0]",
	.features = {1ull << SND_F_CTLS},
	.queues = SND_QUEUES,
	.queue_max = CARD_QUEUED,
	.config_size = SND_CONFIG_END,
	.init = init,
	.handle = handle,
	.tick = tick,
};
