/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_SERVICES_H
#define BENCH_SERVICES_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * What a guest serves its user with, each in a thread of its own that goes on whatever
 * happens: music in periods of 10 ms, and a picture that is another one 60 times a second.
 */
struct service {
	uint64_t period_ns; /* how often it has something to give */
	bool runs;	    /* false: the guest has no such device, or nobody can use it */
	_Atomic bool stop;
	_Atomic uint64_t last_ns;    /* when it last gave something */
	_Atomic uint64_t longest_ns; /* without anything, since services_watch() */
	pthread_t thread;
};

struct services {
	struct service music, picture;
};

/* Those that the guest has devices for; returns once they give something. */
void services_start(struct services *services);
void services_watch(struct services *services);
/* What lasts until now counts, too. */
void services_stop(struct services *services);

/* What came too late or not at all: whole periods beyond the first. */
double service_lost(const struct service *service);

#endif
