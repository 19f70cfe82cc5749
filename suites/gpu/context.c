/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#define CONTEXT 1

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct gpu_ctx_create create = {.header = {.type = GPU_CMD_CTX_CREATE, .ctx_id = CONTEXT},
		.name_length = 7,
		.name = "stratos"};
	struct gpu_header destroy = {.type = GPU_CMD_CTX_DESTROY, .ctx_id = CONTEXT};
	struct gpu g;

	vdev_need(v, GPU_F_VIRGL);
	g = gpu_start(v, GPU_F_VIRGL);
	if (gpu_is(&g, gpu_command(&g, &create, sizeof(create)), GPU_OK_NODATA, "CTX_CREATE") &&
		gpu_is(&g, gpu_command(&g, &destroy, sizeof(destroy)), GPU_OK_NODATA,
			"CTX_DESTROY"))
		pass(job);
}

CHECK(gpu_context) = {
	.id = "virtio.gpu.context",
	.title = "A rendering context is created and destroyed",
	.source = "VIRTIO 1.4, 5.7.6.9 Device Operation: controlq (3d)",
	.prose = "the implementation MUST create a context for the given ctx_id in the hdr",
	.unseen = "rendering",
	.level = LEVEL_MUST,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};
