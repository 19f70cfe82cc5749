/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/neighbour.h"

#include "core/clock.h"
#include "core/result.h"
#include "hypervisors/nested.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define START  "neighbour-start"
#define STOP   "neighbour-stop"
#define UNIT   "neighbour.load" /* bench/neighbour_load.c */
#define LOADED '+'		/* said once the load is on; anything else is why it is not */

#define PATIENCE_MS 90000 /* a start of a guest, and a disk to be filled */

/* ---- in the neighbour's own process ---- */

static void say_line(int fd, const char *text)
{
	char line[700];
	int length = snprintf(line, sizeof(line), "%s\n", text);
	ssize_t ignored = write(fd, line, (size_t)length);

	(void)ignored; /* nobody listens: then nobody needs to know */
}

/* Of its events only two matter: that the load is on, and why it is not any more. */
static void heard(void *to, const json_t *event)
{
	const int *fd = to;
	const char *kind = json_string_value(json_object_get(event, "event"));
	const char *id = json_string_value(json_object_get(event, "id"));
	const char *reason = json_string_value(json_object_get(event, "reason"));
	static const char loaded[] = {LOADED, '\0'};

	if (!kind || !id || strcmp(id, UNIT))
		return;
	if (!strcmp(kind, "fact"))
		say_line(*fd, loaded);
	else if (!strcmp(kind, "verdict"))
		say_line(*fd, reason ? reason : "its load ended");
}

static void gave_notice(void *to, const char *text)
{
	say_line(*(const int *)to, text);
}

static json_t *plan_with(const json_t *plan, const char *load)
{
	json_t *copy = json_deep_copy(plan);

	json_object_set_new(copy, "settings", json_pack("{s:s}", UNIT, load));
	return copy;
}

static _Noreturn void be_neighbour(const struct neighbour *neighbour, const char *load, int fd)
{
	const struct session *of = neighbour->of;
	struct session session = {
		.recipe = of->recipe,
		.machine = of->neighbour_machine,
		.accel = neighbour->accel,
		.variants = of->variants,
		.plan = plan_with(of->neighbour_plan, load),
		.kernel = of->kernel,
		.image = of->image,
		.timeout_s = of->timeout_s,
		.silence_s = of->silence_s,
		.kill_at = of->neighbour_kill_at,
		.to = &fd,
		.on_event = heard,
		.on_notice = gave_notice,
	};
	struct message msg = {0};

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	session_run(&session, result_new(), &msg);
	say_line(fd, msg.text[0] ? msg.text : "it ended");
	_exit(0);
}

/* ---- in the first guest's ---- */

/* The first line that it says within that time; "" where it says none. */
static void listen_for(int fd, int patience_ms, char *line, size_t size)
{
	uint64_t deadline = clock_ns() + (uint64_t)patience_ms * 1000000;
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	ssize_t n = 0;

	*line = '\0';
	while (!guest_interrupted && poll(&ready, 1, 100) <= 0 && clock_ns() < deadline)
		;
	if (ready.revents)
		n = read(fd, line, size - 1);
	line[n > 0 ? n : 0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	if (ready.revents && n <= 0)
		snprintf(line, size, "its process ended");
}

/* "load=block" */
static const char *load_in(const char *arguments)
{
	const char *load = strstr(arguments, "load=");

	return load ? load + strlen("load=") : "";
}

static int cannot(const struct neighbour *neighbour, char *text, size_t size)
{
	const struct session *of = neighbour->of;

	if (!of->neighbour_plan)
		snprintf(text, size, "boot was not told to start one (--neighbour)");
	else if (nested_in(of->recipe))
		snprintf(text, size,
			"recipe %s starts its hypervisor in a machine of its own, where no second "
			"guest can be started",
			of->recipe->name);
	else
		return 0;
	return -EOPNOTSUPP;
}

static int start(struct neighbour *neighbour, const char *arguments, char *text, size_t size)
{
	int fds[2];
	char line[600];

	neighbour_end(neighbour);
	if (cannot(neighbour, text, size))
		return -EOPNOTSUPP;
	if (pipe(fds) || (neighbour->pid = fork()) < 0) {
		neighbour->pid = 0;
		snprintf(text, size, "%s", strerror(errno));
		return -errno;
	}
	if (!neighbour->pid) {
		close(fds[0]);
		be_neighbour(neighbour, load_in(arguments), fds[1]);
	}
	close(fds[1]);
	neighbour->fd = fds[0];
	listen_for(neighbour->fd, PATIENCE_MS, line, sizeof(line));
	if (line[0] == LOADED) {
		snprintf(text, size, "loaded");
		return 0;
	}
	snprintf(text, size, "%s", line[0] ? line : "its load was not on in time");
	neighbour_end(neighbour);
	return -ENODEV;
}

/* Whatever it has said since its load was on is why that is off again. */
static int stop(struct neighbour *neighbour, char *text, size_t size)
{
	char line[600] = "there is none";

	if (neighbour->pid)
		listen_for(neighbour->fd, 0, line, sizeof(line));
	neighbour_end(neighbour);
	snprintf(text, size, "%s", line[0] ? line : "stopped");
	return line[0] ? -ECHILD : 0;
}

bool neighbour_asked(struct neighbour *neighbour, const char *action, const char *arguments,
	char *text, size_t size, int *error)
{
	if (!strcmp(action, START))
		*error = start(neighbour, arguments, text, size);
	else if (!strcmp(action, STOP))
		*error = stop(neighbour, text, size);
	else
		return false;
	return true;
}

/* It stops its hypervisor and takes its files away itself. */
void neighbour_end(struct neighbour *neighbour)
{
	if (!neighbour->pid)
		return;
	kill(neighbour->pid, SIGTERM);
	while (waitpid(neighbour->pid, NULL, 0) < 0 && errno == EINTR)
		;
	close(neighbour->fd);
	neighbour->pid = 0;
}
