/* SPDX-License-Identifier: Apache-2.0 */
#include "core/video_code.h"
#include "suites/gpu/picture.h"

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct picture p = picture_new(&g, GPU_RESOURCE);

	picture_scanout(&g, &p, &picture_whole);
	picture_update(&g, &p, 7);
	picture_shown(&g, "7:8", "a picture that was transferred and flushed");
}

/* The lower half: its first line is the display's first. */
static void run_part(struct job *job)
{
	static const struct gpu_rect lower = {
		0, PICTURE_HEIGHT / 2, PICTURE_WIDTH, PICTURE_HEIGHT / 2};
	struct gpu g = gpu_start(wire_open(job));
	struct picture p = picture_new(&g, GPU_RESOURCE);

	picture_scanout(&g, &p, &lower);
	video_code_draw(p.dma->bytes + (size_t)lower.y * PICTURE_PITCH, PICTURE_WIDTH,
		PICTURE_PITCH, 3, 0, PICTURE_BANDS / 2);
	gpu_prepared(&g, gpu_transfer(&g, p.resource, &picture_whole, 0), "TRANSFER_TO_HOST_2D");
	gpu_prepared(&g, gpu_flush(&g, p.resource, &picture_whole), "RESOURCE_FLUSH");
	picture_shown(&g, "3:4", "a scanout of the lower half of a resource");
}

static void run_flip(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct picture one = picture_new(&g, GPU_RESOURCE), two = picture_new(&g, GPU_RESOURCE + 1);

	picture_scanout(&g, &one, &picture_whole);
	picture_update(&g, &one, 1);
	picture_update(&g, &two, 2);
	picture_scanout(&g, &two, &picture_whole);
	gpu_prepared(&g, gpu_flush(&g, two.resource, &picture_whole), "RESOURCE_FLUSH");
	picture_shown(&g, "2:8", "the second of two framebuffers, flipped to");
}

CHECK(gpu_picture) = {
	.id = "virtio.gpu.picture",
	.title = "What is transferred and flushed is what the display shows",
	.source = "VIRTIO 1.4, 5.7.6.2 Device Operation: Update a framebuffer and scanout",
	.prose = "use VIRTIO_GPU_CMD_TRANSFER_TO_HOST_2D to update the host resource from "
		 "guest memory, and VIRTIO_GPU_CMD_RESOURCE_FLUSH to flush the updated "
		 "resource to the display",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run,
};

CHECK(gpu_scanout_part) = {
	.id = "virtio.gpu.scanout-part",
	.title = "A scanout shows the rectangle of the resource that it names",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "the resource_id is the resource to be scanned out from, along with a "
		 "rectangle",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_picture),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run_part,
};

CHECK(gpu_flip) = {
	.id = "virtio.gpu.flip",
	.title = "A page flip shows the other framebuffer",
	.source = "VIRTIO 1.4, 5.7.6.3 Device Operation: Using pageflip",
	.prose = "it is possible to create multiple framebuffers, flip between them using "
		 "VIRTIO_GPU_CMD_SET_SCANOUT and VIRTIO_GPU_CMD_RESOURCE_FLUSH",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_picture),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run_flip,
};
