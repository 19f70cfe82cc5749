/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/backends.h"

#include "core/clock.h"
#include "hypervisors/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MS	   1000000ull
#define LISTEN_MS  10000
#define STARTS_MAX 100 /* one that never lives is not started for ever */

struct backend {
	const char *device, *socket;
	char **argv;
	struct process process;
	unsigned starts;
	uint64_t ended, not_before; /* ended: 0 while it runs */
	json_t *down_ms;
	char complaint[400];
};

/* A pipe that nobody reads would stop the process at its next word; the last one is kept. */
static void drain(struct backend *backend)
{
	const int fds[] = {backend->process.out_fd, backend->process.err_fd};
	char text[sizeof(backend->complaint)];
	ssize_t n;

	for (size_t i = 0; i < 2; i++)
		while (fds[i] >= 0 && (n = read(fds[i], text, sizeof(text) - 1)) > 0) {
			text[n] = '\0';
			text[strcspn(text, "\n")] = '\0';
			snprintf(backend->complaint, sizeof(backend->complaint), "%s", text);
		}
}

static void close_output(struct backend *backend)
{
	drain(backend);
	if (backend->process.out_fd >= 0)
		close(backend->process.out_fd);
	if (backend->process.err_fd >= 0)
		close(backend->process.err_fd);
	backend->process.out_fd = backend->process.err_fd = -1;
}

/* The socket of one that was killed is still there, and would look like a new one's. */
static int start(struct backend *backend)
{
	int err;

	unlink(backend->socket);
	err = process_start(&backend->process, backend->argv);
	if (err) {
		process_stop(&backend->process);
		close_output(backend);
		return err;
	}
	fcntl(backend->process.out_fd, F_SETFL, O_NONBLOCK);
	fcntl(backend->process.err_fd, F_SETFL, O_NONBLOCK);
	backend->starts++;
	if (backend->ended)
		json_array_append_new(
			backend->down_ms, json_real((double)(clock_ns() - backend->ended) / 1e6));
	backend->ended = 0;
	return 0;
}

static int wait_for_socket(struct backend *backend, struct message *msg)
{
	uint64_t deadline = clock_ns() + LISTEN_MS * MS;

	while (access(backend->socket, F_OK)) {
		drain(backend);
		if (process_ended(&backend->process) || clock_ns() > deadline)
			return message_set(msg, -EIO,
				"the back-end of %s does not listen on its socket: %s: %s",
				backend->device, backend->argv[0],
				*backend->complaint ? backend->complaint : "not a word");
		clock_sleep_ns(MS);
	}
	return 0;
}

static void init(struct backend *backend, const json_t *row)
{
	const json_t *argv = json_object_get(row, "argv");

	backend->device = json_string_value(json_object_get(row, "device"));
	backend->socket = json_string_value(json_object_get(row, "socket"));
	backend->process = (struct process){.out_fd = -1, .err_fd = -1, .ended = true};
	backend->down_ms = json_array();
	backend->argv = calloc(json_array_size(argv) + 1, sizeof(*backend->argv));
	if (!backend->argv)
		abort();
	for (size_t i = 0; i < json_array_size(argv); i++)
		backend->argv[i] = (char *)json_string_value(json_array_get(argv, i));
}

int backends_start(struct backends *backends, const json_t *rows, struct message *msg)
{
	int err = 0;

	*backends = (struct backends){.count = json_array_size(rows)};
	backends->all = calloc(backends->count + 1, sizeof(*backends->all));
	if (!backends->all)
		abort();
	for (size_t i = 0; i < backends->count; i++)
		init(&backends->all[i], json_array_get(rows, i));
	for (size_t i = 0; i < backends->count && !err; i++) {
		struct backend *backend = &backends->all[i];

		err = start(backend);
		if (err)
			message_set(msg, err, "cannot run %s, the back-end of %s: %s",
				backend->argv[0], backend->device, strerror(-err));
		else
			err = wait_for_socket(backend, msg);
	}
	return err;
}

static void note_end(struct backend *backend)
{
	close_output(backend);
	backend->ended = clock_ns();
}

void backends_watch(struct backends *backends)
{
	for (size_t i = 0; i < backends->count; i++) {
		struct backend *backend = &backends->all[i];

		drain(backend);
		if (!backend->ended && process_ended(&backend->process))
			note_end(backend);
		if (backend->ended && clock_ns() >= backend->not_before &&
			backend->starts < STARTS_MAX)
			start(backend);
	}
}

int backends_kill(struct backends *backends, const char *device, unsigned down_ms)
{
	for (size_t i = 0; i < backends->count; i++) {
		struct backend *backend = &backends->all[i];

		if (strcmp(backend->device, device) != 0)
			continue;
		if (!backend->ended) {
			kill(backend->process.pid, SIGKILL);
			process_wait(&backend->process);
			note_end(backend);
		}
		backend->not_before = clock_ns() + down_ms * MS;
		return 0;
	}
	return -ENODEV;
}

json_t *backends_report(const struct backends *backends)
{
	json_t *report = json_array();

	for (size_t i = 0; i < backends->count; i++) {
		const struct backend *backend = &backends->all[i];
		json_t *argv = json_array();

		for (char **word = backend->argv; *word; word++)
			json_array_append_new(argv, json_string(*word));
		json_array_append_new(report,
			json_pack("{s:s,s:o,s:i,s:O}", "device", backend->device, "argv", argv,
				"starts", (int)backend->starts, "down_ms", backend->down_ms));
	}
	return report;
}

void backends_stop(struct backends *backends)
{
	for (size_t i = 0; i < backends->count; i++) {
		struct backend *backend = &backends->all[i];

		process_stop(&backend->process);
		close_output(backend);
		json_decref(backend->down_ms);
		free(backend->argv);
	}
	free(backends->all);
	*backends = (struct backends){0};
}
