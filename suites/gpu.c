/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/must.h"
#include "virtio/inventory.h"

#include <fcntl.h>
#include <unistd.h>
#include <xf86drmMode.h>

struct displays {
	int connectors, connected, modes; /* modes: of the connected ones */
};

static struct displays count_displays(struct job *job, int fd)
{
	drmModeRes *resources = drmModeGetResources(fd);
	struct displays displays = {0};

	if (!resources) {
		absent(job, "%s has no displays: it only renders", job->device->path);
		job_stop(job);
	}
	displays.connectors = resources->count_connectors;
	for (int i = 0; i < resources->count_connectors; i++) {
		drmModeConnector *connector = drmModeGetConnector(fd, resources->connectors[i]);

		if (connector && connector->connection == DRM_MODE_CONNECTED) {
			displays.connected++;
			displays.modes += connector->count_modes;
		}
		drmModeFreeConnector(connector);
	}
	drmModeFreeResources(resources);
	return displays;
}

static void run(struct job *job)
{
	int fd = must_open(job, job->device->path, O_RDWR);
	struct displays displays = count_displays(job, fd);

	close(fd);
	expected(job, "a connected display with modes");
	observed(job, "%d of %d connected, %d modes", displays.connected, displays.connectors,
		displays.modes);
	if (displays.modes)
		pass(job);
	else
		fail(job, displays.connected ? "the connected display has no mode"
					     : "no display is connected");
}

CHECK(gpu_display) = {
	.id = "gpu.display",
	.title = "A display device has a connected display that has modes",
	.source = "VIRTIO 1.4, 5.7.6.8 (VIRTIO_GPU_CMD_GET_DISPLAY_INFO); drm-kms(7)",
	.each = &gpu_cards,
	.run = run,
};
