/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/vm_sockets.h> /* older ones need <sys/socket.h> before them */

/* The kernel has loopback for itself, so the device is there even where no host answers. */
static void run(struct job *job)
{
	int fd = open("/dev/vsock", O_RDONLY | O_CLOEXEC);
	unsigned cid = VMADDR_CID_ANY;

	fact_bool(job, fd >= 0, "vsock.present");
	if (fd < 0)
		return;
	if (ioctl(fd, IOCTL_VM_SOCKETS_GET_LOCAL_CID, &cid) == 0 && cid != VMADDR_CID_ANY)
		fact_int(job, cid, "vsock.cid");
	close(fd);
}

static const struct fact_desc facts[] = {
	{"vsock.present", FACT_BOOLEAN, NULL, "whether the kernel offers AF_VSOCK sockets"},
	{"vsock.cid", FACT_INTEGER, NULL, "the guest's context id, where a host gave one"},
	{0},
};

PROBE(vsock) = {
	.id = "vsock",
	.title = "Whether there are sockets to the host, and the guest's address on them",
	.source = "vsock(7); VIRTIO 1.4, 5.10",
	.facts = facts,
	.run = run,
};
