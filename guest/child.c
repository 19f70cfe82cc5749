/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/child.h"

#include "core/clock.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MS	     1000000u
#define HEARTBEAT_NS 2000000000ull /* so that the host tells a slow guest from a hung one */
#define KILLED_MS                                                                                  \
	2000 /* a process in uninterruptible sleep survives SIGKILL; do not wait for it            \
	      */

/* What the parent knows of its child while it listens. */
struct listener {
	job_emit *emit;
	void *emit_to;
	char *line;
	size_t used, room;
	enum verdict word;  /* what the child said; VERDICT_NONE so far */
	uint64_t heartbeat; /* when something was last sent */
};

static void emit_to_pipe(void *to, json_t *event)
{
	char *text = json_dumps(event, JSON_COMPACT);
	FILE *pipe = to;

	if (text) {
		fputs(text, pipe);
		fputc('\n', pipe);
		fflush(pipe);
	}
	free(text);
	json_decref(event);
}

static _Noreturn void be_child(const struct unit *unit, const struct device *device,
	const json_t *settings, int fd, int answers)
{
	struct job job;
	uint64_t start = clock_ns();
	FILE *pipe = fdopen(fd, "w");

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!pipe)
		_exit(1);
	job_begin(&job, unit, device, settings, emit_to_pipe, pipe);
	job.answers = answers;
	unit->run(&job);
	job_end(&job, clock_ns() - start);
	_exit(0);
}

static void line_arrived(struct listener *listener)
{
	json_t *event = json_loadb(listener->line, listener->used, 0, NULL);
	const char *kind = json_string_value(json_object_get(event, "event"));
	const char *word = json_string_value(json_object_get(event, "word"));

	listener->used = 0;
	if (!kind) {
		json_decref(event);
		return;
	}
	if (!strcmp(kind, "verdict") && word)
		listener->word = verdict_from_word(word);
	listener->heartbeat = clock_ns();
	listener->emit(listener->emit_to, event);
}

static void beat(struct listener *listener)
{
	uint64_t now = clock_ns();

	if (now - listener->heartbeat < HEARTBEAT_NS)
		return;
	listener->heartbeat = now;
	listener->emit(listener->emit_to,
		json_pack("{s:s,s:I,s:b}", "event", "note", "t", (json_int_t)now, "heartbeat", 1));
}

static void bytes_arrived(struct listener *listener, const char *bytes, size_t count)
{
	for (; count--; bytes++) {
		if (*bytes == '\n') {
			line_arrived(listener);
			continue;
		}
		if (listener->used == listener->room) {
			listener->room = listener->room * 2 + 4096;
			listener->line = realloc(listener->line, listener->room);
			if (!listener->line)
				abort();
		}
		listener->line[listener->used++] = *bytes;
	}
}

/* Until the child closes its end or `deadline` (0 if it passed). */
static bool listen_until(struct listener *listener, int fd, uint64_t deadline)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	char bytes[16384];

	for (;;) {
		uint64_t now = clock_ns();
		ssize_t n;

		if (now >= deadline)
			return false;
		uint64_t wait = deadline - now < HEARTBEAT_NS ? deadline - now : HEARTBEAT_NS;
		bool silent = poll(&ready, 1, (int)(wait / MS) + 1) <= 0;

		beat(listener);
		if (silent)
			continue;
		n = read(fd, bytes, sizeof(bytes));
		if (n <= 0)
			return true;
		bytes_arrived(listener, bytes, (size_t)n);
	}
}

/* A child that has closed its end is all but gone: short looks first. */
static int reap(pid_t pid, unsigned patience_ms)
{
	uint64_t end = clock_ns() + (uint64_t)patience_ms * MS, pause = MS / 32;
	int status = 0;

	do {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return status;
		clock_sleep_ns(pause);
		pause = pause < MS ? pause * 2 : MS;
	} while (clock_ns() < end);
	return -1;
}

/* For the child that could not speak any more itself. */
static enum verdict speak_for(const struct unit *unit, const struct device *device,
	struct listener *listener, enum verdict word, const char *reason, uint64_t took)
{
	struct job job = {
		.unit = unit,
		.device = device,
		.emit = listener->emit,
		.emit_to = listener->emit_to,
	};

	say(&job, word, "%s", reason);
	return job_end(&job, took);
}

static enum verdict ended(const struct unit *unit, const struct device *device,
	struct listener *listener, bool in_time, int status, uint64_t took)
{
	char reason[160];

	if (listener->word != VERDICT_NONE)
		return listener->word;
	if (!in_time) {
		snprintf(reason, sizeof(reason), "no answer within the time limit of %u ms%s",
			unit_timeout_ms(unit), status < 0 ? "; the process cannot be killed" : "");
		return speak_for(unit, device, listener, VERDICT_WEDGED, reason, took);
	}
	if (WIFSIGNALED(status))
		snprintf(reason, sizeof(reason), "the check's own process died: %s",
			strsignal(WTERMSIG(status)));
	else
		snprintf(reason, sizeof(reason), "the check's own process ended with status %d",
			WEXITSTATUS(status));
	return speak_for(unit, device, listener, VERDICT_ERROR, reason, took);
}

enum verdict child_run(const struct unit *unit, const struct device *device, const json_t *settings,
	job_emit *emit, void *emit_to, int answers)
{
	uint64_t start = clock_ns();
	struct listener listener = {.emit = emit, .emit_to = emit_to, .heartbeat = start};
	int fds[2], status = -1;
	enum verdict word;
	bool in_time;
	pid_t pid;

	if (pipe(fds) || (pid = fork()) < 0)
		return speak_for(unit, device, &listener, VERDICT_ERROR, strerror(errno), 0);
	if (!pid) {
		close(fds[0]);
		be_child(unit, device, settings, fds[1], answers);
	}
	close(fds[1]);
	in_time = listen_until(&listener, fds[0], start + (uint64_t)unit_timeout_ms(unit) * MS);
	if (!in_time)
		kill(pid, SIGKILL);
	status = reap(pid, KILLED_MS);
	close(fds[0]);
	word = ended(unit, device, &listener, in_time, status, clock_ns() - start);
	free(listener.line);
	return word;
}
