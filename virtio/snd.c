/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/snd.h"

#include <string.h>

#define UNWRITTEN 0xff

static void give_event(struct snd *s, unsigned i)
{
	struct seg seg = device_writes(s->events[i]);

	s->event_ids[i] = vq_add(s->queue[SND_EVENT], &seg, 1);
}

struct snd snd_start_with(struct vdev *v, const int *bits)
{
	struct snd s = {.v = v};

	vdev_begin_with(v, bits);
	for (unsigned i = 0; i < SND_QUEUES; i++)
		s.queue[i] = vq_open(v, i, 0);
	s.jacks = vdev_config32(v, SND_CONFIG_JACKS);
	s.streams = vdev_config32(v, SND_CONFIG_STREAMS);
	s.chmaps = vdev_config32(v, SND_CONFIG_CHMAPS);
	if (vdev_accepted(v, SND_F_CTLS)) /* else it is not to be read: 5.14.5.1 */
		s.controls = vdev_config32(v, SND_CONFIG_CONTROLS);
	vdev_live(v);
	for (unsigned i = 0; i < SND_EVENTS && vq_has_room(s.queue[SND_EVENT], 1); i++) {
		s.events[i] = dma_new(v, sizeof(struct snd_event));
		give_event(&s, i);
	}
	vq_kick(s.queue[SND_EVENT]);
	return s;
}

const char *snd_status_word(uint32_t status)
{
	static const char *const words[] = {"OK", "BAD_MSG", "NOT_SUPP", "IO_ERR"};

	if (status == SND_S_NONE)
		return "none";
	if (status >= SND_S_OK && status <= SND_S_IO_ERR)
		return words[status - SND_S_OK];
	return "an undefined status";
}

struct snd_answer snd_ask(struct snd *s, const void *request, uint32_t size, uint32_t payload_size)
{
	/* The status ends at a multiple of 8, so that what follows is aligned for its fields. */
	struct dma *out = dma_new(s->v, size), *in = dma_new(s->v, 8 + payload_size);
	struct seg segs[] = {device_reads(out), device_writes_part(in, 4, 4 + payload_size)};
	struct snd_answer answer = {.status = SND_S_NONE, .payload = in->bytes + 8};
	struct completion done;

	memcpy(out->bytes, request, size);
	memset(in->bytes, UNWRITTEN, in->size);
	vq_add(s->queue[SND_CONTROL], segs, 2);
	vq_kick(s->queue[SND_CONTROL]);
	if (!vq_wait(s->queue[SND_CONTROL], VDEV_ANSWER_MS, &done))
		return answer;
	memcpy(&answer.status, in->bytes + 4, 4);
	answer.used = done.len;
	return answer;
}

struct snd_answer snd_info(
	struct snd *s, uint32_t code, uint32_t start, uint32_t count, uint32_t size)
{
	struct snd_query_info query = {code, start, count, size};

	return snd_ask(s, &query, sizeof(query), count * size);
}

uint32_t snd_stream(struct snd *s, uint32_t code, uint32_t stream)
{
	struct snd_pcm_request request = {code, stream};

	return snd_ask(s, &request, sizeof(request), 0).status;
}

uint32_t snd_set_params(struct snd *s, uint32_t stream, const struct snd_pcm_params *params)
{
	struct snd_pcm_params request = *params;

	request.code = SND_R_PCM_SET_PARAMS;
	request.stream_id = stream;
	return snd_ask(s, &request, sizeof(request), 0).status;
}

unsigned snd_format_bits(unsigned format)
{
	static const uint8_t bits[SND_PCM_FORMATS] = {4, 8, 8, 8, 8, 16, 16, 24, 24, 24, 24, 24, 24,
		32, 32, 32, 32, 32, 32, 32, 64, 8, 16, 32, 32};

	return format < SND_PCM_FORMATS ? bits[format] : 0;
}

