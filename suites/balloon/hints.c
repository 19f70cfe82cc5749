/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/balloon/hints.h"

#include "suites/balloon/host.h"

#include <string.h>

#define RETRY_MS 50

struct hints hints_open(struct vdev *v)
{
	struct hints h = {.job = v->job, .v = v};

	vdev_need(v, BALLOON_F_FREE_PAGE_HINT);
	vdev_begin(v, BALLOON_F_FREE_PAGE_HINT);
	h.q = vq_open(v, BALLOON_FREE_PAGES, 0);
	vdev_live(v);
	return h;
}

uint32_t hints_id(struct hints *h)
{
	return vdev_config32(h->v, BALLOON_CONFIG_HINT_CMD_ID);
}

static bool wait_id(struct hints *h, bool (*is)(uint32_t id))
{
	uint64_t end = vdev_now(h->v) + (uint64_t)HINTS_MS * MS_NS;

	while (!is(hints_id(h))) {
		if (vdev_now(h->v) >= end)
			return false;
		vdev_pause(h->v, 1);
	}
	return true;
}

static bool is_command(uint32_t id)
{
	return id >= BALLOON_CMD_ID_MIN;
}

static bool is_done(uint32_t id)
{
	return id == BALLOON_CMD_ID_DONE;
}

/* What an earlier copy left to do may still be under way: then the host refuses at first. */
static void begin(struct hints *h)
{
	uint64_t end = vdev_now(h->v) + (uint64_t)HINTS_MS * MS_NS;
	struct answer answer;

	balloon_have(h->job, &answer, "memory-copy-limit");
	while (balloon_ask(h->job, &answer, "memory-copy-begin")) {
		if (vdev_now(h->v) >= end) {
			inconclusive(h->job, "the host does not copy the memory: %s", answer.text);
			job_stop(h->job);
		}
		vdev_pause(h->v, RETRY_MS);
	}
}

uint32_t hints_begin(struct hints *h)
{
	begin(h);
	if (wait_id(h, is_command))
		return hints_id(h);
	hints_end(h);
	inconclusive(
		h->job, "the device wants no hints within %d ms of the host's copying", HINTS_MS);
	job_stop(h->job);
}

bool hints_end(struct hints *h)
{
	struct answer answer;

	balloon_ask(h->job, &answer, "memory-copy-end");
	return wait_id(h, is_done);
}

void hints_send_id(struct hints *h, uint32_t id)
{
	struct dma *buffer = dma_new(h->v, sizeof(id));
	struct seg seg = device_reads(buffer);

	memcpy(buffer->bytes, &id, sizeof(id));
	vq_do(h->q, &seg, 1);
}

struct dma *hints_send_page(struct hints *h, uint8_t fill)
{
	struct dma *page = dma_new_aligned(h->v, BALLOON_PAGE, BALLOON_PAGE);
	struct seg seg = device_writes(page);

	memset(page->bytes, fill, page->size);
	vq_do(h->q, &seg, 1);
	return page;
}
