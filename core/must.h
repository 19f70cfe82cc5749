/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_MUST_H
#define CORE_MUST_H

#include "core/job.h"

#include <stddef.h>
#include <sys/types.h>

/*
 * Setup that has to work for a unit to say anything: on failure the job ends with
 * `error`, naming the call, its argument, the errno and the place. Only inside a job.
 */
#define must_open(job, path, flags) must_open_at(job, path, flags, __FILE__, __LINE__)
#define must_alloc(job, size)	    must_alloc_at(job, size, __FILE__, __LINE__)
#define must_ioctl(job, fd, request, arg)                                                          \
	must_ioctl_at(job, fd, request, #request, arg, __FILE__, __LINE__)
#define must_mmap(job, size, prot, flags, fd, offset)                                              \
	must_mmap_at(job, size, prot, flags, fd, offset, __FILE__, __LINE__)
/* `value` is 0 or more, else a negative errno. */
#define must(job, value, what) must_at(job, value, what, __FILE__, __LINE__)

int must_open_at(struct job *job, const char *path, int flags, const char *file, int line);
/* Zeroed, page-aligned memory; it lives as long as the job's process. */
void *must_alloc_at(struct job *job, size_t size, const char *file, int line);
int must_ioctl_at(struct job *job, int fd, unsigned long request, const char *name, void *arg,
	const char *file, int line);
void *must_mmap_at(struct job *job, size_t size, int prot, int flags, int fd, off_t offset,
	const char *file, int line);
long must_at(struct job *job, long value, const char *what, const char *file, int line);

#endif
