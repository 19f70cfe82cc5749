/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/balloon.h"
#include "virtio/ids.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGES	   (512u << 8) /* of 4 KiB, that the guest has */
#define POLL_NS	   1000000000u
#define FIRST_ID   0x80000000u
#define HINTED_MAX 16

/* What the host was told, and what it does, outlives a reset. */
struct balloon_state {
	bool polling;
	uint64_t poll_ns;
	bool holds_stats;
	struct model_request stats;
	uint64_t value[BALLOON_S_NR];
	uint32_t next_id;
	bool copying, hinting;
	struct model_request hinted[HINTED_MAX];
	unsigned hinted_count;
	uint64_t spoil_ns; /* when a faulty device writes to hinted pages; 0: not */
};

static struct balloon_state *state(struct model *m)
{
	struct balloon_state *s = m->state;

	if (s)
		return s;
	s = m->state = calloc(1, sizeof(*s));
	if (!s)
		abort();
	s->next_id = FIRST_ID;
	return s;
}

static void init(struct model *m)
{
	struct balloon_state *s = state(m);

	s->holds_stats = s->hinting = false;
	s->hinted_count = 0;
	s->spoil_ns = 0;
}

/* ---- statistics ---- */

static void take_stats(struct balloon_state *s, struct model_request *r)
{
	struct balloon_stat stat;
	uint32_t at = 0;

	s->stats = *r;
	s->holds_stats = true;
	for (unsigned i = 0; model_read(r, at, &stat, sizeof(stat)) == sizeof(stat); i++) {
		unsigned tag = model_fault(FAULT_BALLOON_STATS_ORDER) ? i : stat.tag;

		at += sizeof(stat);
		if (tag >= BALLOON_S_NR && model_fault(FAULT_BALLOON_STATS_UNKNOWN))
			return;
		if (tag < BALLOON_S_NR)
			s->value[tag] = stat.value;
	}
}

static void poll_stats(struct model *m)
{
	struct balloon_state *s = state(m);

	if (!s->polling || !s->holds_stats || m->now_ns < s->poll_ns)
		return;
	s->poll_ns = m->now_ns + POLL_NS;
	s->holds_stats = false;
	model_complete(m, BALLOON_STATS, &s->stats, 0);
}

/* ---- hints ---- */

static void set_id(struct model *m, uint32_t id)
{
	model_config_put(m, BALLOON_CONFIG_HINT_CMD_ID, id, 4);
	model_config_changed(m);
}

static void spoil(struct model_request *r)
{
	memset(r->seg[r->read_count].bytes, 0xee, r->seg[r->read_count].len);
}

/* A page that is hinted for the current command may lose what it holds; this one does. */
static void take_hint(struct model *m, struct model_request *r)
{
	struct balloon_state *s = state(m);
	uint32_t id, current;

	memcpy(&current, m->config + BALLOON_CONFIG_HINT_CMD_ID, 4);
	if (model_read(r, 0, &id, sizeof(id)) == sizeof(id))
		s->hinting = id >= BALLOON_CMD_ID_MIN &&
			     (id == current || model_fault(FAULT_BALLOON_HINT_OTHER));
	if (!r->writable || !s->hinting)
		return;
	spoil(r);
	if (s->hinted_count < HINTED_MAX)
		s->hinted[s->hinted_count++] = *r;
}

static void copy_begin(struct model *m)
{
	struct balloon_state *s = state(m);

	s->copying = true;
	if (model_has(m, BALLOON_F_FREE_PAGE_HINT))
		set_id(m, s->next_id);
	if (!model_fault(FAULT_BALLOON_HINT_AGAIN))
		s->next_id++;
}

static void copy_end(struct model *m)
{
	struct balloon_state *s = state(m);

	s->copying = s->hinting = false;
	if (model_has(m, BALLOON_F_FREE_PAGE_HINT))
		set_id(m, model_fault(FAULT_BALLOON_HINT_NOT_DONE) ? BALLOON_CMD_ID_STOP
								   : BALLOON_CMD_ID_DONE);
	if (model_fault(FAULT_BALLOON_HINT_AFTER))
		s->spoil_ns = m->now_ns + 10000000;
}

