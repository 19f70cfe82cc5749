/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/v4l2.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int call(const struct v4l2_stream *stream, unsigned long request, void *arg)
{
	return ioctl(stream->fd, request, arg) < 0 ? -errno : 0;
}

static bool multi_planar(const struct v4l2_stream *stream)
{
	return V4L2_TYPE_IS_MULTIPLANAR(stream->type);
}

int v4l2_is_output(const struct v4l2_stream *stream)
{
	return V4L2_TYPE_IS_OUTPUT(stream->type);
}

void v4l2_fourcc_text(uint32_t fourcc, char text[5])
{
	for (int i = 0; i < 4; i++) {
		int c = fourcc >> (8 * i) & 0x7f;

		text[i] = (char)(isgraph(c) ? c : '_');
	}
	text[4] = '\0';
}

/* A memory-to-memory device gives nothing out before somebody puts something in. */
static int choose_type(struct v4l2_stream *stream)
{
	static const struct {
		uint32_t capability, type;
	} kinds[] = {
		{V4L2_CAP_VIDEO_CAPTURE, V4L2_BUF_TYPE_VIDEO_CAPTURE},
		{V4L2_CAP_VIDEO_CAPTURE_MPLANE, V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE},
		{V4L2_CAP_VIDEO_OUTPUT, V4L2_BUF_TYPE_VIDEO_OUTPUT},
		{V4L2_CAP_VIDEO_OUTPUT_MPLANE, V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE},
	};
	struct v4l2_capability capability;
	int err = call(stream, VIDIOC_QUERYCAP, &capability);
	uint32_t offered;

	if (err)
		return err;
	offered = capability.capabilities & V4L2_CAP_DEVICE_CAPS ? capability.device_caps
								 : capability.capabilities;
	if (!(offered & V4L2_CAP_STREAMING))
		return -ENODEV;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (offered & kinds[i].capability) {
			stream->type = kinds[i].type;
			return 0;
		}
	return -ENODEV;
}

static int read_format(struct v4l2_stream *stream)
{
	struct v4l2_format format = {.type = stream->type};
	int err = call(stream, VIDIOC_G_FMT, &format);

	if (err)
		return err;
	if (!multi_planar(stream)) {
		stream->fourcc = format.fmt.pix.pixelformat;
		stream->width = format.fmt.pix.width;
		stream->height = format.fmt.pix.height;
		stream->planes = 1;
		stream->plane_size[0] = format.fmt.pix.sizeimage;
		return 0;
	}
	stream->fourcc = format.fmt.pix_mp.pixelformat;
	stream->width = format.fmt.pix_mp.width;
	stream->height = format.fmt.pix_mp.height;
	stream->planes = format.fmt.pix_mp.num_planes;
	if (stream->planes > V4L2_PLANES)
		return -EOVERFLOW;
	for (uint32_t i = 0; i < stream->planes; i++)
		stream->plane_size[i] = format.fmt.pix_mp.plane_fmt[i].sizeimage;
	return 0;
}

/* Optional in the interface: a device without it has no nominal cadence. */
static void read_period(struct v4l2_stream *stream)
{
	struct v4l2_streamparm parameters = {.type = stream->type};
	const struct v4l2_fract *period = v4l2_is_output(stream)
						  ? &parameters.parm.output.timeperframe
						  : &parameters.parm.capture.timeperframe;

	if (!call(stream, VIDIOC_G_PARM, &parameters) && period->denominator)
		stream->period_s = (double)period->numerator / period->denominator;
}

int v4l2_open(struct v4l2_stream *stream, const char *path)
{
	int err;

	*stream = (struct v4l2_stream){.fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)};
	if (stream->fd < 0)
		return -errno;
	err = choose_type(stream);
	if (!err)
		err = read_format(stream);
	if (err)
		v4l2_close(stream);
	else
		read_period(stream);
	return err;
}

void v4l2_close(struct v4l2_stream *stream)
{
	close(stream->fd);
	stream->fd = -1;
}

/* What every request on a buffer names; `planes` must live as long as it is used. */
static struct v4l2_buffer buffer_of(
	const struct v4l2_stream *stream, uint32_t index, struct v4l2_plane planes[V4L2_PLANES])
{
	struct v4l2_buffer buffer = {
		.index = index,
		.type = stream->type,
		.memory = V4L2_MEMORY_MMAP,
	};

	if (multi_planar(stream)) {
		memset(planes, 0, V4L2_PLANES * sizeof(*planes));
		buffer.m.planes = planes;
		buffer.length = stream->planes;
	}
	return buffer;
}

/* Output: the whole buffer, as the device left it; what it shows does not matter here. */
int v4l2_queue(struct v4l2_stream *stream, uint32_t index)
{
	struct v4l2_plane planes[V4L2_PLANES];
	struct v4l2_buffer buffer = buffer_of(stream, index, planes);

	if (v4l2_is_output(stream)) {
		buffer.bytesused = stream->plane_size[0];
		for (uint32_t i = 0; multi_planar(stream) && i < stream->planes; i++)
			planes[i].bytesused = stream->plane_size[i];
	}
	return call(stream, VIDIOC_QBUF, &buffer);
}

int v4l2_start(struct v4l2_stream *stream)
{
	struct v4l2_requestbuffers request = {
		.count = V4L2_BUFFERS,
		.type = stream->type,
		.memory = V4L2_MEMORY_MMAP,
	};
	int err = call(stream, VIDIOC_REQBUFS, &request);

	stream->buffers = request.count;
	for (uint32_t i = 0; !err && i < stream->buffers; i++)
		err = v4l2_queue(stream, i);
	return err ? err : call(stream, VIDIOC_STREAMON, &stream->type);
}

int v4l2_stop(struct v4l2_stream *stream)
{
	return call(stream, VIDIOC_STREAMOFF, &stream->type);
}

static uint64_t bytes_in(const struct v4l2_stream *stream, const struct v4l2_buffer *buffer)
{
	uint64_t bytes = 0;

	if (!multi_planar(stream))
		return buffer->bytesused;
	for (uint32_t i = 0; i < buffer->length; i++)
		bytes += buffer->m.planes[i].bytesused;
	return bytes;
}

int v4l2_dequeue(struct v4l2_stream *stream, int timeout_ms, struct v4l2_frame *frame)
{
	struct pollfd ready = {
		.fd = stream->fd,
		.events = v4l2_is_output(stream) ? POLLOUT : POLLIN,
	};
	struct v4l2_plane planes[V4L2_PLANES];
	struct v4l2_buffer buffer = buffer_of(stream, 0, planes);
	int count = poll(&ready, 1, timeout_ms), err;

	if (count <= 0)
		return count ? -errno : -ETIMEDOUT;
	err = call(stream, VIDIOC_DQBUF, &buffer);
	if (err)
		return err;
	*frame = (struct v4l2_frame){
		.index = buffer.index,
		.sequence = buffer.sequence,
		.bytes = bytes_in(stream, &buffer),
		.damaged = !!(buffer.flags & V4L2_BUF_FLAG_ERROR),
	};
	if ((buffer.flags & V4L2_BUF_FLAG_TIMESTAMP_MASK) == V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC)
		frame->time_ns = (uint64_t)buffer.timestamp.tv_sec * 1000000000u +
				 (uint64_t)buffer.timestamp.tv_usec * 1000u;
	return 0;
}
