/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/bystander.h"

#include "core/clock.h"
#include "core/must.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SIZE	    4096
#define DISKS_MAX   16
#define PAUSE_NS    100000u /* so that it is no load itself */
#define REGION_SIZE ((off_t)1 << 20)

static bool find_other(const struct job *job, struct device *other)
{
	struct device disks[DISKS_MAX];
	size_t count = block_devices.find(disks, DISKS_MAX);

	for (size_t i = 0; i < count; i++)
		if (strcmp(disks[i].id, job->device->id) != 0) {
			*other = disks[i];
			return true;
		}
	return false;
}

static void *read_on(void *to)
{
	struct bystander *bystander = to;
	off_t offset = 0;
	int when;

	while ((when = bystander->when) != BYSTANDER_END) {
		uint64_t start = clock_ns();
		ssize_t n = pread(bystander->fd, bystander->buffer, SIZE, offset);

		/* What began before the change of time belongs to neither. */
		if (n != SIZE)
			bystander->error = n < 0 ? -errno : -EIO;
		else if (when != BYSTANDER_NEITHER && when == bystander->when)
			hist_add(&bystander->latency[when], clock_ns() - start);
		offset = (offset + SIZE) % REGION_SIZE;
		clock_sleep_ns(PAUSE_NS);
	}
	return NULL;
}

bool bystander_start(struct job *job, struct bystander *bystander)
{
	if (!find_other(job, &bystander->device))
		return false;
	bystander->fd = must_open(job, bystander->device.path, O_RDONLY | O_DIRECT);
	bystander->buffer = must_alloc(job, SIZE);
	bystander->when = BYSTANDER_ALONE;
	hist_clear(&bystander->latency[BYSTANDER_ALONE]);
	hist_clear(&bystander->latency[BYSTANDER_DURING]);
	must(job, -pthread_create(&bystander->thread, NULL, read_on, bystander), "a thread");
	return true;
}

void bystander_when(struct bystander *bystander, enum bystander_when when)
{
	bystander->when = when;
}

void bystander_stop(struct bystander *bystander)
{
	bystander->when = BYSTANDER_END;
	pthread_join(bystander->thread, NULL);
	close(bystander->fd);
}
