/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/guest_watch.h"

#include "core/clock.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#define MS		1000000ull
#define STARTS_PATIENCE 2
#define PANIC_MS	2000 /* for a hypervisor to end, or for events that were on their way */
#define MIXED_MS	2500 /* one thought to be reset that still speaks does so within that */

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

/* One that cannot start a machine exits; a program that is a script exits with 128 + n. */
static bool crashed(int status)
{
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;

	return WIFSIGNALED(status) || (code > 128 && code <= 128 + SIGRTMAX);
}

int watch_fate(const struct watch *watch)
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
	if (watch->exited && spec->unusable)
		return FATE_UNUSABLE;
	if (watch->exited) /* the next start may go better */
		return crashed(watch->process.status) ? FATE_DIED : FATE_NOT_STARTED;
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

void watch_explain(struct watch *watch, struct guest_end *end)
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

const char *fate_word(enum fate fate)
{
	static const char *const words[] = {"ended", "died", "panicked", "reset", "mixed", "hung",
		"unusable", "not-started", "timeout", "interrupted"};

	return words[fate];
}