unsigned snd_rate_hz(unsigned rate)
{
	static const uint32_t hz[SND_PCM_RATES] = {5512, 8000, 11025, 16000, 22050, 32000, 44100,
		48000, 64000, 88200, 96000, 176400, 192000, 384000, 12000, 24000};

	return rate < SND_PCM_RATES ? hz[rate] : 0;
}

/* The preferred bit, else the lowest that is set and defined; `count` if there is none. */
static unsigned choose(uint64_t mask, unsigned preferred, unsigned first, unsigned count)
{
	if (mask & 1ull << preferred)
		return preferred;
	for (unsigned i = first; i < count; i++)
		if (mask & 1ull << i)
			return i;
	return count;
}

static bool set_up(struct snd_pcm *pcm, unsigned period_ms, unsigned periods)
{
	const unsigned s16 = 5, rate_48000 = 7;
	unsigned format =
		choose(pcm->info.formats, s16, 1, SND_PCM_FORMATS); /* 0 has no whole bytes */
	unsigned rate = choose(pcm->info.rates, rate_48000, 0, SND_PCM_RATES);
	unsigned channels = pcm->info.channels_max < 2 ? pcm->info.channels_max : 2;
	uint32_t frames;

	if (channels < pcm->info.channels_min)
		channels = pcm->info.channels_min;
	if (!channels || !snd_format_bits(format) || !snd_rate_hz(rate))
		return false;
	pcm->rate = snd_rate_hz(rate);
	pcm->frame_bytes = channels * snd_format_bits(format) / 8;
	frames = pcm->rate * period_ms / 1000;
	pcm->period_ns = frames * 1000000000ull / pcm->rate;
	pcm->params = (struct snd_pcm_params){
		.buffer_bytes = periods * frames * pcm->frame_bytes,
		.period_bytes = frames * pcm->frame_bytes,
		.channels = (uint8_t)channels,
		.format = (uint8_t)format,
		.rate = (uint8_t)rate,
	};
	return true;
}

bool snd_find(struct snd *s, enum snd_direction direction, unsigned period_ms, unsigned periods,
	struct snd_pcm *pcm)
{
	struct snd_answer answer;

	for (uint32_t i = 0; i < s->streams; i++) {
		*pcm = (struct snd_pcm){.stream = i};
		answer = snd_info(s, SND_R_PCM_INFO, i, 1, sizeof(pcm->info));
		if (answer.status != SND_S_OK)
			continue;
		memcpy(&pcm->info, answer.payload, sizeof(pcm->info));
		if (pcm->info.direction == direction && set_up(pcm, period_ms, periods))
			return true;
	}
	return false;
}

struct snd_message snd_message_new(struct vdev *v, uint32_t stream, uint32_t bytes, bool in)
{
	struct snd_message m = {
		.header = dma_new(v, sizeof(stream)),
		.data = dma_new(v, bytes),
		.status = dma_new(v, sizeof(struct snd_pcm_status)),
		.in = in,
	};

	memcpy(m.header->bytes, &stream, sizeof(stream));
	return m;
}

void snd_give(struct vq *q, struct snd_message *m)
{
	struct seg segs[] = {
		device_reads(m->header),
		m->in ? device_writes(m->data) : device_reads(m->data),
		device_writes(m->status),
	};

	memset(m->status->bytes, UNWRITTEN, m->status->size);
	m->id = vq_add(q, segs, 3);
	vq_kick(q);
}

struct snd_pcm_status snd_message_status(const struct snd_message *m)
{
	struct snd_pcm_status status;

	memcpy(&status, m->status->bytes, sizeof(status));
	return status;
}

bool snd_wait_event(struct snd *s, unsigned ms, struct snd_event *event)
{
	struct completion done;

	if (!vq_wait(s->queue[SND_EVENT], ms, &done))
		return false;
	for (unsigned i = 0; i < SND_EVENTS; i++) {
		if (!s->events[i] || s->event_ids[i] != done.id)
			continue;
		memcpy(event, s->events[i]->bytes, sizeof(*event));
		give_event(s, i);
		vq_kick(s->queue[SND_EVENT]);
		return true;
	}
	return false;
}
