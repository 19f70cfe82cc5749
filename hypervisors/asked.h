/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_ASKED_H
#define HYPERVISORS_ASKED_H

#include "hypervisors/actions.h"
#include "hypervisors/backends.h"

#include <sys/types.h>

/*
 * Who answers what a unit asks of the host (core/ask.h) while a guest runs: `hook` first,
 * then what the tool itself can do to any hypervisor, then the recipe's actions.
 *
 * The tool's own: "backend-kill" with "device=virtio.block[0] down_ms=500".
 */
struct asked {
	struct actions *actions;
	struct neighbour *neighbour;
	struct backends *backends;
	const pid_t *hypervisor; /* while it runs */
	const uint64_t *started; /* when it was, by clock_ns() */
	/* -ENOSYS for what is not its business; NULL: nothing is. */
	int (*hook)(void *to, struct asked *asked, const char *action, const char *arguments,
		char *text, size_t size);
	void *hook_to;
};

/* As guest_spec.on_ask; `asked` is a struct asked. */
int asked_answer(void *asked, const char *action, const char *arguments, char *text, size_t size);

#endif
