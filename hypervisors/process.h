/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_PROCESS_H
#define HYPERVISORS_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

/* A program started with its output on pipes, in a process group of its own. */
struct process {
	pid_t pid;
	int out_fd, err_fd;
	bool ended;
	int status;
};

int process_start(struct process *process, char **argv);
/* With it ends what is left of its group. */
bool process_ended(struct process *process);
void process_wait(struct process *process);
/* SIGTERM to its group, SIGKILL where that does not help. */
void process_stop(struct process *process);

/* A Unix stream socket at `path` (an old one is replaced), or -errno. */
int socket_listen(const char *path);

#endif
