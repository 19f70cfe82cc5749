/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/asked.h"

#include "hypervisors/neighbour.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int backend_kill(struct asked *asked, const char *arguments, char *text, size_t size)
{
	struct variables variables;
	const char *device, *down;
	int err;

	variables_init(&variables);
	variables_parse(&variables, arguments);
	device = json_string_value(json_object_get(variables.map, "device"));
	down = json_string_value(json_object_get(variables.map, "down_ms"));
	err = device ? backends_kill(asked->backends, device,
			       down ? (unsigned)strtoul(down, NULL, 10) : 0)
		     : -EINVAL;
	if (err)
		snprintf(text, size, "the back-end of %s is no process of its own",
			device ? device : "?");
	variables_free(&variables);
	return err == -ENODEV ? -EOPNOTSUPP : err;
}

int asked_answer(void *to, const char *action, const char *arguments, char *text, size_t size)
{
	struct asked *asked = to;
	int err = asked->hook ? asked->hook(asked->hook_to, asked, action, arguments, text, size)
			      : -ENOSYS;

	if (err != -ENOSYS)
		return err;
	snprintf(text, size, "done");
	if (!strcmp(action, "backend-kill"))
		return backend_kill(asked, arguments, text, size);
	if (neighbour_asked(asked->neighbour, action, arguments, text, size, &err))
		return err;
	return actions_do(asked->actions, action, arguments, text, size);
}
