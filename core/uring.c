/* SPDX-License-Identifier: Apache-2.0 */
#include "core/uring.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>

/* From what a 6.1 kernel has down to what every kernel with io_uring has. */
static const struct {
	unsigned flags;
	const char *name;
} setups[] = {
	{IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN, "single-issuer+defer-taskrun"},
	{IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_COOP_TASKRUN, "single-issuer+coop-taskrun"},
	{IORING_SETUP_COOP_TASKRUN, "coop-taskrun"},
	{0, "plain"},
};

static void add_mode(struct uring *uring, const char *name)
{
	size_t used = strlen(uring->modes);

	snprintf(uring->modes + used, sizeof(uring->modes) - used, "%s%s", used ? "+" : "", name);
}

static int setup_ring(struct uring *uring, unsigned depth, unsigned flags)
{
	int err = -EINVAL;

	for (size_t i = 0; err == -EINVAL && i < sizeof(setups) / sizeof(*setups); i++) {
		err = io_uring_queue_init(depth, &uring->ring, setups[i].flags | flags);
		if (!err)
			add_mode(uring, setups[i].name);
	}
	return err;
}

int uring_open(struct uring *uring, unsigned depth, int fd, void *buffers, size_t size, bool polled)
{
	struct iovec memory = {.iov_base = buffers, .iov_len = size};
	int err;

	*uring = (struct uring){.fd = fd};
	err = setup_ring(uring, depth, polled ? IORING_SETUP_IOPOLL : 0);
	if (err)
		return err;
	if (polled)
		add_mode(uring, "iopoll");
	if (io_uring_register_ring_fd(&uring->ring) == 1)
		add_mode(uring, "ring-fd");
	uring->fixed_file = io_uring_register_files(&uring->ring, &fd, 1) == 0;
	if (uring->fixed_file)
		add_mode(uring, "fixed-file");
	/* Counts against RLIMIT_MEMLOCK where the caller is not root. */
	uring->fixed_buffers = io_uring_register_buffers(&uring->ring, &memory, 1) == 0;
	if (uring->fixed_buffers)
		add_mode(uring, "fixed-buffers");
	return 0;
}

void uring_close(struct uring *uring)
{
	io_uring_queue_exit(&uring->ring);
}
