/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#define SIZE sizeof(struct gpu_display_info)

static struct gpu_response ask(struct gpu *g)
{
	struct gpu_header request = {.type = GPU_CMD_GET_DISPLAY_INFO};

	return gpu_ask(g->control, &request, sizeof(request), SIZE);
}

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct gpu_response response = ask(&g);

	if (!gpu_is(&g, response.header.type, GPU_OK_DISPLAY_INFO, "GET_DISPLAY_INFO"))
		return;
	expected(job, "used length %zu", SIZE);
	observed(job, "used length %u", response.used);
	if (response.used != SIZE)
		fail(job, "the display information has %u bytes, not %zu", response.used, SIZE);
	else
		pass(job);
}

static void run_scanouts(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	const struct gpu_display_info *info = ask(&g).bytes;
	unsigned enabled = 0;

	expected(job, "enabled scanouts below %u only, each with a size", g.scanouts);
	for (unsigned i = 0; i < GPU_SCANOUTS_MAX; i++) {
		const struct gpu_rect *r = &info->mode[i].r;

		if (!info->mode[i].enabled)
			continue;
		enabled++;
		observed(job, "scanout %u is enabled with %ux%u", i, r->width, r->height);
		if (i >= g.scanouts)
			fail(job, "scanout %u is enabled, but there are %u", i, g.scanouts);
		else if (!r->width || !r->height)
			fail(job, "scanout %u is enabled with %ux%u", i, r->width, r->height);
	}
	if (!enabled)
		absent(job, "no scanout is enabled");
	pass(job);
}

CHECK(gpu_display_info) = {
	.id = "virtio.gpu.display-info",
	.title = "The output configuration is told",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "VIRTIO_GPU_CMD_GET_DISPLAY_INFO: response type is "
		 "VIRTIO_GPU_RESP_OK_DISPLAY_INFO, response data is struct "
		 "virtio_gpu_resp_display_info",
	.level = LEVEL_MUST,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_display_scanouts) = {
	.id = "virtio.gpu.display-scanouts",
	.title = "Only scanouts that exist are enabled, and with a size",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "the info contains whether the scanout is enabled and what its preferred "
		 "position and size is",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_display_info),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_scanouts,
};
