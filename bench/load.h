/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include "core/job.h"

#include <sys/types.h>

/*
 * Named loads on the machine, each in a process of its own, while something else is
 * measured: "cpu", "memory", "block", "video", "audio".
 */
struct load {
	const char *name;
	const char *title;
	/*
	 * Loads until it is killed; tells `ready` once it does. `job` takes no findings: a
	 * reason it gives is why the load cannot be had here.
	 */
	void (*run)(struct job *job, void (*ready)(void));
};

extern const struct load load_cpu, load_memory, load_block, load_video, load_audio;

/* NULL for a name that is none. */
const struct load *load_find(const char *name);

struct load_process {
	const struct load *load;
	pid_t pid;
	int fd;		  /* what it says: that it is ready, later why it is not any more */
	char reason[300]; /* why it does not run */
};

/* False, with the reason, where it ended before its time. */
bool load_stop(struct load_process *process);

#define LOADS_MAX 8

/*
 * Starts the load of that name, or with "all" every one but `except` (NULL: none), and
 * returns how many run; a note tells why one cannot be had.
 */
size_t loads_start(struct job *job, const char *name, const char *except,
	struct load_process running[LOADS_MAX]);

#endif
