/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/must.h"
#include "virtio/inventory.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <virtgpu_drm.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

/* Of the kernel's interface; libdrm's copy of the header ends with the first. */
enum virtgpu_param {
	PARAM_3D_FEATURES = 1,
	PARAM_RESOURCE_BLOB = 3,
	PARAM_HOST_VISIBLE = 4,
	PARAM_CROSS_DEVICE = 5,
	PARAM_CONTEXT_INIT = 6,
	PARAM_SUPPORTED_CAPSETS = 7,
};

static void show_driver(struct job *job, int fd)
{
	drmVersionPtr version = drmGetVersion(fd);

	if (!version)
		return;
	fact_str(job, version->name, "%s.drm_driver", job->device->id);
	drmFreeVersion(version);
}

static void show_capabilities(struct job *job, int fd)
{
	static const struct {
		uint64_t capability;
		const char *fact;
	} flags[] = {
		{DRM_CAP_DUMB_BUFFER, "dumb_buffers"},
		{DRM_CAP_ASYNC_PAGE_FLIP, "async_flips"},
		{DRM_CAP_TIMESTAMP_MONOTONIC, "monotonic_timestamps"},
		{DRM_CAP_ADDFB2_MODIFIERS, "framebuffer_modifiers"},
	};
	const char *id = job->device->id;
	uint64_t value;

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (drmGetCap(fd, flags[i].capability, &value) == 0)
			fact_bool(job, value != 0, "%s.%s", id, flags[i].fact);
	if (drmGetCap(fd, DRM_CAP_CURSOR_WIDTH, &value) == 0)
		fact_int(job, (int64_t)value, "%s.cursor_width", id);
	if (drmGetCap(fd, DRM_CAP_CURSOR_HEIGHT, &value) == 0)
		fact_int(job, (int64_t)value, "%s.cursor_height", id);
	fact_bool(job, drmSetClientCap(fd, DRM_CLIENT_CAP_ATOMIC, 1) == 0, "%s.atomic", id);
}

static bool get_param(int fd, uint64_t param, int *value)
{
	struct drm_virtgpu_getparam get = {.param = param, .value = (uint64_t)(uintptr_t)value};

	*value = 0;
	return drmIoctl(fd, DRM_IOCTL_VIRTGPU_GETPARAM, &get) == 0;
}

/* Only virtio-gpu's own driver knows these; a parameter it does not know is not offered. */
static void show_virtgpu(struct job *job, int fd)
{
	static const struct {
		uint64_t param;
		const char *fact;
	} params[] = {
		{PARAM_RESOURCE_BLOB, "blob"},
		{PARAM_HOST_VISIBLE, "host_visible_memory"},
		{PARAM_CROSS_DEVICE, "cross_device"},
		{PARAM_CONTEXT_INIT, "context_init"},
	};
	const char *id = job->device->id;
	struct fact_items capsets = {0};
	int value;

	if (!get_param(fd, PARAM_3D_FEATURES, &value))
		return;
	fact_bool(job, value != 0, "%s.3d", id);
	for (size_t i = 0; i < sizeof(params) / sizeof(*params); i++)
		fact_bool(job, get_param(fd, params[i].param, &value) && value, "%s.%s", id,
			params[i].fact);
	if (get_param(fd, PARAM_SUPPORTED_CAPSETS, &value))
		for (unsigned i = 0; i < 32; i++)
			if ((unsigned)value >> i & 1)
				fact_item(&capsets, "%u", i);
	fact_list(job, &capsets, "%s.capability_sets", id);
}

static void show_modes(struct job *job, int output, const drmModeConnector *connector)
{
	struct fact_items modes = {0};
	const char *id = job->device->id;
	bool preferred = false;

	for (int i = 0; i < connector->count_modes; i++) {
		const drmModeModeInfo *mode = &connector->modes[i];

		fact_item(&modes, "%ux%u@%u", mode->hdisplay, mode->vdisplay, mode->vrefresh);
		if ((mode->type & DRM_MODE_TYPE_PREFERRED) && !preferred) {
			preferred = true;
			fact_int(job, mode->hdisplay, "%s.output[%d].preferred_width", id, output);
			fact_int(job, mode->vdisplay, "%s.output[%d].preferred_height", id, output);
			fact_int(job, mode->vrefresh, "%s.output[%d].preferred_hz", id, output);
		}
	}
	fact_list(job, &modes, "%s.output[%d].modes", id, output);
}

static bool has_edid(int fd, const drmModeConnector *connector)
{
	bool found = false;

	for (int i = 0; i < connector->count_props && !found; i++) {
		drmModePropertyPtr property = drmModeGetProperty(fd, connector->props[i]);

		found = property && !strcmp(property->name, "EDID") && connector->prop_values[i];
		drmModeFreeProperty(property);
	}
	return found;
}

static void show_output(struct job *job, int fd, int output, uint32_t connector_id)
{
	drmModeConnector *connector = drmModeGetConnector(fd, connector_id);
	const char *id = job->device->id, *kind;

	if (!connector)
		return;
	kind = drmModeGetConnectorTypeName(connector->connector_type);
	fact_str(job, kind ? kind : "unknown", "%s.output[%d].connector", id, output);
	fact_bool(job, connector->connection == DRM_MODE_CONNECTED, "%s.output[%d].connected", id,
		output);
	fact_bool(job, has_edid(fd, connector), "%s.output[%d].edid", id, output);
	show_modes(job, output, connector);
	drmModeFreeConnector(connector);
}

