/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_SESSION_H
#define HYPERVISORS_SESSION_H

#include "core/unit.h"
#include "hypervisors/asked.h"
#include "hypervisors/guest.h"
#include "hypervisors/recipe.h"

#include <stdio.h>

/*
 * One run of a plan under one recipe: chooses the accelerator, starts the guest, and
 * where the guest dies inside a unit records that and starts it again with the rest.
 */
struct session {
	const struct recipe *recipe;
	const struct machine *machine;
	const char *accel;	/* "auto", or the name of one of the recipe's */
	const json_t *variants; /* names, or NULL */
	json_t *plan;		/* "done" is added to it as the run goes on */
	const char *kernel, *image;
	const char *el1; /* the EL1 probe, started after the guest; NULL: none */
	/* Does the plan want that unit? Only asked of the EL1 probe's. */
	bool (*wants)(void *to, const struct unit *unit);
	const char *console_log; /* a copy is kept there; NULL: none */
	unsigned timeout_s, silence_s, restarts;
	const char *disks_in; /* see struct preparation */
	bool keep;	      /* the work directory */
	/* Reads what the guest's `device` of that class gave out and adds it to the result. */
	void (*on_sink)(
		void *to, json_t *result, const char *class, const char *device, const char *file);
	/* Says what stands in a file that a host action made; see hypervisors/actions.h. */
	int (*look)(void *to, const char *makes, const char *file, char *text, size_t size);
	/* Answers units before anybody else does: see hypervisors/asked.h. */
	int (*on_ask)(void *to, struct asked *asked, const char *action, const char *arguments,
		char *text, size_t size);
	void *on_ask_to;
	bool follow_resets;  /* see guest_spec */
	unsigned kill_at;    /* see guest_spec; only for the first start */
	unsigned kill_every; /* the same for each start, instead; 0: never */
	/* Of the guest that is started beside this one when it asks (neighbour.h); NULL: never. */
	const struct machine *neighbour_machine;
	const json_t *neighbour_plan;
	unsigned neighbour_kill_at;

	/* What the user sees; each may be NULL. */
	void *to;
	void (*on_start)(void *to, const char *recipe, const char *accelerator);
	void (*on_event)(void *to, const json_t *event);
	void (*on_stop)(void *to);
	void (*on_notice)(void *to, const char *text); /* fallbacks, deaths, restarts */
};

/*
 * Adds everything to `result` and returns how the last start ended. FATE_NOT_STARTED
 * with msg filled where nothing could be started.
 */
enum fate session_run(const struct session *session, json_t *result, struct message *msg);

/* Prints what would be started, a line per argument, to `out`; 0 or -errno. */
int session_dry_run(const struct session *session, FILE *out, struct message *msg);

#endif
