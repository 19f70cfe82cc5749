/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_SND_H
#define VIRTIO_SND_H

#include "virtio/ring.h"

/* Sound device (VIRTIO 1.4, 5.14). */
enum snd_feature { SND_F_CTLS = 0 };

enum snd_queue { SND_CONTROL, SND_EVENT, SND_TX, SND_RX, SND_QUEUES };

enum snd_config { /* offsets */
	SND_CONFIG_JACKS = 0,
	SND_CONFIG_STREAMS = 4,
	SND_CONFIG_CHMAPS = 8,
	SND_CONFIG_CONTROLS = 12,
	SND_CONFIG_END = 16,
};

enum snd_code {
	SND_R_JACK_INFO = 1,
	SND_R_JACK_REMAP,
	SND_R_PCM_INFO = 0x100,
	SND_R_PCM_SET_PARAMS,
	SND_R_PCM_PREPARE,
	SND_R_PCM_RELEASE,
	SND_R_PCM_START,
	SND_R_PCM_STOP,
	SND_R_CHMAP_INFO = 0x200,
	SND_R_CTL_INFO = 0x300,
	SND_R_CTL_ENUM_ITEMS,
	SND_R_CTL_READ,
	SND_R_CTL_WRITE,
	SND_R_CTL_TLV_READ,
	SND_R_CTL_TLV_WRITE,
	SND_R_CTL_TLV_COMMAND,
	SND_EVT_JACK_CONNECTED = 0x1000,
	SND_EVT_JACK_DISCONNECTED,
	SND_EVT_PCM_PERIOD_ELAPSED = 0x1100,
	SND_EVT_PCM_XRUN,
	SND_EVT_CTL_NOTIFY = 0x1200,
	SND_S_OK = 0x8000,
	SND_S_BAD_MSG,
	SND_S_NOT_SUPP,
	SND_S_IO_ERR,
	SND_S_NONE = 0xffffffff, /* ours: no status was written */
};

enum snd_direction { SND_D_OUTPUT, SND_D_INPUT };

struct snd_query_info {
	uint32_t code, start_id, count, size;
};

struct snd_jack_info {
	uint32_t hda_fn_nid, features, hda_reg_defconf, hda_reg_caps;
	uint8_t connected, padding[7];
};
#define SND_JACK_FEATURES 1 /* bits defined */

struct snd_pcm_info {
	uint32_t hda_fn_nid, features;
	uint64_t formats, rates;
	uint8_t direction, channels_min, channels_max, padding[5];
};
#define SND_PCM_FEATURES 5 /* bits defined */
#define SND_PCM_FORMATS	 25
#define SND_PCM_RATES	 16

struct snd_pcm_request { /* PREPARE, START, STOP, RELEASE */
	uint32_t code, stream_id;
};

struct snd_pcm_params {
	uint32_t code, stream_id, buffer_bytes, period_bytes, features;
	uint8_t channels, format, rate, padding;
};

struct snd_pcm_status { /* ends each message of the tx and rx queues */
	uint32_t status, latency_bytes;
};

#define SND_CHMAP_MAX_SIZE  18
#define SND_CHMAP_POSITIONS 37 /* values defined */
struct snd_chmap_info {
	uint32_t hda_fn_nid;
	uint8_t direction, channels, positions[SND_CHMAP_MAX_SIZE];
};

enum snd_ctl_type {
	SND_CTL_BOOLEAN,
	SND_CTL_INTEGER,
	SND_CTL_INTEGER64,
	SND_CTL_ENUMERATED,
	SND_CTL_BYTES,
	SND_CTL_IEC958,
	SND_CTL_TYPES,
};
#define SND_CTL_ROLE_LAST   7 /* GAIN << 1 | VIRTIO_SND_D_INPUT */
#define SND_CTL_ACCESS_BITS 7
#define SND_CTL_EVENT_BITS  3

enum snd_ctl_access {
	SND_CTL_ACCESS_READ = 1 << 0,
	SND_CTL_ACCESS_WRITE = 1 << 1,
	SND_CTL_ACCESS_TLV_READ = 1 << 4,
};

#define SND_CTL_NAME 44
struct snd_ctl_info {
	uint32_t hda_fn_nid, role, type, access, count, index;
	char name[SND_CTL_NAME];
	uint32_t value[6]; /* min, max, step of 32 or 64 bits, or the number of items */
} __attribute__((packed));

