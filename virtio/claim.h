/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_CLAIM_H
#define VIRTIO_CLAIM_H

#include "core/message.h"
#include "core/unit.h"

/* Taking a device of `wire_devices` (virtio/wire.h) from its driver, and giving it back. */

/*
 * Whether `name` means the device: its id ("virtio.block[0]"), its PCI address
 * ("0000:00:05.0" or "00:05.0"), its platform device, "virtio3", or "/dev/vda".
 */
bool claim_means(const struct device *device, const char *name);
/* 0, or -ENODEV with `msg`: nothing is called that, or what is is no virtio device. */
int claim_check_name(const char *name, struct message *msg);
/* True if someone uses the device: `why` says who, by the user's name for it. */
bool claim_in_use(const struct device *device, struct message *why);

/* The driver that has the bus device, "" for none. */
void claim_driver(const struct device *device, char *driver, size_t size);
/* Both may hang where a device never comes back from the driver's reset: not in the runner's
 * process. */
int claim_take(const struct device *device, struct message *msg);
int claim_give_back(const struct device *device, const char *driver, struct message *msg);

#endif
