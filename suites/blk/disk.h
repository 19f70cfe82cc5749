/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_BLK_DISK_H
#define SUITES_BLK_DISK_H

#include "virtio/blk.h"

extern const struct unit check_blk_read, check_blk_write;

/*
 * What the checks of disks share. Where a status is not the wanted one it is a `fail` that
 * names the request; a pass() after it changes nothing, as the most severe verdict is kept.
 */
bool status_is(struct job *job, uint8_t status, uint8_t want, const char *request, ...)
	PRINTF(4, 5);
/* For steps that only prepare what is checked: ends the job as `inconclusive` otherwise. */
void prepared(struct job *job, uint8_t status, const char *request, ...) PRINTF(3, 4);

/*
 * The first of `sectors` that may be written in any order, never the first sector of the
 * disk. Ends the job as `absent` where the disk is read-only, else as `skipped` where it
 * has no such sectors.
 */
uint64_t disk_area(struct vq *q, uint64_t sectors);

/*
 * Features as vdev_begin(), but without VIRTIO_BLK_F_ZONED; whether the device takes that.
 */
bool accept_unzoned(struct vdev *v);

#endif
