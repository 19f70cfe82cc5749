/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_GUEST_WATCH_H
#define HYPERVISORS_GUEST_WATCH_H

#include "hypervisors/clock_watch.h"
#include "hypervisors/guest.h"
#include "hypervisors/last_words.h"
#include "hypervisors/process.h"

#include <poll.h>

/* What guest_run() (guest.c), its ear (guest_hear.c) and its judgement (guest_fate.c) share. */

enum source { CONSOLE, COMPLAINTS, LISTENER, RESULTS, SOURCES };

struct watch {
	const struct guest_spec *spec;
	struct process process;
	struct pollfd fds[SOURCES];
	struct frames *by_port, *by_console;
	struct clock_watch clock;
	int log_fd, log_error;
	unsigned events;
	uint64_t start, last_heard, first_byte, first_event, end_seen, begin_guest;
	const struct frames *followed; /* what the stream that is listened to came after */
	uint64_t reset;		       /* when the guest began again; 0: it did not */
	bool unusable, exited;	       /* unusable: stderr said so */
	struct last_words last_words;  /* of the guest's kernel */
	char complaint[400];	       /* the end of stderr */
};

/* Each event of the guest: for frames_new(). */
void watch_event(void *to, uint64_t seq, json_t *event);
/* Reads what is there; waits at most `wait_ms`. False when nothing came. */
bool watch_hear(struct watch *watch, int wait_ms);
/* The reason to stop watching (enum fate), or -1 to go on. */
int watch_fate(const struct watch *watch);
/* end->fate in words, with what the guest's kernel or the hypervisor said last. */
void watch_explain(struct watch *watch, struct guest_end *end);

#endif
