/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_INPUT_HOST_H
#define SUITES_INPUT_HOST_H

#include "virtio/input.h"

#define INPUT_UPDATE_MAX 16 /* events; a key's update has two or three */

/* What the device sent, in order. */
struct input_log {
	struct input_event events[2 * INPUT_UPDATE_MAX];
	unsigned count;
};

/* Has the host press or release a key; ends the job as `inconclusive` where it does not. */
void input_press(struct job *job, bool down);
/* Adds what comes until the device is silent for `ms`. */
void input_collect(struct inbox *events, struct input_log *log, unsigned ms);
/* "EV_1.30=1 SYN": the log in words. */
const char *input_log_text(const struct input_log *log);
bool input_is_syn(const struct input_event *event);

#endif
