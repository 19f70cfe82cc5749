/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/input/host.h"

#include "core/ask.h"

#include <stdio.h>

#define ACTION_MS 3000

void input_press(struct job *job, bool down)
{
	const char *action = down ? "press-key" : "release-key";
	struct answer answer;

	if (!ask_host(job, &answer, ACTION_MS, action, "%s", ""))
		return;
	inconclusive(job, "the host does not do %s: %s", action, answer.text);
	job_stop(job);
}

void input_collect(struct inbox *events, struct input_log *log, unsigned ms)
{
	const unsigned room = sizeof(log->events) / sizeof(*log->events);
	struct input_event event;

	while (log->count < room && input_next(events, ms, &event))
		log->events[log->count++] = event;
}

bool input_is_syn(const struct input_event *event)
{
	return event->type == INPUT_EV_SYN && !event->code;
}

const char *input_log_text(const struct input_log *log)
{
	static char text[200];
	size_t length = 0;

	text[0] = '\0';
	for (unsigned i = 0; i < log->count && length < sizeof(text); i++) {
		const struct input_event *e = &log->events[i];

		length += (size_t)snprintf(text + length, sizeof(text) - length,
			input_is_syn(e) ? "%sSYN" : "%stype %u code %u value %u", i ? ", " : "",
			e->type, e->code, e->value);
	}
	return log->count ? text : "nothing";
}
