/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/ring_format.h"
#include "virtio/wire.h"

#define REQUESTS 4

/* What the driver writes before each request, and what has to come of it. */
struct signals {
	bool event_idx, signal;
	uint16_t flags;
	int16_t event; /* used_event, from the used index that the request will get */
	const char *words;
};

static void ask(struct vq *q, const struct signals *s)
{
	volatile uint16_t *event =
		(volatile uint16_t *)(q->driver_area->bytes + 4 + 2 * q->size); /* used_event */

	*event = (uint16_t)(q->used_idx + s->event);
	*(volatile uint16_t *)&q->avail->flags = s->flags;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

static void run(struct job *job)
{
	const struct signals *s = job->unit->data;
	struct vdev *v = wire_open(job);
	struct exercise e;
	struct vq *q;
	bool signalled = false;
	unsigned n = 0;

	ring_begin(v, false, s->event_idx ? VIRTIO_F_EVENT_IDX : 0);
	e = exercise_of(v);
	q = vq_open(v, e.queue, 0);
	ask(q, s); /* before DRIVER_OK: a device may look at its queues, and signal, as it starts */
	vdev_live(v);
	while (n++ < REQUESTS) {
		ask(q, s);
		exercise_once(&e, q);
		signalled = vdev_wait_isr(v, ISR_QUEUE, s->signal ? VDEV_ANSWER_MS : 0);
		if (signalled != s->signal)
			break;
	}
	if (!s->signal && !signalled) /* it may still come */
		signalled = vdev_wait_isr(v, ISR_QUEUE, VDEV_SILENCE_MS);
	n = n < REQUESTS ? n : REQUESTS;
	expected(job, "%s with %s", s->signal ? "a signal" : "no signal", s->words);
	observed(job, "%s at request %u of %d", signalled ? "a signal" : "no signal", n, REQUESTS);
	if (signalled == s->signal)
		pass(job);
	else
		fail(job, "%s with %s, at request %u after a reset",
			signalled ? "a signal comes" : "no signal comes", s->words, n);
}

#define SIGNALS(name, check_id, words_of_title, statement, strictness, ...)                        \
	static const struct signals name##_data = {__VA_ARGS__};                                   \
	CHECK(name) = {                                                                            \
		.id = check_id,                                                                    \
		.title = words_of_title,                                                           \
		.source = "VIRTIO 1.4, 2.7.7.2 Used Buffer Notification Suppression",              \
		.level = strictness,                                                               \
		.statements = statement,                                                           \
		.each = &wire_devices,                                                             \
		.flags = UNIT_CLAIMS,                                                              \
		.run = run,                                                                        \
		.data = &name##_data,                                                              \
	}

SIGNALS(split_event_ignored, "virtio.split.used-event-ignored",
	"Without VIRTIO_F_EVENT_IDX used_event is ignored", "V14-SPLIT-D009", LEVEL_MUST,
	.signal = true, .event = 0x4000, .words = "flags 0 and a used_event far away");
SIGNALS(split_flags_off, "virtio.split.signal-suppressed",
	"Without VIRTIO_F_EVENT_IDX flags of 1 suppress signals", "V14-SPLIT-D010", LEVEL_SHOULD,
	.signal = false, .flags = 1, .words = "flags 1");
SIGNALS(split_flags_on, "virtio.split.signal-sent",
	"Without VIRTIO_F_EVENT_IDX flags of 0 have every used buffer signalled", "V14-SPLIT-D011",
	LEVEL_MUST, .signal = true, .words = "flags 0");
SIGNALS(split_flags_ignored, "virtio.split.flags-ignored",
	"With VIRTIO_F_EVENT_IDX flags of 1 are ignored", "V14-SPLIT-D012", LEVEL_MUST,
	.event_idx = true, .signal = true, .flags = 1, .words = "used_event reached and flags 1");
SIGNALS(split_event_reached, "virtio.split.used-event-reached",
	"With VIRTIO_F_EVENT_IDX the buffer that used_event names is signalled", "V14-SPLIT-D013",
	LEVEL_MUST, .event_idx = true, .signal = true, .words = "used_event reached");
SIGNALS(split_event_far, "virtio.split.used-event-far",
	"With VIRTIO_F_EVENT_IDX no buffer but the one that used_event names is signalled",
	"V14-SPLIT-D014", LEVEL_SHOULD, .event_idx = true, .signal = false, .event = 0x4000,
	.words = "used_event far away");
