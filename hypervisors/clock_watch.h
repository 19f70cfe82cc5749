/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_CLOCK_WATCH_H
#define HYPERVISORS_CLOCK_WATCH_H

#include <jansson.h>
#include <stdint.h>

/*
 * Does the guest's clock jump forward? The guest cannot tell that from a stall; the host can:
 * every event carries the guest's time, and what delays an event on its way makes the guest
 * seem behind, never ahead. So where the guest is suddenly further ahead of the host than it
 * ever was, its clock has jumped. A second and 2 % of what passed since are allowed for. A
 * clock that goes back is seen by whoever measures, in the guest.
 */
struct clock_watch {
	int64_t ahead;	/* the most that the guest's clock was ahead of the host's, ns */
	uint64_t since; /* when that was, by the host's */
	unsigned events, jumps;
	/* Of the unit that runs: */
	double jump_ns; /* 0: none in it so far */
	uint64_t dropped;
};

/*
 * One event, which came at `now`. Where the clock jumped while the unit that sends it ran,
 * latencies as long as the jump are dropped from its histograms, and its verdict says so;
 * `inconclusive` where it was `pass`.
 */
void clock_watch_event(struct clock_watch *watch, json_t *event, uint64_t now);

#endif
