/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));

	if (gpu_refused(
		    &g, gpu_one(&g, GPU_UNDEFINED, 0), "the undefined command 0x%x", GPU_UNDEFINED))
		pass(job);
}

CHECK(gpu_unknown_command) = {
	.id = "virtio.gpu.unknown-command",
	.title = "An undefined command is refused",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_MUST,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};
