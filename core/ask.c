/* SPDX-License-Identifier: Apache-2.0 */
#include "core/ask.h"

#include "core/clock.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MS 1000000u

static ask_answer *other_host;

void ask_host_is(ask_answer *answer)
{
	other_host = answer;
}

static void send_question(struct job *job, json_int_t id, const char *action, const char *arguments)
{
	job->emit(job->emit_to,
		json_pack("{s:s,s:I,s:s,s:I,s:s,s:s}", "event", "ask", "t", (json_int_t)clock_ns(),
			"by", job->unit->id, "id", id, "action", action, "arguments", arguments));
}

/* One line, without its newline; -ETIMEDOUT once `deadline` passed. */
static int read_line(int fd, char *line, size_t size, uint64_t deadline)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	size_t used = 0;

	for (;;) {
		uint64_t now = clock_ns();
		char byte;
		ssize_t n;

		if (now >= deadline)
			return -ETIMEDOUT;
		if (poll(&ready, 1, (int)((deadline - now) / MS) + 1) <= 0)
			continue;
		n = read(fd, &byte, 1);
		if (n == 0)
			return -EPIPE; /* the host's end is closed */
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return -errno;
		if (n == 1 && byte == '\n')
			break;
		if (n == 1 && used < size - 1)
			line[used++] = byte;
	}
	line[used] = '\0';
	return 0;
}

/* Answers to a unit that died waiting are still in the channel: only `id` is ours. */
static int take_answer(const char *line, json_int_t id, struct answer *answer, int *error)
{
	json_t *json = json_loads(line, 0, NULL);
	const char *text = json_string_value(json_object_get(json, "text"));
	int ours = json && json_integer_value(json_object_get(json, "id")) == id;

	if (ours) {
		*error = (int)json_integer_value(json_object_get(json, "error"));
		snprintf(answer->text, sizeof(answer->text), "%s", text ? text : "");
	}
	json_decref(json);
	return ours;
}

int ask_host(struct job *job, struct answer *answer, int timeout_ms, const char *action,
	const char *arguments, ...)
{
	static unsigned count;
	json_int_t id = (json_int_t)getpid() * 1000000 + ++count;
	uint64_t deadline = clock_ns() + (uint64_t)timeout_ms * MS;
	char text[256], line[1024];
	int error;
	va_list args;

	va_start(args, arguments);
	vsnprintf(text, sizeof(text), arguments, args);
	va_end(args);
	if (other_host)
		return other_host(answer, action, text);
	if (job->answers < 0) {
		snprintf(answer->text, sizeof(answer->text),
			"no channel on which the host could answer");
		return -EOPNOTSUPP;
	}
	send_question(job, id, action, text);
	do {
		error = read_line(job->answers, line, sizeof(line), deadline);
		if (error) {
			snprintf(answer->text, sizeof(answer->text),
				"the host did not answer within %d ms", timeout_ms);
			return error;
		}
	} while (!take_answer(line, id, answer, &error));
	return error;
}
