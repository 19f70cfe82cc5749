/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUEST_CHANNEL_H
#define GUEST_CHANNEL_H

#include <jansson.h>

/*
 * Where events leave the guest as frames. Numbering is shared by all processes forked
 * after channel_new(), so that whoever outlives the others can still report.
 */
struct channel;

struct channel *channel_new(void);
void channel_add_fd(struct channel *channel, int fd);
/*
 * "port": the virtio-console port named RESULTS_PORT; "console": every active console;
 * "both"; "auto": the port where there is one, else the consoles. Returns the number
 * of places events will go to.
 */
int channel_open(struct channel *channel, const char *where);
/* Where the host's answers come in: the port, or -1. */
int channel_answers(const struct channel *channel);
void channel_send(struct channel *channel, json_t *event);
/* As a job_emit for jobs: takes the reference. */
void channel_emit(void *channel, json_t *event);

#endif
