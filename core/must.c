/* SPDX-License-Identifier: Apache-2.0 */
#include "core/must.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

static _Noreturn void give_up(struct job *job, const char *call, const char *argument, int err,
	const char *file, int line)
{
	say(job, VERDICT_ERROR, "%s %s: %s (%s:%d)", call, argument, strerror(err), file, line);
	job_stop(job);
}

int must_open_at(struct job *job, const char *path, int flags, const char *file, int line)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);

	if (fd < 0)
		give_up(job, "open", path, errno, file, line);
	return fd;
}

void *must_mmap_at(struct job *job, size_t size, int prot, int flags, int fd, off_t offset,
	const char *file, int line)
{
	void *memory = mmap(NULL, size, prot, flags, fd, offset);

	if (memory == MAP_FAILED)
		give_up(job, "mmap", "", errno, file, line);
	return memory;
}

void *must_alloc_at(struct job *job, size_t size, const char *file, int line)
{
	return must_mmap_at(
		job, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0, file, line);
}

int must_ioctl_at(struct job *job, int fd, unsigned long request, const char *name, void *arg,
	const char *file, int line)
{
	int result = ioctl(fd, request, arg);

	if (result < 0)
		give_up(job, "ioctl", name, errno, file, line);
	return result;
}

long must_at(struct job *job, long value, const char *what, const char *file, int line)
{
	if (value < 0)
		give_up(job, what, "failed", (int)-value, file, line);
	return value;
}
