/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/guest.h"

#include "core/clock.h"
#include "hypervisors/clock_watch.h"
#include "hypervisors/last_words.h"
#include "hypervisors/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MS		1000000ull
#define TICK_MS		50
#define STARTS_PATIENCE 2
#define PANIC_MS	2000 /* for a hypervisor to end, or for events that were on their way */
#define MIXED_MS                                                                                   \
	2500 /* on a console: a guest that is thought to be reset, but lives, speaks within that   \
	      */

enum source { CONSOLE, COMPLAINTS, LISTENER, RESULTS, SOURCES };

struct watch {
	const struct guest_spec *spec;
	struct process process;
	struct pollfd fds[SOURCES];
	struct frames *by_port, *by_console;
	struct clock_watch clock;
	int log_fd;
	unsigned events;
	uint64_t start, last_heard, first_byte, first_event, end_seen, begin_guest;
	const struct frames *followed; /* what the stream that is listened to came after */
	uint64_t reset;		       /* when the guest began again; 0: it did not */
	bool unusable, exited;	       /* unusable: stderr said so */
	struct last_words last_words;  /* of the guest's kernel */
	char complaint[400];	       /* the end of stderr */
};

volatile sig_atomic_t guest_interrupted;

static void on_signal(int number)
{
	guest_interrupted = number;
}

