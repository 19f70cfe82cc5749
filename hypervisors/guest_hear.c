/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/guest_watch.h"

#include "core/clock.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Only the results port leads back into the guest. */
static void answer(struct watch *watch, const json_t *event)
{
	const struct guest_spec *spec = watch->spec;
	const char *action = json_string_value(json_object_get(event, "action"));
	const char *arguments = json_string_value(json_object_get(event, "arguments"));
	char text[400] = "the host offers no actions", *line;
	int error = -EOPNOTSUPP;
	json_t *reply;

	if (spec->on_ask && action && arguments)
		error = spec->on_ask(spec->on_ask_to, action, arguments, text, sizeof(text));
	reply = json_pack(
		"{s:O,s:i,s:s}", "id", json_object_get(event, "id"), "error", error, "text", text);
	line = json_dumps(reply, JSON_COMPACT | JSON_ENSURE_ASCII);
	json_decref(reply);
	watch->last_heard = clock_ns(); /* the guest waited for us, not we for it */
	if (line && watch->fds[RESULTS].fd >= 0)
		dprintf(watch->fds[RESULTS].fd, "%s\n", line);
	free(line);
}

static bool began_again(const struct watch *watch)
{
	return frames_before(watch->by_port) || frames_before(watch->by_console);
}

/* Whoever began again has its own first event. */
static void follow(struct watch *watch)
{
	const struct frames *before = frames_before(watch->by_port);

	if (before == watch->followed)
		return;
	watch->followed = before;
	watch->first_event = 0;
	watch->last_words = (struct last_words){0};
}

void watch_event(void *to, uint64_t seq, json_t *event)
{
	struct watch *watch = to;
	const char *kind = json_string_value(json_object_get(event, "event"));

	(void)seq;
	watch->last_heard = clock_ns();
	if (watch->spec->follow_resets)
		follow(watch);
	else if (!watch->end_seen && !watch->reset && began_again(watch))
		watch->reset = watch->last_heard;
	if (watch->reset)
		return;
	if (!watch->first_event) {
		watch->first_event = clock_ns();
		watch->begin_guest = (uint64_t)json_integer_value(json_object_get(event, "t"));
	}
	clock_watch_event(&watch->clock, event, watch->last_heard);
	if (++watch->events == watch->spec->kill_at)
		kill(watch->process.pid, SIGKILL);
	if (kind && !strcmp(kind, "end"))
		watch->end_seen = clock_ns();
	if (kind && !strcmp(kind, "ask"))
		answer(watch, event);
	if (watch->spec->on_event)
		watch->spec->on_event(watch->spec->on_event_to, event);
}

static void keep_complaint(struct watch *watch, const char *bytes, size_t count)
{
	size_t used = strlen(watch->complaint), room = sizeof(watch->complaint) - 1;
	size_t i;
	json_t *text;

	if (count > room) {
		bytes += count - room;
		count = room;
	}
	if (used + count > room) {
		memmove(watch->complaint, watch->complaint + used + count - room, room - count);
		used = room - count;
	}
	memcpy(watch->complaint + used, bytes, count);
	watch->complaint[used + count] = '\0';
	json_array_foreach (watch->spec->unusable, i, text)
		if (strstr(watch->complaint, json_string_value(text)))
			watch->unusable = true;
}

/* A full disk costs the log, not the result. */
static void keep_log(struct watch *watch, const char *bytes, size_t count)
{
	while (watch->log_fd >= 0 && count) {
		ssize_t n = write(watch->log_fd, bytes, count);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			watch->log_error = errno;
			close(watch->log_fd);
			watch->log_fd = -1;
			return;
		}
		bytes += n;
		count -= (size_t)n;
	}
}

/*
 * Bytes are a sign of life only until events come, or as part of one that takes its time: a
 * kernel complains of a guest that hangs for as long as it hangs.
 */
static void bytes_came(struct watch *watch, enum source source, const char *bytes, size_t count)
{
	uint64_t now = clock_ns();

	if (!watch->first_event)
		watch->last_heard = now;
	if (source != COMPLAINTS && !watch->first_byte)
		watch->first_byte = now;
	if (source == RESULTS) {
		frames_feed(watch->by_port, bytes, count);
		if (frames_in_frame(watch->by_port))
			watch->last_heard = now;
		return;
	}
	keep_log(watch, bytes, count);
	if (source == COMPLAINTS) {
		keep_complaint(watch, bytes, count);
		return;
	}
	frames_feed(watch->by_console, bytes, count);
	if (frames_in_frame(watch->by_console))
		watch->last_heard = now;
	last_words_feed(&watch->last_words, bytes, count);
}

static void read_source(struct watch *watch, enum source source)
{
	char bytes[65536];
	ssize_t n;

	if (source == LISTENER) {
		int fd = accept4(watch->fds[LISTENER].fd, NULL, NULL, SOCK_CLOEXEC);

		if (fd < 0)
			return;
		if (watch->fds[RESULTS].fd >= 0)
			close(watch->fds[RESULTS].fd);
		watch->fds[RESULTS] = (struct pollfd){.fd = fd, .events = POLLIN};
		return;
	}
	n = read(watch->fds[source].fd, bytes, sizeof(bytes));
	if (n > 0) {
		bytes_came(watch, source, bytes, (size_t)n);
	} else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
		close(watch->fds[source].fd);
		watch->fds[source].fd = -1;
	}
}

bool watch_hear(struct watch *watch, int wait_ms)
{
	bool any = false;

	if (poll(watch->fds, SOURCES, wait_ms) <= 0)
		return false;
	for (int source = 0; source < SOURCES; source++)
		if (watch->fds[source].fd >= 0 && watch->fds[source].revents) {
			read_source(watch, (enum source)source);
			any = true;
		}
	return any;
}