static void show_formats(struct job *job, int fd)
{
	drmModePlaneRes *planes = drmModeGetPlaneResources(fd);
	drmModePlane *plane =
		planes && planes->count_planes ? drmModeGetPlane(fd, planes->planes[0]) : NULL;
	struct fact_items formats = {0};

	for (uint32_t i = 0; plane && i < plane->count_formats; i++) {
		uint32_t code = plane->formats[i];

		fact_item(&formats, "%c%c%c%c", code & 0xff, code >> 8 & 0xff, code >> 16 & 0xff,
			code >> 24 & 0x7f);
	}
	if (plane)
		fact_list(job, &formats, "%s.formats", job->device->id);
	drmModeFreePlane(plane);
	drmModeFreePlaneResources(planes);
}

static void show_display(struct job *job, int fd)
{
	drmModeRes *resources = drmModeGetResources(fd);
	const char *id = job->device->id;

	if (!resources)
		return;
	fact_int(job, resources->count_crtcs, "%s.scanouts", id);
	fact_int(job, resources->max_width, "%s.max_width", id);
	fact_int(job, resources->max_height, "%s.max_height", id);
	for (int i = 0; i < resources->count_connectors; i++)
		show_output(job, fd, i, resources->connectors[i]);
	drmModeFreeResources(resources);
}

static void run(struct job *job)
{
	int fd = must_open(job, job->device->path, O_RDWR);

	show_driver(job, fd);
	show_capabilities(job, fd);
	show_virtgpu(job, fd);
	show_formats(job, fd);
	show_display(job, fd);
	close(fd);
}

static const struct fact_desc facts[] = {
	{"virtio.gpu[].drm_driver", FACT_STRING, NULL, "the kernel's driver"},
	{"virtio.gpu[].dumb_buffers", FACT_BOOLEAN, NULL, "whether it scans out plain memory"},
	{"virtio.gpu[].async_flips", FACT_BOOLEAN, NULL,
		"whether a flip need not wait for the frame"},
	{"virtio.gpu[].monotonic_timestamps", FACT_BOOLEAN, NULL,
		"whether its events bear CLOCK_MONOTONIC"},
	{"virtio.gpu[].framebuffer_modifiers", FACT_BOOLEAN, NULL,
		"whether it takes tiled layouts"},
	{"virtio.gpu[].cursor_width", FACT_INTEGER, NULL, "width of the cursor in pixels"},
	{"virtio.gpu[].cursor_height", FACT_INTEGER, NULL, "height of the cursor in pixels"},
	{"virtio.gpu[].atomic", FACT_BOOLEAN, NULL, "whether it takes atomic mode setting"},
	{"virtio.gpu[].3d", FACT_BOOLEAN, NULL, "whether it renders in 3D for the guest"},
	{"virtio.gpu[].blob", FACT_BOOLEAN, NULL, "whether it takes blob resources"},
	{"virtio.gpu[].host_visible_memory", FACT_BOOLEAN, NULL,
		"whether the guest can map the host's memory of a resource"},
	{"virtio.gpu[].cross_device", FACT_BOOLEAN, NULL,
		"whether other virtio devices can use its resources"},
	{"virtio.gpu[].context_init", FACT_BOOLEAN, NULL,
		"whether a rendering context can be of a chosen kind"},
	{"virtio.gpu[].capability_sets", FACT_LIST, NULL, "capability sets, by number"},
	{"virtio.gpu[].formats", FACT_LIST, NULL,
		"pixel formats of the first plane (drm_fourcc.h)"},
	{"virtio.gpu[].scanouts", FACT_INTEGER, NULL, "pictures it can show at the same time"},
	{"virtio.gpu[].max_width", FACT_INTEGER, NULL, "largest width in pixels"},
	{"virtio.gpu[].max_height", FACT_INTEGER, NULL, "largest height in pixels"},
	{"virtio.gpu[].output[].connector", FACT_STRING, NULL, "kind of connector"},
	{"virtio.gpu[].output[].connected", FACT_BOOLEAN, NULL, "whether a display is connected"},
	{"virtio.gpu[].output[].edid", FACT_BOOLEAN, NULL, "whether the display describes itself"},
	{"virtio.gpu[].output[].preferred_width", FACT_INTEGER, NULL,
		"width of the preferred mode"},
	{"virtio.gpu[].output[].preferred_height", FACT_INTEGER, NULL,
		"height of the preferred mode"},
	{"virtio.gpu[].output[].preferred_hz", FACT_INTEGER, "1/s", "its refresh rate"},
	{"virtio.gpu[].output[].modes", FACT_LIST, NULL, "modes, as width x height @ refresh rate"},
	{0},
};

PROBE(gpu) = {
	.id = "gpu",
	.title = "What each display device shows: outputs, modes, formats, 3D, blob resources",
	.source = "drm-kms(7); <drm/virtgpu_drm.h>; VIRTIO 1.4, 5.7",
	.each = &gpu_cards,
	.facts = facts,
	.run = run,
};
