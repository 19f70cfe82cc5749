/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_BACKENDS_H
#define HYPERVISORS_BACKENDS_H

#include "core/message.h"

#include <jansson.h>
#include <stdint.h>

/*
 * Back-ends of devices in processes of their own (vhost-user), as a worker VM has them:
 * started before the hypervisor, started again when they end, stopped after it.
 */
struct backend;
struct backends {
	struct backend *all;
	size_t count;
};

/*
 * `rows`: [{"device", "socket", "argv"}], which must outlive it. 0 once each listens on its
 * socket, else -errno with msg; either way backends_stop() ends them.
 */
int backends_start(struct backends *backends, const json_t *rows, struct message *msg);
/* To be called again and again: starts what has ended anew. */
void backends_watch(struct backends *backends);
/*
 * Kills the back-end of that device as a crash would, and starts it again after `down_ms`
 * at the earliest; it is dead on return. -ENODEV: that device has no back-end of its own.
 */
int backends_kill(struct backends *backends, const char *device, unsigned down_ms);
/* [{"device", "argv", "starts", "down_ms": [...]}]: how long it was away each time. */
json_t *backends_report(const struct backends *backends);
void backends_stop(struct backends *backends);

#endif
