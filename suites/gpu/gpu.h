/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_GPU_GPU_H
#define SUITES_GPU_GPU_H

#include "virtio/gpu.h"
#include "virtio/wire.h"

/* What the checks of GPUs share. */
extern const struct unit check_gpu_display_info, check_gpu_lifecycle, check_gpu_fence,
	check_gpu_picture, check_gpu_move_cursor;

#define GPU_SIDE      64     /* of resources that nobody looks at: as large as a cursor */
#define GPU_RESOURCE  1	     /* the id of the first resource of a check */
#define GPU_UNKNOWN   777    /* the id of a resource that no check creates */
#define GPU_UNDEFINED 0x0777 /* a command */

/* 5.7.6.7, the prose that checks of refusals stand on. */
#define GPU_ON_ERROR "on error the device will return one of the VIRTIO_GPU_RESP_ERR_* error codes"

static const struct gpu_rect gpu_whole = {0, 0, GPU_SIDE, GPU_SIDE};

/* For steps that only prepare what is checked: ends the job as `inconclusive` if refused. */
void gpu_prepared(struct gpu *g, uint32_t type, const char *command);
/* A resource of GPU_SIDE squared, with its memory attached. */
struct dma *gpu_resource(struct gpu *g, uint32_t resource);

/* False, after a `fail`, where the response's type is another one. */
bool gpu_is(struct gpu *g, uint32_t type, uint32_t wanted, const char *what, ...) PRINTF(4, 5);
/* False, after a `fail`, where it is none of the error types. */
bool gpu_refused(struct gpu *g, uint32_t type, const char *what, ...) PRINTF(3, 4);

#endif
