/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

/* What is there of a request; the rest would have been zeroes. */
static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct gpu_create_2d request = {.header.type = GPU_CMD_RESOURCE_CREATE_2D};

	if (gpu_refused(&g,
		    gpu_ask(g.control, &request, sizeof(request.header) + 4,
			    sizeof(struct gpu_header))
			    .header.type,
		    "RESOURCE_CREATE_2D without its size and format"))
		pass(job);
}

static void run_header(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	uint32_t type = GPU_CMD_GET_DISPLAY_INFO;
	bool answered = gpu_ask(g.control, &type, sizeof(type), sizeof(struct gpu_header)).answered;

	expected(job, "a request of 4 bytes is used");
	observed(job, "it %s within %d ms", answered ? "is" : "is not", VDEV_ANSWER_MS);
	if (answered)
		pass(job);
	else
		fail(job, "a request that is shorter than its header is never used");
}

CHECK(gpu_short_request) = {
	.id = "virtio.gpu.short-request",
	.title = "A request that is too short is refused",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = "on error the device will return one of the VIRTIO_GPU_RESP_ERR_* error "
		 "codes",
	.level = LEVEL_SHOULD,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_short_header) = {
	.id = "virtio.gpu.short-header",
	.title = "A request that is shorter than the header is used all the same",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = "on error the device will return one of the VIRTIO_GPU_RESP_ERR_* error "
		 "codes",
	.level = LEVEL_SHOULD,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_header,
};
