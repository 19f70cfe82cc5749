/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#include <string.h>

#define BLOCK	   128
#define EXTENSIONS 126 /* offset of their number */

/* NULL where it is one; VESA E-EDID Standard, 2.2 and 3. */
static const char *wrong(const struct gpu_edid *e)
{
	static const uint8_t start[] = {0, 255, 255, 255, 255, 255, 255, 0};
	uint32_t blocks;

	if (e->size < BLOCK || e->size % BLOCK || e->size > sizeof(e->edid))
		return "has a size that is no number of blocks";
	if (memcmp(e->edid, start, sizeof(start)) != 0)
		return "does not begin as EDID does";
	blocks = 1 + e->edid[EXTENSIONS];
	if (blocks * BLOCK > e->size)
		return "has fewer blocks than it says";
	for (uint32_t b = 0; b < blocks; b++) {
		uint8_t sum = 0;

		for (unsigned i = 0; i < BLOCK; i++)
			sum = (uint8_t)(sum + e->edid[b * BLOCK + i]);
		if (sum)
			return "has a block with a wrong checksum";
	}
	return NULL;
}

static struct gpu_response ask(struct gpu *g, uint32_t scanout)
{
	struct gpu_one request = {{.type = GPU_CMD_GET_EDID}, scanout, 0};

	return gpu_ask(g->control, &request, sizeof(request), sizeof(struct gpu_edid));
}

static struct gpu start(struct job *job)
{
	struct vdev *v = wire_open(job);

	vdev_need(v, GPU_F_EDID);
	return gpu_start(v, GPU_F_EDID);
}

/* Of the scanouts that are enabled: what a display tells that is not there is open. */
static void run(struct job *job)
{
	struct gpu g = start(job);
	struct gpu_header request = {.type = GPU_CMD_GET_DISPLAY_INFO};
	const struct gpu_display_info *info =
		gpu_ask(g.control, &request, sizeof(request), sizeof(*info)).bytes;
	unsigned count = 0;

	for (uint32_t i = 0; i < g.scanouts && i < GPU_SCANOUTS_MAX; i++) {
		struct gpu_response response;
		const char *what;

		if (!info->mode[i].enabled)
			continue;
		count++;
		response = ask(&g, i);
		if (!gpu_is(&g, response.header.type, GPU_OK_EDID, "GET_EDID of scanout %u", i))
			return;
		what = wrong(response.bytes);
		expected(job, "EDID of scanout %u", i);
		observed(job, "it %s", what ? what : "is one");
		if (what) {
			fail(job, "the EDID of scanout %u %s", i, what);
			return;
		}
	}
	if (count)
		pass(job);
	else
		absent(job, "no scanout is enabled");
}

static void run_scanout(struct job *job)
{
	struct gpu g = start(job);

	if (gpu_refused(&g, ask(&g, g.scanouts).header.type, "GET_EDID of scanout %u of %u",
		    g.scanouts, g.scanouts))
		pass(job);
}

CHECK(gpu_edid) = {
	.id = "virtio.gpu.edid",
	.title = "Each enabled scanout tells an EDID",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "the response contains the EDID display data blob (as specified by VESA) "
		 "for the scanout",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_display_info),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_edid_scanout) = {
	.id = "virtio.gpu.edid-scanout",
	.title = "The EDID of a scanout that does not exist is refused",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_MUST,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_scanout,
};
