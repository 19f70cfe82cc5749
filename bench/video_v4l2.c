/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/v4l2.h"
#include "core/clock.h"
#include "core/must.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define MS	    1000000ull
#define NS_PER_S    1e9
#define MB	    1e6
#define WARMUP	    4 /* frames: the buffers that were queued before the start */
#define PATIENCE_MS 3000

struct camera {
	struct v4l2_stream stream;
	uint64_t queued_ns[VIDEO_MAX_FRAME];
	struct hist turnaround, delivery, jitter;
	uint64_t start_ns, first_ns, last_ns, last_time_ns;
	uint64_t frames, bytes, dropped, damaged, from_future;
	uint32_t next_sequence;
};

/* Against the nominal cadence where there is one, by the device's times where it has them. */
static void record_cadence(struct camera *camera, uint64_t time_ns)
{
	double off = (double)(int64_t)(time_ns - camera->last_time_ns) / NS_PER_S -
		     camera->stream.period_s;

	if (camera->last_time_ns && camera->stream.period_s > 0)
		hist_add(&camera->jitter, (uint64_t)((off < 0 ? -off : off) * NS_PER_S));
	camera->last_time_ns = time_ns;
}

static void record(struct camera *camera, const struct v4l2_frame *frame, uint64_t now)
{
	camera->damaged += (uint64_t)frame->damaged;
	camera->dropped += frame->sequence - camera->next_sequence;
	hist_add(&camera->turnaround, now - camera->queued_ns[frame->index]);
	if (frame->time_ns > now)
		camera->from_future++;
	else if (frame->time_ns && !v4l2_is_output(&camera->stream))
		hist_add(&camera->delivery, now - frame->time_ns);
	record_cadence(camera, frame->time_ns ? frame->time_ns : now);
	camera->bytes += frame->bytes;
	camera->frames++;
	camera->last_ns = now;
}

/* Takes a frame and gives its buffer back at once. */
static int one_frame(struct job *job, struct camera *camera, unsigned n)
{
	struct v4l2_frame frame;
	int err = v4l2_dequeue(&camera->stream, PATIENCE_MS, &frame);
	uint64_t now = clock_ns();

	if (err)
		return err;
	if (!camera->first_ns)
		camera->start_ns = now - camera->start_ns;
	if (n < WARMUP || frame.sequence < camera->next_sequence)
		camera->first_ns = camera->last_ns = now;
	else
		record(camera, &frame, now);
	camera->next_sequence = frame.sequence + 1;
	camera->queued_ns[frame.index] = clock_ns();
	must(job, v4l2_queue(&camera->stream, frame.index), "queueing a buffer");
	return 0;
}

static void emit(struct job *job, const struct camera *camera)
{
	const struct v4l2_stream *stream = &camera->stream;
	double seconds = (double)(camera->last_ns - camera->first_ns) / NS_PER_S;
	char conditions[160], fourcc[5];

	v4l2_fourcc_text(stream->fourcc, fourcc);
	snprintf(conditions, sizeof(conditions),
		"direction=%s format=%s width=%u height=%u buffers=%u",
		v4l2_is_output(stream) ? "output" : "capture", fourcc, stream->width,
		stream->height, stream->buffers);
	metric_value(job, "video.v4l2.start_time", conditions, (double)camera->start_ns);
	metric_hist(job, "video.v4l2.turnaround", conditions, &camera->turnaround);
	metric_hist(job, "video.v4l2.delivery", conditions, &camera->delivery);
	metric_hist(job, "video.v4l2.cadence_jitter", conditions, &camera->jitter);
	metric_value(job, "video.v4l2.dropped", conditions, (double)camera->dropped);
	metric_value(job, "video.v4l2.damaged", conditions, (double)camera->damaged);
	if (seconds <= 0)
		return;
	metric_value(job, "video.v4l2.rate", conditions, (double)camera->frames / seconds);
	metric_value(
		job, "video.v4l2.throughput", conditions, (double)camera->bytes / MB / seconds);
}

static void run(struct job *job)
{
	static struct camera camera;
	uint64_t duration_ns = (uint64_t)job_setting(job, "v4l2.duration_ms", 2000) * MS, end;
	int err = v4l2_open(&camera.stream, job->device->path);

	if (err == -ENODEV) {
		absent(job, "%s streams no video by itself", job->device->id);
		return;
	}
	must(job, err, "opening the device");
	hist_clear(&camera.turnaround);
	hist_clear(&camera.delivery);
	hist_clear(&camera.jitter);
	camera.start_ns = clock_ns();
	must(job, v4l2_start(&camera.stream), "starting the stream");
	end = clock_ns() + duration_ns;
	for (unsigned n = 0; !err && clock_ns() < end; n++)
		err = one_frame(job, &camera, n);
	if (err)
		inconclusive(job, "%s: %s after %lu frames", job->device->id, strerrorname_np(-err),
			(unsigned long)camera.frames);
	if (camera.from_future)
		note(job, "%s: %lu of %lu frames bear a time after that of their arrival",
			job->device->id, (unsigned long)camera.from_future,
			(unsigned long)camera.frames);
	if (camera.frames)
		emit(job, &camera);
	v4l2_stop(&camera.stream);
	v4l2_close(&camera.stream);
}

static const struct metric_desc metrics[] = {
	{"video.v4l2.start_time", "ns", BETTER_LOWER,
		"from asking for buffers to the first frame that came back"},
	{"video.v4l2.turnaround", "ns", BETTER_LOWER,
		"from queueing a buffer to dequeueing it, the frames before it included"},
	{"video.v4l2.delivery", "ns", BETTER_LOWER,
		"from a frame's capture, by the device's time, to dequeueing it"},
	{"video.v4l2.cadence_jitter", "ns", BETTER_LOWER,
		"how far the time between two frames is from the device's nominal one"},
	{"video.v4l2.dropped", "count", BETTER_LOWER, "sequence numbers that never came"},
	{"video.v4l2.damaged", "count", BETTER_LOWER, "frames that the driver calls damaged"},
	{"video.v4l2.rate", "1/s", BETTER_HIGHER, "frames a second"},
	{"video.v4l2.throughput", "MB/s", BETTER_HIGHER, "pixels a second"},
	{0},
};

BENCH(video_v4l2) = {
	.id = "video.v4l2",
	.title = "How steadily a camera or video sink moves its frames",
	.source = "V4L2 (linux/videodev2.h), streaming by mapped buffers",
	.each = &v4l2_devices,
	.timeout_ms = 30000,
	.metrics = metrics,
	.run = run,
};
