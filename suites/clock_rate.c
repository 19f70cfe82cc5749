/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/job.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/rtc.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define MS	      1000000ll
#define EDGE_PATIENCE (2500 * MS)
#define TOLERANCE_PPM 20000.0 /* 2 %: an emulated clock that is calibrated wrong is off by more */
#define BLUR_PPM      10000.0 /* readings further apart than that answer nothing */

/* A second of the RTC begins between these two times. */
struct edge {
	int64_t before, after; /* CLOCK_MONOTONIC_RAW */
	int second;
};

/* Not slewed by any time service, unlike CLOCK_MONOTONIC. */
static int64_t raw_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_RAW, &now);
	return now.tv_sec * 1000 * MS + now.tv_nsec;
}

/* 0 or -errno. The new second began after the last reading that did not show it began. */
static int find_edge(int fd, struct edge *edge)
{
	int64_t start = raw_ns();
	int second = -1;

	while (raw_ns() - start < EDGE_PATIENCE) {
		int64_t before = raw_ns();
		struct rtc_time time;

		if (ioctl(fd, RTC_RD_TIME, &time))
			return -errno;
		if (second >= 0 && time.tm_sec != second) {
			edge->after = raw_ns();
			edge->second = time.tm_sec;
			return 0;
		}
		second = time.tm_sec;
		edge->before = before;
	}
	return -ETIMEDOUT;
}

static void judge(struct job *job, const struct edge *first, const struct edge *last)
{
	int seconds = (last->second - first->second + 60) % 60;
	double took = (double)(last->before + last->after - first->before - first->after) / 2.0;
	double blur = (double)(last->after - last->before + first->after - first->before) / 2.0;
	double ppm = (took / (seconds * 1e9) - 1.0) * 1e6;

	expected(job, "within %.0f ppm", TOLERANCE_PPM);
	observed(job, "%+.0f ppm over %d s, known to %.0f ppm", ppm, seconds,
		blur / (seconds * 1e9) * 1e6);
	if (blur / (seconds * 1e9) * 1e6 > BLUR_PPM)
		inconclusive(job, "reading the RTC took too long: %.1f ms", blur / 1e6);
	else if (ppm > TOLERANCE_PPM || ppm < -TOLERANCE_PPM)
		fail(job, "CLOCK_MONOTONIC_RAW runs %+.0f ppm off the RTC", ppm);
	else
		pass(job);
}

static void run(struct job *job)
{
	int fd = open("/dev/rtc0", O_RDONLY | O_CLOEXEC), err;
	struct edge first = {0}, last = {0};

	if (fd < 0) {
		absent(job, "no second clock to hold it against: /dev/rtc0: %s", strerror(errno));
		return;
	}
	err = find_edge(fd, &first);
	if (!err) {
		clock_sleep_ns(900 * MS); /* the rest of the second is watched */
		err = find_edge(fd, &last);
	}
	close(fd);
	if (err == -ETIMEDOUT)
		fail(job, "the RTC stands still: its second did not change within 2.5 s");
	else if (err)
		inconclusive(job, "the RTC cannot be read: %s", strerror(-err));
	else
		judge(job, &first, &last);
}

CHECK(clock_rate) = {
	.id = "clock.rate",
	.title = "The clock advances at the rate of the real-time clock",
	.source = "rtc(4); clock_gettime(2) CLOCK_MONOTONIC_RAW",
	.level = LEVEL_SHOULD,
	.run = run,
};
