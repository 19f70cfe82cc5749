/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_GUEST_H
#define HYPERVISORS_GUEST_H

#include "core/frame.h"
#include "core/message.h"
#include "hypervisors/variables.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

/* How one start of a guest ended. */
enum fate {
	FATE_ENDED,    /* `end` arrived, and the hypervisor ended or was stopped after it */
	FATE_DIED,     /* the hypervisor ended before `end` */
	FATE_PANICKED, /* the guest's kernel said that it dies, and no event came after that */
	FATE_RESET,    /* the guest began again in the same hypervisor, which was then stopped */
	FATE_MIXED,    /* two guests speak on one console: which one's is what cannot be told */
	FATE_SILENT,   /* nothing came for longer than allowed: hung */
	FATE_UNUSABLE, /* the accelerator cannot run this guest: it says so, dies or hangs at once
			*/
	FATE_NOT_STARTED, /* the program cannot be run, or ended at once with a complaint */
	FATE_TIMEOUT,	  /* the time limit for the whole run passed */
	FATE_INTERRUPTED, /* somebody pressed Ctrl-C */
};

struct guest_spec {
	char **argv;
	const char *results_socket; /* listened on before the start; NULL: console only */
	const char *console_log;    /* everything from stdout and stderr is kept here */
	bool append_log;
	const json_t *unusable;	 /* strings on stderr that mean FATE_UNUSABLE; NULL: never that */
	unsigned first_event_ms; /* FATE_UNUSABLE if no event came by then; 0: no such limit */
	unsigned silence_ms;	 /* FATE_SILENT after so long without an event */
	unsigned start_ms;	 /* ... or so long without a byte, before the first event */
	unsigned timeout_ms;	 /* FATE_TIMEOUT */
	unsigned grace_ms;	 /* after `end`, before the hypervisor is stopped */
	unsigned
		kill_at; /* to test dying guests: SIGKILL at that event, counted from 1; 0: never */
	/* A guest that is reset is no dead one: it is the one that counts from then on. */
	bool follow_resets;
	void (*on_event)(void *to, const json_t *event);
	void *on_event_to;
	/* A unit's ask_host(): 0 or -errno, with the answer in `text`. NULL: nobody answers. */
	int (*on_ask)(void *to, const char *action, const char *arguments, char *text, size_t size);
	void *on_ask_to;
	/* Called again and again while the guest runs; NULL: not. */
	void (*on_tick)(void *to);
	void *on_tick_to;
};

struct guest_end {
	/* While it runs: its process, and when it was started by clock_ns(). */
	pid_t hypervisor;
	uint64_t start_ns;
	enum fate fate;
	bool itself;	  /* the hypervisor ended by itself, after FATE_ENDED as the guest asked */
	char reason[600]; /* in words, with the hypervisor's last complaint */
	/* What arrived: of the first that began (frames_first), where it was reset. The caller
	 * frees. */
	struct frames *frames;
	/* When things came, after the start; 0: never. */
	uint64_t first_byte_ns, begin_ns, end_ns, wall_ns;
	unsigned clock_jumps;	 /* forward, of the guest's clock: see clock_watch.h */
	uint64_t begin_guest_ns; /* the guest's own clock at `begin`, from its kernel's start */
	int log_error; /* why console_log is not all that was printed, an errno; 0: it is */
};

/* Set by the signal handler that guest_run() installs for SIGINT and SIGTERM. */
extern volatile sig_atomic_t guest_interrupted;

/* Starts, listens, ends; never leaves a process behind. */
void guest_run(const struct guest_spec *spec, struct guest_end *end);
const char *fate_word(enum fate fate);

#endif
