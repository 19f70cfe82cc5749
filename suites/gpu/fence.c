/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#define FENCE	0x1122334455667788
#define CONTEXT 5

static struct gpu_response ask(struct vq *q, uint32_t type, uint32_t size)
{
	struct gpu_cursor request = {.header = {.type = type,
					     .flags = GPU_FLAG_FENCE,
					     .fence_id = FENCE,
					     .ctx_id = CONTEXT}};

	return gpu_ask(q, &request, size, sizeof(struct gpu_display_info));
}

static bool echoed(struct job *job, const struct gpu_response *response, const char *what)
{
	const struct gpu_header *h = &response->header;

	expected(job, "%s: FENCE, fence_id 0x%llx", what, (unsigned long long)FENCE);
	observed(job, "%s: %s, flags 0x%x, fence_id 0x%llx", what, gpu_type_word(h->type), h->flags,
		(unsigned long long)h->fence_id);
	if (h->type != GPU_NONE && h->flags & GPU_FLAG_FENCE && h->fence_id == FENCE)
		return true;
	if (h->type == GPU_NONE)
		fail(job, "%s is answered without a response header", what);
	else if (!(h->flags & GPU_FLAG_FENCE))
		fail(job, "the response to %s does not bear VIRTIO_GPU_FLAG_FENCE", what);
	else
		fail(job, "the response to %s bears fence_id 0x%llx, not 0x%llx", what,
			(unsigned long long)h->fence_id, (unsigned long long)FENCE);
	return false;
}

/* With payload, then one that is refused. */
static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct gpu_response info =
		ask(g.control, GPU_CMD_GET_DISPLAY_INFO, sizeof(struct gpu_header));
	struct gpu_response error = ask(g.control, GPU_CMD_RESOURCE_UNREF, sizeof(struct gpu_one));

	if (echoed(job, &info, "GET_DISPLAY_INFO") &&
		echoed(job, &error, "RESOURCE_UNREF of no resource"))
		pass(job);
}

static void run_cursor(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct gpu_response response =
		ask(g.cursor, GPU_CMD_MOVE_CURSOR, sizeof(struct gpu_cursor));

	if (echoed(job, &response, "MOVE_CURSOR"))
		pass(job);
}

static void run_context(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct gpu_response response =
		ask(g.control, GPU_CMD_GET_DISPLAY_INFO, sizeof(struct gpu_header));

	expected(job, "ctx_id %d", CONTEXT);
	observed(job, "ctx_id %u", response.header.ctx_id);
	if (response.header.ctx_id == CONTEXT)
		pass(job);
	else
		fail(job, "the response to a fenced request bears ctx_id %u, not %d",
			response.header.ctx_id, CONTEXT);
}

CHECK(gpu_fence) = {
	.id = "virtio.gpu.fence",
	.title = "The response to a fenced request bears the fence",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = "if the driver sets the VIRTIO_GPU_FLAG_FENCE bit in the request flags "
		 "field the device MUST set VIRTIO_GPU_FLAG_FENCE bit in the response and "
		 "copy the content of the fence_id field from the request to the response",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_display_info),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_fence_cursor) = {
	.id = "virtio.gpu.fence-cursor",
	.title = "The response to a fenced request on the cursor queue bears the fence",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = "all requests and responses on the virtqueues have a fixed header; if the "
		 "driver sets the VIRTIO_GPU_FLAG_FENCE bit the device MUST set it in the "
		 "response and copy fence_id",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_move_cursor),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_cursor,
};

CHECK(gpu_fence_context) = {
	.id = "virtio.gpu.fence-context",
	.title = "The response to a fenced request bears the context, too",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = "fence_id acts as a sequence number on the synchronization timeline "
		 "defined by ctx_idx and the ring index",
	.level = LEVEL_SHOULD,
	.needs = NEEDS(&check_gpu_fence),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_context,
};
