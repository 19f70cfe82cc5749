/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_DISK_IN_USE_H
#define CORE_DISK_IN_USE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether anybody uses a whole disk or one of its partitions: a mount, swap, a device
 * built on it (device mapper, RAID), a process that has it open, or whoever else holds
 * it in the kernel, which O_EXCL tells. `path` is "/dev/vda"; `who` says who, in words:
 * "its partition vda2 is mounted on /home".
 */
bool disk_in_use(const char *path, char *who, size_t size);

/* Where to look; the tests have their own. */
struct disk_view {
	const char *sys, *proc, *dev;
};
bool disk_in_use_in(const struct disk_view *view, const char *name, char *who, size_t size);

/* Whether it has partitions, which hold something even while nobody uses them; one is named. */
bool disk_partitioned(const char *path, char *which, size_t size);
bool disk_partitioned_in(const struct disk_view *view, const char *name, char *which, size_t size);

#endif
