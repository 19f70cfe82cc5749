/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#include <string.h>

#define REFUSAL_MS 200 /* it takes nothing but a look at the length */

/* What is there of a request; the rest would have been zeroes. */
static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct gpu_create_2d request = {.header.type = GPU_CMD_RESOURCE_CREATE_2D};

	if (gpu_refused(&g, gpu_command(&g, &request, sizeof(request.header) + 4),
		    "RESOURCE_CREATE_2D without its size and format"))
		pass(job);
}

/* Whether a question that is cut to `size` bytes comes back. */
static bool used(struct gpu *g, uint32_t size)
{
	const struct gpu_header request = {.type = GPU_CMD_GET_DISPLAY_INFO};
	struct dma *out = dma_new(g->v, size), *in = dma_new(g->v, sizeof(struct gpu_display_info));
	struct seg segs[] = {device_reads(out), device_writes(in)};
	struct completion done;

	memcpy(out->bytes, &request, size);
	vq_add(g->control, segs, 2);
	vq_kick(g->control);
	return vq_wait(g->control, REFUSAL_MS, &done);
}

static void run_header(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	bool at_once = used(&g, sizeof(uint32_t));
	bool next = at_once || used(&g, sizeof(struct gpu_header));

	expected(job, "a request of 4 bytes is used");
	observed(job, "it %s within %d ms", at_once ? "is" : "is not", REFUSAL_MS);
	if (at_once)
		pass(job);
	else
		fail(job, "a request that is shorter than its header is never used%s",
			next ? "" : ", nor is the one behind it");
}

CHECK(gpu_short_request) = {
	.id = "virtio.gpu.short-request",
	.title = "A request that is too short is refused",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_SHOULD,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_short_header) = {
	.id = "virtio.gpu.short-header",
	.title = "A request that is shorter than the header is used all the same",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_SHOULD,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_header,
};
