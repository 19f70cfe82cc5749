/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/must.h"
#include "core/randomness.h"
#include "core/sysfs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define NODE "/dev/hwrng"

static void read_all(struct job *job, int fd, uint8_t *bytes, size_t size)
{
	for (size_t used = 0; used < size;) {
		ssize_t n = read(fd, bytes + used, size - used);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			fail(job, "reading " NODE " gave %s after %zu bytes",
				n ? strerror(errno) : "nothing", used);
			job_stop(job);
		}
		used += (size_t)n;
	}
}

/* Absent where the kernel has no generator that a host could feed. */
static int open_generator(struct job *job)
{
	char current[64];

	sysfs_line(current, sizeof(current), "/sys/class/misc/hw_random/rng_current");
	if (!*current || !strcmp(current, "none")) {
		absent(job, "the kernel knows no hardware random number generator");
		job_stop(job);
	}
	return must_open(job, NODE, O_RDONLY);
}

static void run_delivers(struct job *job)
{
	uint8_t bytes[RANDOMNESS_BYTES];
	int fd = open_generator(job);

	read_all(job, fd, bytes, sizeof(bytes));
	close(fd);
	pass(job);
}

static void run_differs(struct job *job)
{
	uint8_t first[64], second[64];
	int fd = open_generator(job);
	size_t same = 0;

	read_all(job, fd, first, sizeof(first));
	read_all(job, fd, second, sizeof(second));
	close(fd);
	for (size_t i = 1; i < sizeof(first); i++)
		same += first[i] == first[0];
	expected(job, "64 bytes, then 64 others");
	if (same == sizeof(first) - 1)
		fail(job, "every byte is 0x%02x", first[0]);
	else if (!memcmp(first, second, sizeof(first)))
		fail(job, "two reads gave the same 64 bytes");
	else
		pass(job);
}

/*
 * One sample in 10,000 fails by chance: one that fails is asked again, which leaves one
 * run in a hundred million.
 */
static void run_statistics(struct job *job)
{
	uint8_t bytes[RANDOMNESS_BYTES];
	int fd = open_generator(job);
	struct randomness found = {0};
	bool good = false;

	for (int attempt = 0; attempt < 2 && !good; attempt++) {
		read_all(job, fd, bytes, sizeof(bytes));
		randomness_measure(&found, bytes);
		good = randomness_passes(&found);
	}
	close(fd);
	expected(job, "9726 to 10274 ones, poker 2.16 to 46.17, no run of 26 bits");
	observed(job, "%u ones, poker %.2f, longest run %u", found.ones, found.poker,
		found.longest_run);
	if (good)
		pass(job);
	else
		fail(job, "20,000 bits are not random by the tests of FIPS 140-2, twice");
}

CHECK(entropy_delivers) = {
	.id = "entropy.delivers",
	.title = "The hardware random number generator gives bytes",
	.source = "Linux Documentation/admin-guide/hw_random.rst; VIRTIO 1.4, 5.4.6",
	.flags = UNIT_ROOT,
	.run = run_delivers,
};

CHECK(entropy_differs) = {
	.id = "entropy.not-constant",
	.title = "Two reads give different bytes, and not all the same byte",
	.source = "VIRTIO 1.4, 5.4.6.2",
	.flags = UNIT_ROOT,
	.needs = NEEDS(&check_entropy_delivers),
	.run = run_differs,
};

CHECK(entropy_statistics) = {
	.id = "entropy.statistics",
	.title = "20,000 bits pass the monobit, poker and long-run tests",
	.source = "FIPS 140-2, 4.9.1",
	.level = LEVEL_SHOULD,
	.unseen = "whether they can be predicted",
	.flags = UNIT_ROOT,
	.needs = NEEDS(&check_entropy_delivers),
	.run = run_statistics,
};
