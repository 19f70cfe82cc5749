/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

static uint32_t cursor(struct gpu *g, uint32_t type, uint32_t resource)
{
	struct gpu_cursor request = {.header.type = type, .x = 10, .y = 20, .resource = resource};

	return gpu_ask(g->cursor, &request, sizeof(request), sizeof(struct gpu_header)).header.type;
}

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));

	gpu_resource(&g, GPU_RESOURCE); /* of 64x64, as cursors are */
	gpu_prepared(&g, gpu_transfer(&g, GPU_RESOURCE, &gpu_whole, 0), "TRANSFER_TO_HOST_2D");
	if (gpu_is(&g, cursor(&g, GPU_CMD_UPDATE_CURSOR, GPU_RESOURCE), GPU_OK_NODATA,
		    "UPDATE_CURSOR"))
		pass(job);
}

static void run_move(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));

	if (gpu_is(&g, cursor(&g, GPU_CMD_MOVE_CURSOR, GPU_UNKNOWN), GPU_OK_NODATA,
		    "MOVE_CURSOR with a resource that does not exist"))
		pass(job);
}

CHECK(gpu_update_cursor) = {
	.id = "virtio.gpu.update-cursor",
	.title = "A cursor is set by UPDATE_CURSOR",
	.source = "VIRTIO 1.4, 5.7.6.10 Device Operation: cursorq",
	.prose = "VIRTIO_GPU_CMD_UPDATE_CURSOR: response type is VIRTIO_GPU_RESP_OK_NODATA",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_move_cursor) = {
	.id = "virtio.gpu.move-cursor",
	.title = "A cursor is moved by MOVE_CURSOR, whatever resource that names",
	.source = "VIRTIO 1.4, 5.7.6.10 Device Operation: cursorq",
	.prose = "VIRTIO_GPU_CMD_MOVE_CURSOR: response type is VIRTIO_GPU_RESP_OK_NODATA; "
		 "the other fields are not used and will be ignored by the device",
	.level = LEVEL_MUST,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_move,
};
