/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_SESSION_RUN_H
#define HYPERVISORS_SESSION_RUN_H

#include "hypervisors/backends.h"
#include "hypervisors/guest.h"
#include "hypervisors/prepare.h"
#include "hypervisors/session.h"

/* What the files of a session share: the run, and what a start adds to its result. */

struct run {
	const struct session *session;
	json_t *result;
	json_t *fallbacks;	/* why accelerators before the used one were not used */
	char why_unusable[600]; /* the last of them */
	char *version;
	unsigned starts;
	bool el1;      /* it is the EL1 probe's turn */
	bool complete; /* then: the guest's own run was */
};

void session_notice(const struct session *session, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Adds what one start gave. True if the guest lived and died, so that another can bring more. */
bool session_add_start(struct run *run, const struct preparation *p, const struct guest_end *end);

/* A UART that the EL1 probe does not know, or none at all: it has no other way to speak. */
void session_tell_silence(struct run *run, const struct guest_end *end);

/* A row for each start of the guest and device. */
void session_note_backends(struct run *run, const struct backends *backends);

#endif
