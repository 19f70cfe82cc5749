/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUEST_SETTLE_H
#define GUEST_SETTLE_H

/*
 * Waits until what the modules found is there. Drivers probe before finit_module()
 * returns; only the names of virtio-console ports arrive later, by control message.
 */
void settle(void);

#endif
