/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/must.h"
#include "core/sysfs.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct disk {
	int fd;
	uint64_t bytes;
	int block;
	char *buffer;
};

static void open_disk(struct job *job, struct disk *disk)
{
	disk->fd = must_open(job, job->device->path, O_RDONLY | O_DIRECT);
	must_ioctl(job, disk->fd, BLKGETSIZE64, &disk->bytes);
	must_ioctl(job, disk->fd, BLKSSZGET, &disk->block);
	disk->buffer = must_alloc(job, (size_t)disk->block);
}

static void run_last_block(struct job *job)
{
	struct disk disk;
	ssize_t n;

	open_disk(job, &disk);
	if (disk.bytes < (uint64_t)disk.block) {
		absent(job, "%s has no medium", job->device->path);
		return;
	}
	n = pread(disk.fd, disk.buffer, (size_t)disk.block, (off_t)disk.bytes - disk.block);
	expected(job, "%d bytes from byte %" PRIu64, disk.block, disk.bytes - (uint64_t)disk.block);
	observed(job, "%zd%s%s", n, n < 0 ? ": " : "", n < 0 ? strerror(errno) : "");
	if (n == disk.block)
		pass(job);
	else
		fail(job, "the last block that the capacity promises cannot be read");
	close(disk.fd);
}

static void run_past_end(struct job *job)
{
	struct disk disk;
	ssize_t n;

	open_disk(job, &disk);
	n = pread(disk.fd, disk.buffer, (size_t)disk.block, (off_t)disk.bytes);
	expected(job, "an error or end of file");
	observed(job, "%zd bytes%s%s", n < 0 ? 0 : n, n < 0 ? ": " : "",
		n < 0 ? strerror(errno) : "");
	if (n > 0)
		fail(job, "reading past the end gave data");
	else
		pass(job);
	close(disk.fd);
}

/* Opening a disk for writing writes nothing. */
static void run_read_only(struct job *job)
{
	const char *name = strrchr(job->device->path, '/') + 1;
	int64_t flag = sysfs_int(-1, "/sys/block/%s/ro", name);
	int fd = must_open(job, job->device->path, O_RDONLY), ro = 0;

	must_ioctl(job, fd, BLKROGET, &ro);
	close(fd);
	fd = open(job->device->path, O_WRONLY | O_CLOEXEC);
	expected(job, "sysfs and BLKROGET agree");
	observed(job, "%" PRId64 ", %d; opening it for writing: %s", flag, ro,
		fd < 0 ? strerror(errno) : "allowed");
	if (flag != ro)
		fail(job, "the disk is read-only by one account and not by the other");
	else
		pass(job);
	if (fd >= 0)
		close(fd);
}

CHECK(block_last) = {
	.id = "block.last-block",
	.title = "The last block that the capacity promises can be read",
	.source = "VIRTIO 1.4, 5.2.4 (capacity); BLKGETSIZE64",
	.each = &block_devices,
	.flags = UNIT_ROOT,
	.run = run_last_block,
};

CHECK(block_past_end) = {
	.id = "block.past-end",
	.title = "Reading past the end gives an error, not data",
	.source = "VIRTIO 1.4, 5.2.6.1 and 5.2.6.2",
	.unseen = "what the device does: the kernel stops such requests; the wire lane sends them",
	.each = &block_devices,
	.flags = UNIT_ROOT,
	.run = run_past_end,
};

CHECK(block_read_only) = {
	.id = "block.read-only-consistent",
	.title = "Whether a disk is read-only is told the same way everywhere",
	.source = "VIRTIO 1.4, 5.2.3 (VIRTIO_BLK_F_RO); BLKROGET",
	.each = &block_devices,
	.flags = UNIT_ROOT,
	.run = run_read_only,
};
