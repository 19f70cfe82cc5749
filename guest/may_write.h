/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUEST_MAY_WRITE_H
#define GUEST_MAY_WRITE_H

#include "guest/plan.h"

/*
 * Whether every byte behind a disk's first sector may be lost: it bears the scratch
 * signature or the plan names it, it has no partitions, is not write-protected, and nobody
 * uses it. The device is a disk ("/dev/vda") or the bus device of one (a sysfs directory). If
 * not, `reason` says why and what to do.
 */
bool may_write(const struct plan *plan, const struct device *device, char *reason, size_t size);

#endif