static void tick(struct model *m)
{
	struct balloon_state *s = state(m);

	poll_stats(m);
	if (!s->spoil_ns || m->now_ns < s->spoil_ns)
		return;
	s->spoil_ns = 0;
	for (unsigned i = 0; i < s->hinted_count; i++)
		spoil(&s->hinted[i]);
}

/* ---- requests ---- */

/* Given back to the host, the pages read as zeroes; that is allowed if the poison is 0. */
static void take_report(struct model *m, struct model_request *r)
{
	uint32_t poison;

	memcpy(&poison, m->config + BALLOON_CONFIG_POISON_VAL, 4);
	if (model_has(m, BALLOON_F_PAGE_POISON) && poison && !model_fault(FAULT_BALLOON_POISON))
		return;
	for (unsigned i = 0; i < r->write_count; i++)
		memset(r->seg[r->read_count + i].bytes, 0, r->seg[r->read_count + i].len);
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	switch (queue) {
	case BALLOON_DEFLATE:
		return model_fault(FAULT_BALLOON_DEFLATE) ? MODEL_KEEP : 0;
	case BALLOON_STATS:
		take_stats(state(m), r);
		return MODEL_KEEP;
	case BALLOON_FREE_PAGES:
		take_hint(m, r);
		return 0;
	case BALLOON_REPORTING:
		take_report(m, r);
		return 0;
	default:
		return 0;
	}
}

static void config_write(struct model *m, uint32_t offset, unsigned width, uint32_t value)
{
	if (offset == BALLOON_CONFIG_ACTUAL || offset == BALLOON_CONFIG_POISON_VAL)
		model_config_put(m, offset, value, width);
}

/* One queue less than there are features for. */
static bool negotiated(struct model *m)
{
	if (model_fault(FAULT_BALLOON_QUEUES))
		m->queue[BALLOON_REPORTING].max = m->queue[BALLOON_REPORTING].size = 0;
	return true;
}

/* ---- the host ---- */

static int set_target(struct model *m, const char *arguments)
{
	unsigned long long size;

	if (sscanf(arguments, "size=%llu", &size) != 1)
		return -EINVAL;
	size /= BALLOON_PAGE;
	model_config_put(m, BALLOON_CONFIG_NUM_PAGES, size < PAGES ? PAGES - size : 0, 4);
	if (!model_fault(FAULT_BALLOON_TARGET_SILENT))
		model_config_changed(m);
	return 0;
}

static int tell(struct model *m, enum balloon_tag tag, struct answer *answer)
{
	snprintf(answer->text, sizeof(answer->text), "%llu",
		(unsigned long long)state(m)->value[tag]);
	return 0;
}

static int act(struct model *m, const char *action, const char *arguments, struct answer *answer)
{
	struct balloon_state *s = state(m);

	if (!strcmp(action, "balloon-target"))
		return set_target(m, arguments);
	if (!strcmp(action, "balloon-free-memory"))
		return tell(m, BALLOON_S_MEMFREE, answer);
	if (!strcmp(action, "balloon-total-memory"))
		return tell(m, BALLOON_S_MEMTOT, answer);
	if (!strcmp(action, "balloon-poll"))
		s->polling = true;
	else if (!strcmp(action, "balloon-poll-end"))
		s->polling = false;
	else if (!strcmp(action, "memory-copy-begin"))
		copy_begin(m);
	else if (!strcmp(action, "memory-copy-end"))
		copy_end(m);
	else if (strcmp(action, "memory-copy-limit") != 0) {
		snprintf(answer->text, sizeof(answer->text), "the model cannot %s", action);
		return -EOPNOTSUPP;
	}
	return 0;
}

const struct model_class model_balloon = {
	.type = VIRTIO_TYPE_BALLOON,
	.id = "virtio.balloon[0]",
	.features = {1u << BALLOON_F_MUST_TELL_HOST | 1u << BALLOON_F_STATS_VQ |
		     1u << BALLOON_F_FREE_PAGE_HINT | 1u << BALLOON_F_PAGE_POISON |
		     1u << BALLOON_F_PAGE_REPORTING},
	.queues = 5,
	.queue_max = 128,
	.config_size = BALLOON_CONFIG_END,
	.init = init,
	.negotiated = negotiated,
	.handle = handle,
	.tick = tick,
	.config_write = config_write,
	.act = act,
};
