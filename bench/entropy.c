/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/job.h"
#include "core/must.h"
#include "core/sysfs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define NODE  "/dev/hwrng"
#define CHUNK 256
#define MS    1000000ull

/* How many bytes came: a read may be short. */
static size_t read_chunk(struct job *job, int fd, char *bytes)
{
	ssize_t n;

	do
		n = read(fd, bytes, CHUNK);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		return (size_t)n;
	say(job, VERDICT_ERROR, "reading " NODE ": %s", n ? strerror(errno) : "nothing came");
	job_stop(job);
}

static void run(struct job *job)
{
	uint64_t duration = (uint64_t)job_setting(job, "entropy.duration_ms", 200) * MS;
	static struct hist latency;
	uint64_t start, now, bytes = 0;
	char current[64], chunk[CHUNK];
	int fd;

	sysfs_line(current, sizeof(current), "/sys/class/misc/hw_random/rng_current");
	if (!*current || !strcmp(current, "none")) {
		absent(job, "the kernel knows no hardware random number generator");
		return;
	}
	fd = must_open(job, NODE, O_RDONLY);
	read_chunk(job, fd, chunk); /* warm-up: the kernel may hold some bytes ready */
	hist_clear(&latency);
	for (start = now = clock_ns(); now - start < duration;) {
		uint64_t before = now;

		bytes += read_chunk(job, fd, chunk);
		now = clock_ns();
		hist_add(&latency, now - before);
	}
	close(fd);
	metric(job,
		&(struct metric){
			.id = "entropy.read.latency", .conditions = "size=256", .hist = &latency});
	metric(job, &(struct metric){.id = "entropy.rate",
			    .conditions = "size=256",
			    .value = (double)bytes / 1e6 / ((double)(now - start) / 1e9)});
}

static const struct metric_desc metrics[] = {
	{"entropy.rate", "MB/s", BETTER_HIGHER, "what the hardware random number generator gives"},
	{"entropy.read.latency", "ns", BETTER_LOWER, "time of a read of 256 bytes from it"},
	{0},
};

BENCH(entropy) = {
	.id = "entropy.rate",
	.title = "How fast random bytes come from the hardware random number generator",
	.source = "Linux Documentation/admin-guide/hw_random.rst; VIRTIO 1.4, 5.4",
	.flags = UNIT_ROOT,
	.metrics = metrics,
	.run = run,
};
