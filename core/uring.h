/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_URING_H
#define CORE_URING_H

#include <liburing.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * An io_uring for one file and one set of buffers, with every accelerating mode that
 * the running kernel has; each is tried and, where the kernel refuses it, left out.
 * Used by the thread that opened it only (IORING_SETUP_SINGLE_ISSUER).
 */
struct uring {
	struct io_uring ring;
	int fd;
	bool fixed_file, fixed_buffers;
	char modes[128]; /* "single-issuer+defer-taskrun+ring-fd+fixed-file+fixed-buffers" */
};

/*
 * `buffers`: one stretch of memory that all requests lie in. `polled`: completions are
 * polled for (IORING_SETUP_IOPOLL); refused with -EOPNOTSUPP by a device without it only
 * when a request is made. The kernel lets go of `fd` some time after the ring has ended:
 * what must be free at once, such as a claim by O_EXCL, belongs to another descriptor.
 * Returns 0 or -errno (ENOSYS, EPERM: no io_uring in this guest).
 */
int uring_open(
	struct uring *uring, unsigned depth, int fd, void *buffers, size_t size, bool polled);
void uring_close(struct uring *uring);

/* The next request; there are as many as the ring is deep. `tag` comes back in its completion. */
static inline struct io_uring_sqe *uring_next(struct uring *uring, unsigned char opcode,
	void *buffer, unsigned size, uint64_t offset, uint64_t tag)
{
	struct io_uring_sqe *sqe = io_uring_get_sqe(&uring->ring);

	io_uring_prep_rw(opcode, sqe, uring->fixed_file ? 0 : uring->fd, buffer, size, offset);
	sqe->buf_index = 0;
	if (uring->fixed_file)
		sqe->flags |= IOSQE_FIXED_FILE;
	sqe->user_data = tag;
	return sqe;
}

static inline void uring_read(
	struct uring *uring, void *buffer, unsigned size, uint64_t offset, uint64_t tag)
{
	uring_next(uring, uring->fixed_buffers ? IORING_OP_READ_FIXED : IORING_OP_READ, buffer,
		size, offset, tag);
}

static inline void uring_write(
	struct uring *uring, void *buffer, unsigned size, uint64_t offset, uint64_t tag)
{
	uring_next(uring, uring->fixed_buffers ? IORING_OP_WRITE_FIXED : IORING_OP_WRITE, buffer,
		size, offset, tag);
}

#endif