#define SND_CTL_ITEM  64
#define SND_CTL_VALUE 512
struct snd_ctl_request {
	uint32_t code, control_id;
};

struct snd_ctl_write {
	uint32_t code, control_id;
	uint8_t value[SND_CTL_VALUE];
};

struct snd_event {
	uint32_t code;
	uint32_t data; /* of SND_EVT_CTL_NOTIFY: control id, mask << 16 */
};
#define SND_EVENTS 8 /* buffers in the event queue */

/* A device that is at work. */
struct snd {
	struct vdev *v;
	struct vq *queue[SND_QUEUES];
	uint32_t jacks, streams, chmaps, controls;
	struct dma *events[SND_EVENTS];
	unsigned event_ids[SND_EVENTS];
};

/* Reset to DRIVER_OK with these features, as vdev_begin(); the event queue is full of buffers. */
#define snd_start(v, ...) snd_start_with(v, (const int[]){VIRTIO_F_VERSION_1, ##__VA_ARGS__, -1})
struct snd snd_start_with(struct vdev *v, const int *bits);
const char *snd_status_word(uint32_t status);

/* ---- the control queue ---- */
/* A request's answer. Bytes of the payload that the device does not write stay 0xff. */
struct snd_answer {
	uint32_t status; /* SND_S_NONE: none within VDEV_ANSWER_MS */
	uint32_t used;	 /* bytes the device wrote */
	const void *payload;
};
struct snd_answer snd_ask(struct snd *s, const void *request, uint32_t size, uint32_t payload_size);
/* `count` items from `start`, each of `size` bytes. */
struct snd_answer snd_info(
	struct snd *s, uint32_t code, uint32_t start, uint32_t count, uint32_t size);
uint32_t snd_stream(struct snd *s, uint32_t code, uint32_t stream);
uint32_t snd_set_params(struct snd *s, uint32_t stream, const struct snd_pcm_params *params);

/* ---- streams ---- */
/* What a stream is set to; `info` is the device's own word on it. */
struct snd_pcm {
	struct snd_pcm_info info;
	struct snd_pcm_params params;
	uint32_t stream, rate, frame_bytes;
	uint64_t period_ns;
};
/*
 * Finds the first stream of the direction and a format and rate that it offers (48 kHz,
 * S16, two channels where it can) for periods of `period_ms` and `periods` of them; false
 * where there is no such stream.
 */
bool snd_find(struct snd *s, enum snd_direction direction, unsigned period_ms, unsigned periods,
	struct snd_pcm *pcm);
/* Bits of a sample, also in memory; Hz of a rate. 0: undefined. */
unsigned snd_format_bits(unsigned format);
unsigned snd_rate_hz(unsigned rate);

/* One period for the tx queue, or from the rx queue. */
struct snd_message {
	struct dma *header, *data, *status;
	bool in;
	unsigned id; /* while the device has it */
};
struct snd_message snd_message_new(struct vdev *v, uint32_t stream, uint32_t bytes, bool in);
void snd_give(struct vq *q, struct snd_message *m); /* and notifies */
struct snd_pcm_status snd_message_status(const struct snd_message *m);

/* ---- a stream from start to end: virtio/snd_stream.c ---- */
/* For steps that only prepare what is asked: ends the job as `inconclusive` if not OK. */
void snd_need_ok(struct job *job, uint32_t status, const char *request);
/* A stream of that direction, its parameters set and prepared; absent where there is none. */
struct snd_pcm snd_open(
	struct snd *s, enum snd_direction direction, unsigned period_ms, unsigned periods);
struct vq *snd_queue(struct snd *s, const struct snd_pcm *pcm);
/* Gives the device `count` periods of silence, or empty ones, in the stream's direction. */
void snd_fill(struct snd *s, const struct snd_pcm *pcm, struct snd_message *m, unsigned count);
/*
 * Stops and releases the stream, and takes back what it had: a device that keeps messages
 * across a reset (virtio.sound.reset) would use them in the next job's queue.
 */
void snd_end(struct snd *s, const struct snd_pcm *pcm);

/* ---- events ---- */
/* Waits for one; its buffer is given to the device again. */
bool snd_wait_event(struct snd *s, unsigned ms, struct snd_event *event);

#endif
