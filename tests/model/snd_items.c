/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/snd.h"

#include <string.h>

enum { CONTROL_VOLUME, CONTROL_SWITCH, CONTROL_SOURCE };

static void jack(struct model *m, unsigned i, void *item)
{
	struct snd_jack_info info = {.hda_reg_defconf = 0x01014010 + i, .connected = i == 0};

	(void)m;
	if (model_fault(FAULT_SND_JACK_FEATURES))
		info.features = 1 << 1;
	if (model_fault(FAULT_SND_JACK_PADDING))
		info.padding[6] = 1;
	if (model_fault(FAULT_SND_JACK_CONNECTED))
		info.connected = 2;
	memcpy(item, &info, sizeof(info));
}

void card_stream_info(unsigned stream, struct snd_pcm_info *info)
{
	*info = (struct snd_pcm_info){
		.features = 1u << 4, /* VIRTIO_SND_PCM_F_EVT_XRUNS */
		.formats = 1u << 3 | 1u << 5 | 1u << 17,
		.rates = 1u << 6 | 1u << 7,
		.direction = stream ? SND_D_INPUT : SND_D_OUTPUT,
		.channels_min = 1,
		.channels_max = 2,
	};
}

static void pcm(struct model *m, unsigned i, void *item)
{
	struct snd_pcm_info info;

	card_stream_info(i, &info);
	if (model_fault(FAULT_SND_PCM_FEATURES))
		info.features |= 1u << 5;
	if (model_fault(FAULT_SND_PCM_FORMATS))
		info.formats |= 1ull << 25;
	if (model_fault(FAULT_SND_PCM_RATES))
		info.rates |= 1u << 16;
	if (model_fault(FAULT_SND_PCM_DIRECTION))
		info.direction = 2;
	if (model_fault(FAULT_SND_PCM_PADDING))
		info.padding[0] = 0xff;
	if (model_fault(FAULT_SND_PCM_CHANGES) && model_card(m)->stream[i].state == PCM_PREPARED)
		info.channels_max = model_card(m)->stream[i].params.channels;
	if (model_fault(FAULT_SND_PCM_CHANNELS))
		info.channels_min = 3;
	memcpy(item, &info, sizeof(info));
}

static void chmap(struct model *m, unsigned i, void *item)
{
	struct snd_chmap_info info = {
		.direction = (uint8_t)i, .channels = 2, .positions = {3, 4}}; /* FL, FR */

	(void)m;
	if (model_fault(FAULT_SND_CHMAP_DIRECTION))
		info.direction = 2;
	if (model_fault(FAULT_SND_CHMAP_CHANNELS))
		info.channels = SND_CHMAP_MAX_SIZE + 1;
	if (model_fault(FAULT_SND_CHMAP_POSITIONS))
		info.positions[1] = SND_CHMAP_POSITIONS;
	memcpy(item, &info, sizeof(info));
}

static void spoil_control(unsigned i, struct snd_ctl_info *info)
{
	if (model_fault(FAULT_SND_CTL_ROLE))
		info->role = SND_CTL_ROLE_LAST + 1;
	if (model_fault(FAULT_SND_CTL_TYPE))
		info->type = SND_CTL_TYPES;
	if (model_fault(FAULT_SND_CTL_ACCESS))
		info->access |= 1u << SND_CTL_ACCESS_BITS;
	if (model_fault(FAULT_SND_CTL_NO_VALUE))
		info->count = 0;
	if (model_fault(FAULT_SND_CTL_VALUES))
		info->count = 129;
	if (model_fault(FAULT_SND_CTL_NAME_EMPTY))
		info->name[0] = '\0';
	if (model_fault(FAULT_SND_CTL_NAME_OPEN))
		memset(info->name, 'x', sizeof(info->name));
	if (model_fault(FAULT_SND_CTL_NAME_ASCII))
		info->name[0] = (char)0xe4;
	if (model_fault(FAULT_SND_CTL_TWINS) && i == CONTROL_SWITCH)
		strcpy(info->name, "Master Playback Volume");
}

static void ctl(struct model *m, unsigned i, void *item)
{
	const uint32_t both = SND_CTL_ACCESS_READ | SND_CTL_ACCESS_WRITE;
	struct snd_ctl_info infos[CARD_CONTROLS] = {
		[CONTROL_VOLUME] = {.role = 1 << 1,
			.type = SND_CTL_INTEGER,
			.access = both | SND_CTL_ACCESS_TLV_READ,
			.count = 2,
			.name = "Master Playback Volume",
			.value = {0, 100, 1}},
		[CONTROL_SWITCH] = {.role = 2 << 1,
			.type = SND_CTL_BOOLEAN,
			.access = both,
			.count = 1,
			.name = "Master Playback Switch"},
		[CONTROL_SOURCE] = {.type = SND_CTL_ENUMERATED,
			.access = both,
			.count = 1,
			.name = "Capture Source",
			.value = {2}},
	};

	(void)m;
	(void)m;
	spoil_control(i, &infos[i]);
	memcpy(item, &infos[i], sizeof(infos[i]));
}

