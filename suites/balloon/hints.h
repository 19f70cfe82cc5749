/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_BALLOON_HINTS_H
#define SUITES_BALLOON_HINTS_H

#include "virtio/balloon.h"
#include "virtio/ring.h"

/*
 * A balloon that wants hints about free pages while the host copies the guest's memory, as
 * for a migration: the host begins and ends that when asked.
 */
struct hints {
	struct job *job;
	struct vdev *v;
	struct vq *q;
};

#define HINTS_MS 3000 /* for the host to begin and to end */

/* Ends the job as `absent` without FREE_PAGE_HINT. */
struct hints hints_open(struct vdev *v);
/* Has the host begin; the command id it gives. Ends the job as `inconclusive` where none comes. */
uint32_t hints_begin(struct hints *h);
/* Has the host end; whether the command id became DONE. */
bool hints_end(struct hints *h);
void hints_send_id(struct hints *h, uint32_t id);
/* A page full of `fill`, hinted. */
struct dma *hints_send_page(struct hints *h, uint8_t fill);
uint32_t hints_id(struct hints *h);

#endif
