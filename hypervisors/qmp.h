/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_QMP_H
#define HYPERVISORS_QMP_H

#include "core/message.h"

#include <jansson.h>

/*
 * A client of QEMU's machine protocol (QMP): one JSON object a line on a Unix socket,
 * a greeting first, events in between. Any hypervisor that speaks it may be driven.
 */
struct qmp {
	int fd;
	char *line;
	size_t used, room;
};

/* Connects and negotiates; 0 or -errno with msg filled. */
int qmp_open(struct qmp *qmp, const char *socket_path, struct message *msg);
/*
 * Executes {"execute": ..., "arguments": ...}; 0 with what came back in `result` (may be
 * NULL, else the caller decrefs), or -errno with msg: -EREMOTEIO where it was refused.
 */
int qmp_execute(struct qmp *qmp, const json_t *command, json_t **result, struct message *msg);
void qmp_close(struct qmp *qmp);

#endif
