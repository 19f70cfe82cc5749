/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_V4L2_H
#define BENCH_V4L2_H

#include <linux/videodev2.h>
#include <stdint.h>

/*
 * One stream of a V4L2 device by mapped buffers, in the format it stands in: a camera
 * (capture) or a display-like sink (output), single- or multi-planar. Calls return 0 or a
 * negative errno and never block.
 */
#define V4L2_BUFFERS 4
#define V4L2_PLANES  VIDEO_MAX_PLANES

struct v4l2_stream {
	int fd;
	uint32_t type; /* enum v4l2_buf_type */
	uint32_t fourcc, width, height;
	double period_s; /* nominal, 0: the device names none */
	uint32_t buffers;
	uint32_t planes; /* of a buffer; their sizes: */
	uint32_t plane_size[V4L2_PLANES];
};

/* A buffer that came back. */
struct v4l2_frame {
	uint32_t index, sequence;
	uint64_t bytes;
	uint64_t time_ns; /* when its first data were captured; 0: not by CLOCK_MONOTONIC */
	int damaged;	  /* the driver says so (V4L2_BUF_FLAG_ERROR) */
};

/* -ENODEV where the node streams no video by itself (a codec, a radio, metadata). */
int v4l2_open(struct v4l2_stream *stream, const char *path);
int v4l2_is_output(const struct v4l2_stream *stream);
/* Makes the buffers, queues all of them, and starts. */
int v4l2_start(struct v4l2_stream *stream);
int v4l2_queue(struct v4l2_stream *stream, uint32_t index);
/* -ETIMEDOUT where none comes back in time. */
int v4l2_dequeue(struct v4l2_stream *stream, int timeout_ms, struct v4l2_frame *frame);
int v4l2_stop(struct v4l2_stream *stream);
void v4l2_close(struct v4l2_stream *stream);

/* "YUYV": the format's four characters. */
void v4l2_fourcc_text(uint32_t fourcc, char text[5]);

#endif
