/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_BALLOON_PAGES_H
#define VIRTIO_BALLOON_PAGES_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Pages that balloon drivers took from the kernel and gave back since boot
 * (/proc/vmstat); false where the kernel does not count them.
 */
bool balloon_pages(int64_t *inflated, int64_t *deflated);

#endif
