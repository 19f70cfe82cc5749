/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_BALLOON_STATS_H
#define SUITES_BALLOON_STATS_H

#include "virtio/balloon.h"
#include "virtio/ring.h"

/* A balloon whose statistics the host polls. */
struct stats {
	struct job *job;
	struct vq *q;
	struct dma *buffer;
};

#define STATS_ENTRIES 6 /* of each buffer: 60 bytes, as the driver must have a multiple of 6 */

/* Ends the job as `absent` without STATS_VQ, as `inconclusive` where no host polls. */
struct stats stats_start(struct vdev *v);
/*
 * Waits until the device asks for statistics and gives it these; true if the host then
 * tells the same free and total memory that are among them, else `fail`.
 */
bool stats_arrive(
	struct stats *s, const struct balloon_stat entries[STATS_ENTRIES], const char *what);
void stats_stop(struct stats *s);

#endif
