/* SPDX-License-Identifier: Apache-2.0 */
#include "core/video_code.h"
#include "suites/gpu/picture.h"

#include <string.h>

#define BAND_SIZE (PICTURE_PITCH * VIDEO_CODE_BAND)

/* Each band has memory of its own, in another order than that of the picture. */
static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct dma *whole = dma_new(g.v, PICTURE_PITCH * PICTURE_HEIGHT);
	struct gpu_mem_entry entries[PICTURE_BANDS];
	struct picture p = {GPU_RESOURCE, whole};

	picture_draw(&p, 5);
	for (unsigned i = PICTURE_BANDS; i-- > 0;) {
		struct dma *piece = dma_new(g.v, BAND_SIZE);

		memcpy(piece->bytes, whole->bytes + (size_t)i * BAND_SIZE, BAND_SIZE);
		entries[i] = (struct gpu_mem_entry){piece->addr, BAND_SIZE, 0};
	}
	gpu_prepared(&g, gpu_create(&g, p.resource, PICTURE_WIDTH, PICTURE_HEIGHT),
		"RESOURCE_CREATE_2D");
	if (!gpu_is(&g, gpu_attach(&g, p.resource, entries, PICTURE_BANDS), GPU_OK_NODATA,
		    "RESOURCE_ATTACH_BACKING of %d pieces", PICTURE_BANDS))
		return;
	picture_scanout(&g, &p, &picture_whole);
	gpu_prepared(&g, gpu_transfer(&g, p.resource, &picture_whole, 0), "TRANSFER_TO_HOST_2D");
	gpu_prepared(&g, gpu_flush(&g, p.resource, &picture_whole), "RESOURCE_FLUSH");
	picture_shown(&g, "5:8", "a picture whose memory is in pieces");
}

/* The memory holds another picture; only bands 2 and 3 of it are transferred. */
static void run_box(struct job *job)
{
	static const struct gpu_rect box = {
		0, 2 * VIDEO_CODE_BAND, PICTURE_WIDTH, 2 * VIDEO_CODE_BAND};
	struct gpu g = gpu_start(wire_open(job));
	struct picture p = picture_new(&g, GPU_RESOURCE);

	picture_scanout(&g, &p, &picture_whole);
	picture_update(&g, &p, 1);
	picture_draw(&p, 2);
	gpu_prepared(&g, gpu_transfer(&g, p.resource, &box, (uint64_t)box.y * PICTURE_PITCH),
		"TRANSFER_TO_HOST_2D");
	gpu_prepared(&g, gpu_flush(&g, p.resource, &picture_whole), "RESOURCE_FLUSH");
	picture_shown(&g, "1:2,2:2,1:4", "a picture of which a part was transferred");
}

CHECK(gpu_scatter) = {
	.id = "virtio.gpu.scatter",
	.title = "The memory of a resource may be in pieces",
	.source = "VIRTIO 1.4, 5.7.6.1 Create a framebuffer and configure scanout",
	.prose = "scatter lists are supported, so the framebuffer doesn't need to be "
		 "contiguous in guest physical memory",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_picture),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run,
};

CHECK(gpu_transfer_box) = {
	.id = "virtio.gpu.transfer-box",
	.title = "A transfer of a box changes the box, and nothing beside it",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "this takes a resource id along with an destination offset into the "
		 "resource, and a box to transfer to the host backing for the resource",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_picture),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run_box,
};
