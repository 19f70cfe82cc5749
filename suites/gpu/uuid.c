/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#include <string.h>

static struct gpu_response assign(struct gpu *g, uint32_t resource)
{
	struct gpu_one request = {{.type = GPU_CMD_ASSIGN_UUID}, resource, 0};

	return gpu_ask(g->control, &request, sizeof(request), sizeof(struct gpu_uuid));
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct gpu_response of[2];
	struct gpu g;

	vdev_need(v, GPU_F_RESOURCE_UUID);
	g = gpu_start(v, GPU_F_RESOURCE_UUID);
	for (uint32_t i = 0; i < 2; i++) {
		gpu_resource(&g, GPU_RESOURCE + i);
		of[i] = assign(&g, GPU_RESOURCE + i);
		if (!gpu_is(&g, of[i].header.type, GPU_OK_RESOURCE_UUID,
			    "RESOURCE_ASSIGN_UUID of resource %u", GPU_RESOURCE + i))
			return;
	}
	expected(job, "two resources, two UUIDs");
	if (memcmp(of[0].bytes, of[1].bytes, sizeof(struct gpu_uuid)) != 0) {
		pass(job);
		return;
	}
	observed(job, "the same UUID");
	fail(job, "two resources are given the same UUID");
}

CHECK(gpu_uuid) = {
	.id = "virtio.gpu.uuid",
	.title = "Each resource is given a UUID of its own",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "the response contains a UUID which identifies the exported object "
		 "created from the host private resource",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};