static void catch_signals(void)
{
	struct sigaction action = {.sa_handler = on_signal};

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

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

static void event_found(void *to, uint64_t seq, json_t *event)
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
	if (watch->log_fd >= 0 && write(watch->log_fd, bytes, count) < 0) {
		close(watch->log_fd); /* a full disk costs the log, not the result */
		watch->log_fd = -1;
	}
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

/* Reads what is there; waits at most `wait_ms`. False when nothing came. */
static bool read_all(struct watch *watch, int wait_ms)
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

static bool passed(uint64_t since, unsigned limit_ms)
{
	return limit_ms && clock_ns() - since > limit_ms * MS;
}

/*
 * No heart beats before the first event. A guest that was reset needs as long for that as
 * it did when it was started.
 */
static unsigned patience_ms(const struct watch *watch)
{
	const struct guest_spec *spec = watch->spec;
	unsigned start = watch->first_event ? (unsigned)((watch->first_event - watch->start) / MS) *
						      STARTS_PATIENCE
					    : spec->start_ms;

	return spec->silence_ms && spec->silence_ms < start ? start : spec->silence_ms;
}

/* The port is the hypervisor's own; on a console, the one thought to be reset may still speak. */
static int reset_verdict(const struct watch *watch)
{
	if (frames_mixed(watch->by_console) && frames_before(watch->by_console))
		return FATE_MIXED;
	return watch->exited || frames_before(watch->by_port) || passed(watch->reset, MIXED_MS)
		       ? FATE_RESET
		       : -1;
}

/* The reason to stop watching, or -1 to go on. */
static int verdict(struct watch *watch)
{
	const struct guest_spec *spec = watch->spec;

	if (guest_interrupted)
		return FATE_INTERRUPTED;
	if (watch->unusable)
		return watch->first_event ? FATE_DIED : FATE_UNUSABLE;
	if (watch->reset)
		return reset_verdict(watch);
	if (watch->exited && watch->end_seen)
		return FATE_ENDED;
	if (watch->exited && (watch->first_event || watch->last_words.final))
		return FATE_DIED;
	if (watch->exited)
		return spec->unusable ? FATE_UNUSABLE : FATE_NOT_STARTED;
	if (watch->end_seen)
		return passed(watch->end_seen, spec->grace_ms) ? FATE_ENDED : -1;
	if (!watch->first_event && passed(watch->start, spec->first_event_ms))
		return FATE_UNUSABLE;
	if (passed(watch->start, spec->timeout_ms))
		return FATE_TIMEOUT;
	if (watch->last_words.final && !spec->follow_resets && passed(watch->last_heard, PANIC_MS))
		return FATE_PANICKED;
	if (passed(watch->last_heard, patience_ms(watch)))
		return FATE_SILENT;
	return -1;
}

static enum fate watch_loop(struct watch *watch)
{
	int fate;

	while ((fate = verdict(watch)) < 0) {
		read_all(watch, TICK_MS);
		if (watch->spec->on_tick)
			watch->spec->on_tick(watch->spec->on_tick_to);
		if (process_ended(&watch->process)) {
			while (read_all(watch, 0))
				;
			watch->exited = true;
		}
	}
	return (enum fate)fate;
}

static const char *last_line(char *text)
{
	char *line;
	size_t size = strlen(text);

	while (size && (text[size - 1] == '\n' || text[size - 1] == '\r'))
		text[--size] = '\0';
	line = strrchr(text, '\n');
	return line ? line + 1 : text;
}

/* A hypervisor that ends without a word is one thing, one that is killed another. */
static void tell_exit(const struct watch *watch, enum fate fate, char *text, size_t size)
{
	int status = watch->process.status;

	*text = '\0';
	if (fate != FATE_DIED && fate != FATE_NOT_STARTED)
		return;
	if (WIFSIGNALED(status))
		snprintf(text, size, " (signal %d)", WTERMSIG(status));
	else
		snprintf(text, size, " (exit status %d)", WEXITSTATUS(status));
}

static void explain(struct watch *watch, struct guest_end *end)
{
	static const char *const words[] = {
		[FATE_ENDED] = "the run ended",
		[FATE_DIED] = "the hypervisor ended before the run did",
		[FATE_PANICKED] = "the guest's kernel died",
		[FATE_RESET] = "the guest was reset",
		[FATE_MIXED] = "two guests speak on one console",
		[FATE_SILENT] = "nothing came for too long: the guest hangs",
		[FATE_UNUSABLE] = "the accelerator cannot run this guest",
		[FATE_NOT_STARTED] = "the hypervisor ended before the guest said anything",
		[FATE_TIMEOUT] = "the time limit passed",
		[FATE_INTERRUPTED] = "interrupted",
	};
	const char *line = watch->last_words.found;
	char how[40];

	if (watch->unusable) {
		size_t i;
		json_t *text;

		json_array_foreach (watch->spec->unusable, i, text)
			if (strstr(watch->complaint, json_string_value(text)))
				line = json_string_value(text);
	}
	if (!*line && end->fate != FATE_ENDED)
		line = last_line(watch->complaint);
	tell_exit(watch, end->fate, how, sizeof(how));
	snprintf(end->reason, sizeof(end->reason), "%s%s%s%s", words[end->fate], how,
		*line ? ": " : "", line);
	for (char *c = end->reason; *c; c++) /* it goes to somebody's terminal, too */
		*c = (unsigned char)*c < ' ' || *c & 0x80 || *c == 0x7f ? '?' : *c;
}

/* The results port where anything came by it, else the console. */
static struct frames *choose_frames(struct watch *watch)
{
	json_t *report = frames_report(frames_first(watch->by_port));
	bool port = json_integer_value(json_object_get(report, "received")) > 0;

	json_decref(report);
	frames_free(port ? watch->by_console : watch->by_port);
	return port ? watch->by_port : watch->by_console;
}

void guest_run(const struct guest_spec *spec, struct guest_end *end)
{
	struct watch watch = {.spec = spec, .start = clock_ns(), .last_heard = clock_ns()};
	int err, listener = spec->results_socket ? socket_listen(spec->results_socket) : -1;

	*end = (struct guest_end){0};
	catch_signals();
	watch.by_port = frames_new(event_found, &watch);
	watch.by_console = frames_new(event_found, &watch);
	watch.log_fd = spec->console_log ? open(spec->console_log,
						   O_WRONLY | O_CREAT | O_CLOEXEC |
							   (spec->append_log ? O_APPEND : O_TRUNC),
						   0644)
					 : -1;
	err = process_start(&watch.process, spec->argv);
	watch.fds[CONSOLE] = (struct pollfd){.fd = watch.process.out_fd, .events = POLLIN};
	watch.fds[COMPLAINTS] = (struct pollfd){.fd = watch.process.err_fd, .events = POLLIN};
	watch.fds[LISTENER] = (struct pollfd){.fd = listener, .events = POLLIN};
	watch.fds[RESULTS] = (struct pollfd){.fd = -1};
	if (err) {
		end->fate = FATE_NOT_STARTED;
		snprintf(end->reason, sizeof(end->reason), "cannot run %s: %s", spec->argv[0],
			strerror(-err));
	} else {
		end->hypervisor = watch.process.pid;
		end->start_ns = watch.start;
		end->fate = watch_loop(&watch);
		end->itself = watch.exited;
		process_stop(&watch.process);
		explain(&watch, end);
	}
	for (int source = 0; source < SOURCES; source++)
		if (watch.fds[source].fd >= 0)
			close(watch.fds[source].fd);
	if (watch.log_fd >= 0)
		close(watch.log_fd);
	frames_end(watch.by_port);
	frames_end(watch.by_console);
	end->frames = choose_frames(&watch);
	end->first_byte_ns = watch.first_byte ? watch.first_byte - watch.start : 0;
	end->begin_ns = watch.first_event ? watch.first_event - watch.start : 0;
	end->begin_guest_ns = watch.begin_guest;
	end->clock_jumps = watch.clock.jumps;
	end->end_ns = watch.end_seen ? watch.end_seen - watch.start : 0;
	end->wall_ns = clock_ns() - watch.start;
}

const char *fate_word(enum fate fate)
{
	static const char *const words[] = {"ended", "died", "panicked", "reset", "mixed", "hung",
		"unusable", "not-started", "timeout", "interrupted"};

	return words[fate];
}
