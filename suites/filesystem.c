/* SPDX-License-Identifier: Apache-2.0 */
#include "core/ask.h"
#include "core/clock.h"
#include "core/must.h"
#include "core/stamp.h"
#include "core/sysfs.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define MS	    1000000ull
#define SIZE	    4096u
#define BLOCKS	    256u
#define SCRATCH	    "stratos-conform-scratch" /* in its root: what is there may be written to */
#define DOWN_MS	    300
#define ANSWER_MS   10000
#define PATIENCE_MS 15000

struct files {
	struct job *job;
	char tag[64], mounted[64], file[128];
	struct stamps stamps;
	void *buffer;
};

static void mount_it(struct files *files)
{
	must(files->job,
		mount(files->tag, files->mounted, "virtiofs", MS_NOSUID | MS_NODEV, NULL) ? -errno
											  : 0,
		"mounting the file system");
}

static const struct files *at_end; /* a job is a process of its own */

static void unmount(struct job *job)
{
	(void)job;
	umount2(at_end->mounted, MNT_DETACH);
	rmdir(at_end->mounted);
}

/* False, with a verdict, where nothing may be written to it. */
static bool open_files(struct files *files, struct job *job)
{
	char scratch[128];

	*files = (struct files){.job = job};
	if (geteuid() != 0) {
		skipped(job, "needs root");
		return false;
	}
	if (!sysfs_line(files->tag, sizeof(files->tag), "%s/tag", job->device->path)) {
		inconclusive(job, "the kernel does not tell its tag");
		return false;
	}
	snprintf(files->mounted, sizeof(files->mounted), "/tmp/stratos-fs-XXXXXX");
	must(job, mkdtemp(files->mounted) ? 0 : -errno, "a directory to mount on");
	mount_it(files);
	at_end = files;
	job->at_end = unmount;
	snprintf(files->file, sizeof(files->file), "%s/stamps", files->mounted);
	snprintf(scratch, sizeof(scratch), "%s/" SCRATCH, files->mounted);
	if (access(scratch, F_OK)) {
		skipped(job, "there is no file " SCRATCH " in its root: nothing is written to it");
		return false;
	}
	files->buffer = must_alloc(job, SIZE);
	stamps_init(&files->stamps, 0);
	stamps_fill(&files->stamps, files->buffer, SIZE);
	return true;
}

static int write_stamps(struct files *files)
{
	int fd = open(files->file, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), err;
	ssize_t n = SIZE;

	for (uint64_t at = 0; fd >= 0 && n == SIZE && at < (uint64_t)BLOCKS * SIZE; at += SIZE) {
		stamps_put(&files->stamps, files->buffer, SIZE, at, 1);
		n = pwrite(fd, files->buffer, SIZE, (off_t)at);
	}
	err = fd < 0 || n < 0 || fsync(fd) ? -errno : n == SIZE ? 0 : -EIO;
	if (fd >= 0)
		close(fd);
	return err;
}

/* 0 and the first wrong block in `wrong`, or -errno. O_DIRECT: from the file system, no cache. */
static int read_stamps(struct files *files, struct stamp_finding *wrong)
{
	int fd = open(files->file, O_RDONLY | O_DIRECT | O_CLOEXEC), err = fd < 0 ? -errno : 0;

	*wrong = (struct stamp_finding){0};
	for (uint64_t at = 0; !err && at < (uint64_t)BLOCKS * SIZE; at += SIZE) {
		ssize_t n = pread(fd, files->buffer, SIZE, (off_t)at);

		err = n < 0 ? -errno : n == SIZE ? 0 : -EIO;
		if (!err && stamps_check(&files->stamps, files->buffer, SIZE, at, 1, wrong))
			break;
	}
	if (fd >= 0)
		close(fd);
	return err;
}

