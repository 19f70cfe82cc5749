/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/snd.h"

#include <string.h>

#define LATE_NS 1000000

void card_reset_streams(struct model *m)
{
	struct model_card *card = model_card(m);

	if (model_fault(FAULT_SND_RESET_PLAYS))
		return;
	for (unsigned i = 0; i < CARD_STREAMS; i++) {
		card->stream[i].state = PCM_FRESH;
		card->stream[i].queued = 0;
	}
	card->late_ns = 0;
}

static uint64_t period_ns(const struct model_stream *s)
{
	uint64_t frame = s->params.channels * snd_format_bits(s->params.format) / 8u;

	return s->params.period_bytes / frame * 1000000000ull / snd_rate_hz(s->params.rate);
}

/* ---- commands ---- */

static uint32_t set_params(struct model_stream *s, unsigned stream, const struct card_request *c)
{
	struct snd_pcm_params p;
	struct snd_pcm_info info;

	if (model_read(c->r, 0, &p, sizeof(p)) != sizeof(p))
		return SND_S_BAD_MSG;
	card_stream_info(stream, &info);
	if (!(info.formats >> p.format & 1) && !model_fault(FAULT_SND_PARAMS_FORMAT))
		return SND_S_NOT_SUPP;
	if (!(info.rates >> p.rate & 1) && !model_fault(FAULT_SND_PARAMS_RATE))
		return SND_S_NOT_SUPP;
	if ((p.channels < info.channels_min || p.channels > info.channels_max) &&
		!model_fault(FAULT_SND_PARAMS_CHANNELS))
		return SND_S_NOT_SUPP;
	if ((!p.period_bytes || p.buffer_bytes % p.period_bytes) &&
		!model_fault(FAULT_SND_PARAMS_PERIOD))
		return SND_S_BAD_MSG;
	s->params = p;
	return SND_S_OK;
}

static void finish(struct model *m, unsigned stream)
{
	struct model_stream *s = &model_card(m)->stream[stream];
	struct snd_pcm_status status = {SND_S_OK, 0};

	for (unsigned i = 0; i < s->queued; i++) {
		const struct model_request *r = &s->queue[i];

		model_write(r, r->writable - sizeof(status), &status, sizeof(status));
		model_complete(m, stream ? SND_RX : SND_TX, r, r->writable);
	}
	s->queued = 0;
}

/* All messages come back, and before the command that asked for it does. */
static void release(struct model *m, unsigned stream)
{
	struct model_card *card = model_card(m);
	bool stopped = card->stream[stream].state == PCM_STOPPED;

	if (model_fault(stopped ? FAULT_SND_RELEASE_STOPPED_KEEPS : FAULT_SND_RELEASE_KEEPS))
		return;
	if (model_fault(stopped ? FAULT_SND_RELEASE_STOPPED_EARLY : FAULT_SND_RELEASE_EARLY)) {
		card->late_ns = m->now_ns + LATE_NS;
		card->late_stream = stream;
		return;
	}
	finish(m, stream);
}

/* 5.14.6.6.1: what may follow what. */
static const struct {
	uint32_t code;
	unsigned from; /* 1 << enum pcm_state */
	enum pcm_state to;
	enum fault wrongly[2]; /* taken in each state; refused */
} commands[] = {
	{SND_R_PCM_SET_PARAMS,
		1 << PCM_FRESH | 1 << PCM_SET | 1 << PCM_PREPARED | 1 << PCM_RELEASED, PCM_SET,
		{FAULT_SND_PARAMS_RUNNING, FAULT_SND_REFUSES_PARAMS}},
	{SND_R_PCM_PREPARE, 1 << PCM_SET | 1 << PCM_PREPARED | 1 << PCM_RELEASED, PCM_PREPARED,
		{FAULT_SND_PREPARE_RUNNING, FAULT_SND_REFUSES_PREPARE}},
	{SND_R_PCM_START, 1 << PCM_PREPARED | 1 << PCM_STOPPED, PCM_RUNNING,
		{FAULT_SND_START_ALWAYS, FAULT_SND_REFUSES_RESTART}},
	{SND_R_PCM_STOP, 1 << PCM_RUNNING, PCM_STOPPED,
		{FAULT_SND_STOP_UNSTARTED, FAULT_SND_REFUSES_STOP}},
	{SND_R_PCM_RELEASE, 1 << PCM_PREPARED | 1 << PCM_STOPPED, PCM_RELEASED,
		{FAULT_SND_RELEASE_RUNNING, FAULT_SND_REFUSES_RELEASE}},
};

/* In which state the second fault of a command refuses it, of those that are right. */
static bool wrongly_refused(const struct model_stream *s, size_t k)
{
	static const enum pcm_state when[] = {
		PCM_RELEASED, PCM_RELEASED, PCM_STOPPED, PCM_RUNNING, PCM_PREPARED};

	return model_fault(commands[k].wrongly[1]) && s->state == when[k];
}

static bool wrongly_taken(const struct model_stream *s, uint32_t code, enum fault fault)
{
	return model_fault(fault) || (code == SND_R_PCM_START && s->state == PCM_RUNNING &&
					     model_fault(FAULT_SND_START_RUNNING));
}

