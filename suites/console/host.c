/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/console/host.h"

#include "virtio/claim.h"
#include "virtio/wire.h"

#include <string.h>

#define CONSOLES_MAX 64
#define ACTION_MS    3000

/* The console that carries the results is none of the machine's serial devices. */
static unsigned number_of(const struct device *device)
{
	static struct device all[CONSOLES_MAX];
	size_t count = wire_consoles.find(all, CONSOLES_MAX);
	unsigned number = 0;

	for (size_t i = 0; i < count && i < CONSOLES_MAX; i++) {
		struct message why = {0};

		if (!strcmp(all[i].id, device->id))
			break;
		number += !claim_in_use(&all[i], &why);
	}
	return number;
}

int console_ask(struct job *job, struct answer *answer, const char *action)
{
	return ask_host(job, answer, ACTION_MS, action, "nth=%u", number_of(job->device));
}