static void judge(struct files *files, int err, const struct stamp_finding *wrong, const char *when)
{
	struct job *job = files->job;
	char text[200];

	expected(job, "%u blocks of %u bytes as written", BLOCKS, SIZE);
	if (err) {
		observed(job, "%s", strerror(-err));
		fail(job, "%s: the file cannot be read", when);
	} else if (wrong->fault != STAMP_RIGHT) {
		stamp_explain(text, sizeof(text), wrong);
		observed(job, "%s", text);
		fail(job, "%s: %s", when, text);
	} else {
		pass(job);
	}
}

static void run_data(struct job *job)
{
	static struct files files;
	struct stamp_finding wrong = {0};
	int err;

	if (!open_files(&files, job))
		return;
	err = write_stamps(&files);
	if (err) {
		expected(job, "a file of %u bytes, written and synchronised", BLOCKS * SIZE);
		observed(job, "%s", strerror(-err));
		fail(job, "a file cannot be written");
		return;
	}
	must(job, umount2(files.mounted, 0) ? -errno : 0, "unmounting");
	mount_it(&files);
	err = read_stamps(&files, &wrong);
	judge(&files, err, &wrong, "read back after it was mounted anew");
	unlink(files.file);
}

/* Who waits for a dead back-end may wait for ever, and cannot be killed. */
struct after {
	struct files *files;
	struct stamp_finding wrong;
	unsigned failed;
	_Atomic int err, done;
};

static void *read_until_it_answers(void *to)
{
	struct after *after = to;
	uint64_t deadline = clock_ns() + PATIENCE_MS / 2 * MS;
	int err;

	while ((err = read_stamps(after->files, &after->wrong)) && clock_ns() < deadline) {
		after->failed++;
		clock_sleep_ns(20 * MS);
	}
	after->err = err;
	after->done = 1;
	return NULL;
}

static void run_restart(struct job *job)
{
	static struct files files;
	static struct after after;
	struct answer answer;
	pthread_t thread;
	uint64_t start;

	if (!open_files(&files, job))
		return;
	must(job, write_stamps(&files), "writing a file");
	if (ask_host(job, &answer, ANSWER_MS, "backend-kill", "device=%s down_ms=%d",
		    job->device->id, DOWN_MS)) {
		skipped(job, "%s", answer.text);
		return;
	}
	start = clock_ns();
	after = (struct after){.files = &files};
	must(job, -pthread_create(&thread, NULL, read_until_it_answers, &after), "a thread");
	while (!after.done && clock_ns() - start < PATIENCE_MS * MS)
		clock_sleep_ns(MS);
	if (!after.done) {
		expected(job, "every request completes or fails");
		observed(job, "one did neither within %d s", PATIENCE_MS / 1000);
		fail(job, "after the back-end's death and restart the file system answers nothing");
		job->at_end = NULL; /* nor would it answer that */
		return;
	}
	judge(&files, after.err, &after.wrong, "after the back-end's death and restart");
	metric_value(job, "fs.backend-restart.outage", "", (double)(clock_ns() - start) / 1e6);
	metric_value(job, "fs.backend-restart.failed", "", after.failed);
}

static const struct metric_desc metrics[] = {
	{"fs.backend-restart.outage", "ms", BETTER_LOWER,
		"until a file can be read again whose back-end dies and is started again"},
	{"fs.backend-restart.failed", "count", BETTER_LOWER, "attempts to read it that failed"},
	{0},
};

CHECK(fs_data) = {
	.id = "fs.data-verified",
	.title = "What is written to a shared file system is what is read back",
	.source =
		"VIRTIO 1.4, 5.11 File System Device; Linux Documentation/filesystems/virtiofs.rst",
	.each = &shared_filesystems,
	.timeout_ms = 30000,
	.run = run_data,
};

CHECK(fs_restart) = {
	.id = "fs.backend-restart",
	.title = "A shared file system works on when its back-end dies and is started again",
	.source = "Project Stratos: split back-ends; QEMU docs/interop/vhost-user, Reconnection",
	.prose = "vhost-user: a back-end that comes back goes on where the rings are",
	.each = &shared_filesystems,
	.needs = NEEDS(&check_fs_data),
	.flags = UNIT_HOST | UNIT_SLOW,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = run_restart,
};
