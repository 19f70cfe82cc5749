/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_NEIGHBOUR_H
#define HYPERVISORS_NEIGHBOUR_H

#include "hypervisors/session.h"

#include <sys/types.h>

/*
 * A second guest on the same host, with a load, while the first measures: started and
 * stopped when the first asks for it. It runs in a process of its own, as a session with
 * a plan of its own.
 */
struct neighbour {
	const struct session *of; /* whose recipe, kernel, image and time limit it shares */
	const char *accel;	  /* the accelerator that the first guest runs under */
	/* private: */
	pid_t pid; /* 0: none */
	int fd;	   /* what it says: see neighbour.c */
};

/* Answers to a unit's ask_host(); false where the action is not about neighbours. */
bool neighbour_asked(struct neighbour *neighbour, const char *action, const char *arguments,
	char *text, size_t size, int *error);
void neighbour_end(struct neighbour *neighbour);

#endif