uint32_t card_pcm(struct model *m, struct card_request *c)
{
	struct model_stream *s;
	uint32_t status = SND_S_OK;
	size_t k = 0;

	if (c->id >= CARD_STREAMS)
		return model_fault(FAULT_SND_STREAM_ID) ? SND_S_OK : SND_S_BAD_MSG;
	s = &model_card(m)->stream[c->id];
	while (commands[k].code != c->code)
		k++;
	if ((!(commands[k].from & 1u << s->state) &&
		    !wrongly_taken(s, c->code, commands[k].wrongly[0])) ||
		wrongly_refused(s, k))
		return SND_S_BAD_MSG;
	if (c->code == SND_R_PCM_SET_PARAMS)
		status = set_params(s, c->id, c);
	if (status != SND_S_OK)
		return status;
	if (c->code == SND_R_PCM_RELEASE)
		release(m, c->id);
	if (c->code == SND_R_PCM_START) {
		s->next_ns = m->now_ns + period_ns(s);
		s->ran_dry = false;
	}
	s->state = commands[k].to;
	return SND_S_OK;
}

/* ---- messages ---- */

int64_t card_message(struct model *m, unsigned queue, struct model_request *r)
{
	struct snd_pcm_status status = {
		model_fault(FAULT_SND_MESSAGE_STREAM) ? SND_S_BAD_MSG : SND_S_IO_ERR, 0};
	unsigned stream = queue == SND_TX ? 0 : 1;
	struct model_stream *s = &model_card(m)->stream[stream];
	uint32_t id;

	if (model_read(r, 0, &id, 4) != 4 || r->writable < sizeof(status))
		return 0;
	if (id == stream && s->queued < CARD_QUEUED) {
		s->queue[s->queued++] = *r;
		s->ran_dry = false;
		return MODEL_KEEP;
	}
	model_write(r, r->writable - (uint32_t)sizeof(status), &status, sizeof(status));
	return sizeof(status);
}

/* One period has passed: the oldest message is done. */
static void elapsed(struct model *m, unsigned stream)
{
	struct model_stream *s = &model_card(m)->stream[stream];
	const struct model_request *r = &s->queue[0];
	struct snd_pcm_status status = {SND_S_OK, s->queued * s->params.period_bytes};
	uint32_t sound = r->writable - (uint32_t)sizeof(status), len = sizeof(status);
	static const uint8_t silence[65536];

	if (model_fault(FAULT_SND_MESSAGE_STATUS) || model_fault(FAULT_SND_CAPTURE_STATUS))
		status.status = SND_S_IO_ERR;
	if (model_fault(FAULT_SND_CAPTURE_SHORT))
		sound /= 2;
	if (model_fault(FAULT_SND_CAPTURE_WHOLE))
		sound = s->params.period_bytes;
	if (stream && model_fault(FAULT_SND_CAPTURE_BEYOND))
		r->seg[r->read_count].bytes[r->seg[r->read_count].len] = 0;
	if (stream)
		len += model_write(
			r, 0, silence, sound < sizeof(silence) ? sound : sizeof(silence));
	model_write(r, sound, &status, model_fault(FAULT_SND_NO_LATENCY) ? 4 : sizeof(status));
	if (model_fault(FAULT_SND_CAPTURE_WHOLE))
		len = sound + (uint32_t)sizeof(status);
	if (model_fault(FAULT_SND_MESSAGE_LENGTH))
		len = 0;
	model_complete(m, stream ? SND_RX : SND_TX, r, len);
	memmove(&s->queue[0], &s->queue[1], --s->queued * sizeof(s->queue[0]));
}

static void run_dry(struct model *m, unsigned stream)
{
	struct model_stream *s = &model_card(m)->stream[stream];

	if (!s->ran_dry && s->params.features && !model_fault(FAULT_SND_NO_XRUN))
		card_event(m, SND_EVT_PCM_XRUN,
			model_fault(FAULT_SND_XRUN_STREAM) ? CARD_STREAMS : stream);
	s->ran_dry = true;
}

static bool runs(const struct model_stream *s)
{
	if (model_fault(FAULT_SND_NEVER_RUNS) || model_fault(FAULT_SND_CAPTURE_NEVER))
		return false;
	return s->state == PCM_RUNNING ||
	       (s->state == PCM_STOPPED && model_fault(FAULT_SND_STOP_GOES_ON));
}

void card_tick_streams(struct model *m)
{
	struct model_card *card = model_card(m);

	if (card->late_ns && m->now_ns >= card->late_ns) {
		card->late_ns = 0;
		finish(m, card->late_stream);
	}
	for (unsigned i = 0; i < CARD_STREAMS; i++) {
		struct model_stream *s = &card->stream[i];

		if (!runs(s) || (m->now_ns < s->next_ns && !model_fault(FAULT_SND_NO_PACE)))
			continue;
		s->next_ns = m->now_ns < s->next_ns ? s->next_ns : s->next_ns + period_ns(s);
		if (s->queued)
			elapsed(m, i);
		else
			run_dry(m, i);
	}
}
