/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_GPU_PICTURE_H
#define SUITES_GPU_PICTURE_H

#include "suites/gpu/gpu.h"

/*
 * Pictures that say which one they are, in every line (core/video_code.h), and what the host
 * says that the first scanout shows: the only way to see what became of a transfer.
 */
#define PICTURE_WIDTH  320
#define PICTURE_HEIGHT 64
#define PICTURE_BANDS  8
#define PICTURE_PITCH  (PICTURE_WIDTH * 4)

struct picture {
	uint32_t resource;
	struct dma *dma;
};
static const struct gpu_rect picture_whole = {0, 0, PICTURE_WIDTH, PICTURE_HEIGHT};

/* A resource with memory for a picture, of number 0. */
struct picture picture_new(struct gpu *g, uint32_t resource);
void picture_draw(const struct picture *p, uint32_t number);
/* Draws, transfers and flushes. */
void picture_update(struct gpu *g, const struct picture *p, uint32_t number);
/* On the first scanout: `r` of it. */
void picture_scanout(struct gpu *g, const struct picture *p, const struct gpu_rect *r);

/*
 * `pass` if the host shows these runs of bands ("7:8": eight bands of picture 7) with no
 * pixel wrong, within PICTURE_MS; else a `fail` that says what was done.
 */
bool picture_shown(struct gpu *g, const char *runs, const char *done);

#endif
