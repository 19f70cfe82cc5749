/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/vsock.h"
#include "virtio/wire.h"

static void run_cid(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint64_t cid;

	vdev_begin(v);
	cid = vdev_config64(v, VSOCK_CONFIG_GUEST_CID);
	expected(job, "a guest_cid from 3 to 0xfffffffe");
	observed(job, "0x%llx", (unsigned long long)cid);
	if (cid <= VSOCK_HOST || cid == UINT32_MAX || cid == UINT64_MAX)
		fail(job, "guest_cid is 0x%llx, which is reserved", (unsigned long long)cid);
	else if (cid >> 32)
		fail(job, "the upper half of guest_cid 0x%llx is not 0", (unsigned long long)cid);
	else
		pass(job);
}

static void run_implied(struct job *job)
{
	struct vdev *v = wire_open(job);

	expected(job, "VIRTIO_VSOCK_F_NO_IMPLIED_STREAM");
	observed(job, "features 0x%x", v->offered.word[0]);
	if (vdev_offers(v, VSOCK_F_NO_IMPLIED_STREAM))
		pass(job);
	else
		fail(job, "VIRTIO_VSOCK_F_NO_IMPLIED_STREAM is not offered");
}

CHECK(vsock_cid) = {
	.id = "virtio.vsock.cid",
	.title = "The guest's context id is not reserved",
	.source = "VIRTIO 1.4, 5.10.6.4.2 Receive and Transmit",
	.level = LEVEL_MUST,
	.statements = "V14-VSOCK-D007",
	.each = &wire_vsocks,
	.flags = UNIT_CLAIMS,
	.run = run_cid,
};

CHECK(vsock_no_implied_stream) = {
	.id = "virtio.vsock.no-implied-stream",
	.title = "The device offers VIRTIO_VSOCK_F_NO_IMPLIED_STREAM",
	.source = "VIRTIO 1.4, 5.10.3.2 Feature bits",
	.level = LEVEL_SHOULD,
	.statements = "V14-VSOCK-D001",
	.each = &wire_vsocks,
	.flags = UNIT_CLAIMS,
	.run = run_implied,
};
