/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#define DATA_MAX  65536
#define LOOKED_AT 32 /* of what a device says to have: five ids are defined */

static struct gpu_response info(struct gpu *g, uint32_t index)
{
	struct gpu_one request = {{.type = GPU_CMD_GET_CAPSET_INFO}, index, 0};

	return gpu_ask(g->control, &request, sizeof(request), sizeof(struct gpu_capset_info));
}

static struct gpu start(struct job *job, uint32_t *count)
{
	struct vdev *v = wire_open(job);
	struct gpu g;

	*count = vdev_config32(v, GPU_CONFIG_NUM_CAPSETS);
	if (!*count) {
		absent(job, "the device has no capability set");
		job_stop(job);
	}
	g = gpu_start(v, GPU_F_VIRGL, GPU_F_CONTEXT_INIT);
	return g;
}

static void run(struct job *job)
{
	uint32_t count;
	struct gpu g = start(job, &count);

	for (uint32_t i = 0; i < count && i < LOOKED_AT; i++) {
		struct gpu_response response = info(&g, i);
		const struct gpu_capset_info *capset = response.bytes;

		if (!gpu_is(&g, response.header.type, GPU_OK_CAPSET_INFO,
			    "GET_CAPSET_INFO of %u of %u", i, count))
			return;
		expected(job, "capset_id 1 to %d", GPU_CAPSETS);
		observed(job, "capset_id %u", capset->id);
		if (!capset->id || capset->id > GPU_CAPSETS) {
			fail(job, "capability set %u has the undefined id %u", i, capset->id);
			return;
		}
	}
	pass(job);
}

static void run_index(struct job *job)
{
	uint32_t count;
	struct gpu g = start(job, &count);

	if (gpu_refused(
		    &g, info(&g, count).header.type, "GET_CAPSET_INFO of %u of %u", count, count))
		pass(job);
}

static void run_data(struct job *job)
{
	uint32_t count;
	struct gpu g = start(job, &count);

	for (uint32_t i = 0; i < count && i < LOOKED_AT; i++) {
		const struct gpu_capset_info *capset = info(&g, i).bytes;
		struct gpu_get_capset request = {
			{.type = GPU_CMD_GET_CAPSET}, capset->id, capset->max_version};
		struct gpu_response response =
			gpu_ask(g.control, &request, sizeof(request), DATA_MAX);
		uint64_t most = sizeof(struct gpu_header) + (uint64_t)capset->max_size;

		if (!gpu_is(&g, response.header.type, GPU_OK_CAPSET, "GET_CAPSET of id %u",
			    capset->id))
			return;
		expected(job, "used length %llu at most", (unsigned long long)most);
		observed(job, "used length %u", response.used);
		if (response.used > most) {
			fail(job, "capability set %u has %u bytes, more than its max_size",
				capset->id, response.used - (uint32_t)sizeof(struct gpu_header));
			return;
		}
	}
	pass(job);
}

CHECK(gpu_capset_info) = {
	.id = "virtio.gpu.capset-info",
	.title = "Every capability set has a defined id",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "capset_id MUST be one of the following (VIRTIO_GPU_CAPSET_*)",
	.level = LEVEL_MUST,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_capset_index) = {
	.id = "virtio.gpu.capset-index",
	.title = "Information on a capability set that does not exist is refused",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_MUST,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_index,
};

CHECK(gpu_capset) = {
	.id = "virtio.gpu.capset",
	.title = "Every capability set can be had, within the size it is told to have",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "VIRTIO_GPU_CMD_GET_CAPSET: response type is VIRTIO_GPU_RESP_OK_CAPSET",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_capset_info),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_data,
};
