/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/pmem.h"
#include "virtio/wire.h"

static void run_address(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint64_t start, size, ours;

	vdev_begin(v);
	start = vdev_config64(v, PMEM_CONFIG_START);
	size = vdev_config64(v, PMEM_CONFIG_SIZE);
	ours = dma_new(v, 1)->addr;
	expected(job, "start and size of a range that is no other memory");
	observed(job, "start 0x%llx, size 0x%llx", (unsigned long long)start,
		(unsigned long long)size);
	if (!start)
		fail(job, "start is 0, which is no address of persistent memory");
	else if (!size)
		fail(job, "size is 0: there is no persistent memory");
	else if (start + size < start)
		fail(job, "the range ends beyond the end of the address space");
	else if (ours >= start && ours - start < size)
		fail(job, "the range covers the guest's own memory at 0x%llx",
			(unsigned long long)ours);
	else
		pass(job);
}

static struct vdev *open_shared(struct job *job)
{
	struct vdev *v = wire_open(job);

	vdev_need(v, PMEM_F_SHMEM_REGION);
	vdev_begin(v, PMEM_F_SHMEM_REGION);
	return v;
}

static void run_shared(struct job *job)
{
	struct vdev *v = open_shared(job);
	struct vdev_region region = {0};
	bool there = v->ops->shared_memory(v, PMEM_SHM_ID, &region);

	expected(job, "a shared memory region with id %d", PMEM_SHM_ID);
	observed(
		job, "%s, 0x%llx bytes", there ? "one" : "none", (unsigned long long)region.length);
	if (there && region.length)
		pass(job);
	else
		fail(job, "there is no shared memory region with id %d", PMEM_SHM_ID);
}

static void run_zero(struct job *job)
{
	struct vdev *v = open_shared(job);
	uint64_t start = vdev_config64(v, PMEM_CONFIG_START);
	uint64_t size = vdev_config64(v, PMEM_CONFIG_SIZE);

	expected(job, "start 0, size 0");
	observed(job, "start 0x%llx, size 0x%llx", (unsigned long long)start,
		(unsigned long long)size);
	if (start || size)
		fail(job, "the configuration tells an address beside the shared memory region");
	else
		pass(job);
}

CHECK(pmem_address) = {
	.id = "virtio.pmem.address",
	.title = "Without a shared memory region the configuration tells where the memory is",
	.source = "VIRTIO 1.4, 5.19.5.1 Device Initialization",
	.unseen = "whether it is there",
	.level = LEVEL_MUST,
	.statements = "V14-PMEM-D004 V14-PMEM-D005",
	.each = &wire_pmems,
	.flags = UNIT_CLAIMS,
	.run = run_address,
};

CHECK(pmem_shared_memory) = {
	.id = "virtio.pmem.shared-memory",
	.title = "With the feature for it, the memory is shared memory region 0",
	.source = "VIRTIO 1.4, 5.19.5.1 Device Initialization",
	.level = LEVEL_MUST,
	.statements = "V14-PMEM-D001 V14-PMEM-D002",
	.each = &wire_pmems,
	.flags = UNIT_CLAIMS,
	.run = run_shared,
};

CHECK(pmem_config_zero) = {
	.id = "virtio.pmem.config-zero",
	.title = "With a shared memory region the configuration tells nothing",
	.source = "VIRTIO 1.4, 5.19.5.1 Device Initialization",
	.level = LEVEL_SHOULD,
	.statements = "V14-PMEM-D003",
	.each = &wire_pmems,
	.flags = UNIT_CLAIMS,
	.run = run_zero,
};
