/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_MODEL_SND_H
#define TESTS_MODEL_SND_H

#include "tests/model/model.h"
#include "virtio/snd.h"

/* The model of a sound device: tests/model/class_snd.c, snd_items.c and snd_pcm.c. */
#define CARD_JACKS    2
#define CARD_STREAMS  2 /* output, input */
#define CARD_CHMAPS   2
#define CARD_CONTROLS 3
#define CARD_QUEUED   64

enum pcm_state { PCM_FRESH, PCM_SET, PCM_PREPARED, PCM_RUNNING, PCM_STOPPED, PCM_RELEASED };

struct model_stream {
	enum pcm_state state;
	struct snd_pcm_params params;
	uint64_t next_ns; /* when the first message is consumed or full */
	bool ran_dry;
	struct model_request queue[CARD_QUEUED]; /* the messages it has, oldest first */
	unsigned queued;
};

struct model_card {
	struct model_stream stream[CARD_STREAMS];
	struct model_request events[CARD_QUEUED]; /* empty buffers for notifications */
	unsigned event_count;
	uint32_t volume[2], mute, source;
	uint64_t event_due_ns; /* a notification of control `event_control` */
	unsigned event_control;
	/* of a fault: what a release left behind is completed then */
	uint64_t late_ns;
	unsigned late_stream;
};

/* A control request, and where its answer goes. */
struct card_request {
	const struct model_request *r;
	uint32_t code, id; /* the second word: an item, a stream or a control */
	uint32_t written;  /* bytes of payload */
};

/* Each returns the status, and writes the payload behind it. */
uint32_t card_info(struct model *m, struct card_request *c);
uint32_t card_control(struct model *m, struct card_request *c);
uint32_t card_pcm(struct model *m, struct card_request *c);

struct model_card *model_card(struct model *m);
void card_stream_info(unsigned stream, struct snd_pcm_info *info);
void card_reset_streams(struct model *m);
/* A message of the tx or rx queue; returns as model_class.handle. */
int64_t card_message(struct model *m, unsigned queue, struct model_request *r);
void card_tick_streams(struct model *m);
void card_event(struct model *m, uint32_t code, uint32_t data);

#endif