static const struct {
	uint32_t code, count, size;
	void (*fill)(struct model *m, unsigned i, void *item);
	enum fault refused, shortened;
} kinds[] = {
	{SND_R_JACK_INFO, CARD_JACKS, sizeof(struct snd_jack_info), jack,
		FAULT_SND_JACK_INFO_REFUSED, FAULT_SND_JACK_INFO_SHORT},
	{SND_R_PCM_INFO, CARD_STREAMS, sizeof(struct snd_pcm_info), pcm, FAULT_SND_PCM_INFO_REFUSED,
		FAULT_SND_PCM_INFO_SHORT},
	{SND_R_CHMAP_INFO, CARD_CHMAPS, sizeof(struct snd_chmap_info), chmap,
		FAULT_SND_CHMAP_INFO_REFUSED, FAULT_SND_CHMAP_INFO_SHORT},
	{SND_R_CTL_INFO, CARD_CONTROLS, sizeof(struct snd_ctl_info), ctl,
		FAULT_SND_CTL_INFO_REFUSED, FAULT_SND_CTL_INFO_SHORT},
};

uint32_t card_info(struct model *m, struct card_request *c)
{
	struct snd_query_info query;
	uint8_t item[128];
	size_t k = 0;

	while (kinds[k].code != c->code)
		k++;
	if (model_fault(kinds[k].refused))
		return SND_S_NOT_SUPP;
	if (model_read(c->r, 0, &query, sizeof(query)) != sizeof(query) ||
		query.size < kinds[k].size)
		return SND_S_BAD_MSG;
	if (query.count > kinds[k].count || query.start_id > kinds[k].count - query.count)
		return model_fault(FAULT_SND_ITEM_RANGE) ? SND_S_OK : SND_S_BAD_MSG;
	for (uint32_t i = 0; i < query.count; i++) {
		kinds[k].fill(m, query.start_id + i, item);
		c->written += model_write(c->r, 4 + i * query.size, item, kinds[k].size);
	}
	if (model_fault(kinds[k].shortened))
		c->written = 0;
	return SND_S_OK;
}

static uint32_t enum_items(struct card_request *c)
{
	char items[2][SND_CTL_ITEM] = {"Microphone", "Line"};

	if (c->id != CONTROL_SOURCE)
		return SND_S_BAD_MSG;
	if (model_fault(FAULT_SND_CTL_ITEMS_REFUSED))
		return SND_S_NOT_SUPP;
	if (model_fault(FAULT_SND_CTL_ITEM_EMPTY))
		items[1][0] = '\0';
	c->written = model_write(c->r, 4, items, sizeof(items));
	return SND_S_OK;
}

/* dB range of the volume, as ALSA has it: type, length, minimum, step. */
static uint32_t tlv_read(struct card_request *c)
{
	static const uint32_t tlv[] = {1, 8, (uint32_t)-5000, 50};
	uint32_t room = c->r->writable - 4;

	if (c->id != CONTROL_VOLUME)
		return SND_S_BAD_MSG;
	if (room < sizeof(tlv) && model_fault(FAULT_SND_TLV_REFUSED))
		return SND_S_BAD_MSG;
	if (room < sizeof(tlv) && model_fault(FAULT_SND_TLV_NOTHING))
		return SND_S_OK;
	c->written = model_write(c->r, 4, tlv, sizeof(tlv));
	return SND_S_OK;
}

uint32_t card_control(struct model *m, struct card_request *c)
{
	struct model_card *card = model_card(m);
	uint32_t *const values[] = {card->volume, &card->mute, &card->source};
	uint32_t size = c->id == CONTROL_VOLUME ? 8 : 4;

	if (c->id >= CARD_CONTROLS)
		return SND_S_BAD_MSG;
	switch (c->code) {
	case SND_R_CTL_ENUM_ITEMS:
		return enum_items(c);
	case SND_R_CTL_READ:
		c->written = model_write(c->r, 4, values[c->id], size);
		return SND_S_OK;
	case SND_R_CTL_WRITE:
		if (model_read(c->r, 8, values[c->id], size) != size)
			return SND_S_BAD_MSG;
		card->event_due_ns = m->now_ns + MODEL_LATENCY_NS;
		card->event_control = c->id;
		return SND_S_OK;
	case SND_R_CTL_TLV_READ:
		return tlv_read(c);
	default:
		return SND_S_NOT_SUPP;
	}
}
