/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/picture.h"

#include "bench/video_screen.h"
#include "core/video_code.h"

#include <string.h>

#define PICTURE_MS 500 /* a display may be slower than a command */
#define LOOK_MS	   20

struct picture picture_new(struct gpu *g, uint32_t resource)
{
	struct picture p = {resource, dma_new_aligned(g->v, PICTURE_PITCH * PICTURE_HEIGHT, 4096)};

	gpu_prepared(
		g, gpu_create(g, resource, PICTURE_WIDTH, PICTURE_HEIGHT), "RESOURCE_CREATE_2D");
	gpu_prepared(g, gpu_attach_one(g, resource, p.dma), "RESOURCE_ATTACH_BACKING");
	picture_draw(&p, 0);
	return p;
}

void picture_draw(const struct picture *p, uint32_t number)
{
	video_code_draw(p->dma->bytes, PICTURE_WIDTH, PICTURE_PITCH, number, 0, PICTURE_BANDS);
}

void picture_update(struct gpu *g, const struct picture *p, uint32_t number)
{
	picture_draw(p, number);
	gpu_prepared(g, gpu_transfer(g, p->resource, &picture_whole, 0), "TRANSFER_TO_HOST_2D");
	gpu_prepared(g, gpu_flush(g, p->resource, &picture_whole), "RESOURCE_FLUSH");
}

void picture_scanout(struct gpu *g, const struct picture *p, const struct gpu_rect *r)
{
	gpu_prepared(g, gpu_scanout(g, 0, p->resource, r), "SET_SCANOUT");
}

bool picture_shown(struct gpu *g, const char *runs, const char *done)
{
	uint64_t end = vdev_now(g->v) + (uint64_t)PICTURE_MS * MS_NS;
	struct screen screen;
	char text[400];

	for (;;) {
		screen_look(g->v->job, &screen);
		screen_tell(&screen, text, sizeof(text));
		expected(g->v->job, "frame:bands %s, no pixel wrong", runs);
		observed(g->v->job, "%s", text);
		if (!screen.wrong && !screen.unreadable && !strcmp(screen.runs, runs)) {
			pass(g->v->job);
			return true;
		}
		if (vdev_now(g->v) >= end)
			break;
		vdev_pause(g->v, LOOK_MS);
	}
	fail(g->v->job, "%s is not what the display shows", done);
	return false;
}
