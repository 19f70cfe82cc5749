/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/must.h"
#include "core/sysfs.h"
#include "virtio/inventory.h"

#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

static const struct {
	uint32_t capability;
	uint32_t type; /* whose formats can be listed; 0: none */
	const char *name;
} roles[] = {
	{V4L2_CAP_VIDEO_CAPTURE, V4L2_BUF_TYPE_VIDEO_CAPTURE, "capture"},
	{V4L2_CAP_VIDEO_CAPTURE_MPLANE, V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE, "capture"},
	{V4L2_CAP_VIDEO_OUTPUT, V4L2_BUF_TYPE_VIDEO_OUTPUT, "output"},
	{V4L2_CAP_VIDEO_OUTPUT_MPLANE, V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE, "output"},
	{V4L2_CAP_VIDEO_M2M, V4L2_BUF_TYPE_VIDEO_OUTPUT, "codec"},
	{V4L2_CAP_VIDEO_M2M_MPLANE, V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE, "codec"},
	{V4L2_CAP_META_CAPTURE, 0, "metadata"},
	{V4L2_CAP_VBI_CAPTURE, 0, "teletext"},
};

static void list_formats(int fd, uint32_t type, struct fact_items *formats)
{
	struct v4l2_fmtdesc format = {.type = type};

	for (; ioctl(fd, VIDIOC_ENUM_FMT, &format) == 0; format.index++)
		fact_item(formats, "%.4s", (const char *)&format.pixelformat);
}

static void run(struct job *job)
{
	const char *id = job->device->id;
	int fd = must_open(job, job->device->path, O_RDWR | O_NONBLOCK);
	struct v4l2_capability capability;
	struct fact_items names = {0}, formats = {0};
	char driver[80], node[80];
	uint32_t offered;

	must_ioctl(job, fd, VIDIOC_QUERYCAP, &capability);
	offered = capability.capabilities & V4L2_CAP_DEVICE_CAPS ? capability.device_caps
								 : capability.capabilities;
	fact_str(job, (const char *)capability.driver, "%s.driver", id);
	fact_str(job, (const char *)capability.card, "%s.card", id);
	snprintf(node, sizeof(node), "/sys/class/video4linux/%s/device",
		strrchr(job->device->path, '/') + 1);
	if (virtio_id_of(node, driver, sizeof(driver)))
		fact_str(job, driver, "%s.device", id);
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (offered & roles[i].capability) {
			fact_item(&names, "%s", roles[i].name);
			if (roles[i].type)
				list_formats(fd, roles[i].type, &formats);
		}
	fact_list(job, &names, "%s.roles", id);
	fact_list(job, &formats, "%s.formats", id);
}

static const struct fact_desc facts[] = {
	{"v4l2.video[].driver", FACT_STRING, NULL, "its driver"},
	{"v4l2.video[].card", FACT_STRING, NULL, "what it calls itself"},
	{"v4l2.video[].device", FACT_STRING, NULL, "the virtio device it belongs to"},
	{"v4l2.video[].roles", FACT_LIST, NULL, "what it does: capture, output, codec"},
	{"v4l2.video[].formats", FACT_LIST, NULL, "its pixel and coded formats"},
	{0},
};

PROBE(v4l2) = {
	.id = "v4l2",
	.title = "What each V4L2 device is and does",
	.source = "V4L2 (linux/videodev2.h), QUERYCAP and ENUM_FMT",
	.each = &v4l2_devices,
	.facts = facts,
	.run = run,
};
