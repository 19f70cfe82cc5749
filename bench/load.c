/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/load.h"

#include "core/clock.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define READY	    '+'
#define PATIENCE_MS 30000 /* a disk may have to be filled first */

static const struct load *const loads[] = {
	&load_cpu, &load_memory, &load_block, &load_video, &load_audio};

const struct load *load_find(const char *name)
{
	for (size_t i = 0; i < sizeof(loads) / sizeof(*loads); i++)
		if (!strcmp(loads[i]->name, name))
			return loads[i];
	return NULL;
}

static int ready_fd; /* in the load's own process */

static void tell(const char *text)
{
	ssize_t ignored = write(ready_fd, text, strlen(text));

	(void)ignored; /* nobody listens: then nobody needs to know */
}

static void tell_ready(void)
{
	const char text[] = {READY, '\0'};

	tell(text);
}

static void tell_reason(void *to, const char *reason)
{
	(void)to;
	tell(reason);
}

static _Noreturn void be_load(const struct job *job, const struct load *load, int fd)
{
	static const struct sched_param ordinary;
	struct job quiet = job_quiet(job, tell_reason, NULL);

	sched_setscheduler(0, SCHED_OTHER, &ordinary); /* whoever measures may be real-time */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_IGN);
	ready_fd = fd;
	load->run(&quiet, tell_ready);
	job_stop(&quiet);
}

/* What it says next: `otherwise` where it says nothing. */
static void hear(struct load_process *process, const char *otherwise)
{
	ssize_t n = read(process->fd, process->reason, sizeof(process->reason) - 1);

	process->reason[n > 0 ? n : 0] = '\0';
	if (n <= 0)
		snprintf(process->reason, sizeof(process->reason), "%s", otherwise);
}

static bool heard_ready(struct load_process *process)
{
	struct pollfd ready = {.fd = process->fd, .events = POLLIN};

	if (poll(&ready, 1, PATIENCE_MS) <= 0)
		snprintf(process->reason, sizeof(process->reason), "not ready within %d ms",
			PATIENCE_MS);
	else
		hear(process, "its process ended");
	return process->reason[0] == READY;
}

/* False, with the reason, where it cannot be had. */
static bool start(struct job *job, const struct load *load, struct load_process *process)
{
	int fds[2];
	bool ready;

	*process = (struct load_process){.load = load, .pid = -1};
	if (pipe(fds) || (process->pid = fork()) < 0) {
		snprintf(process->reason, sizeof(process->reason), "%s", strerror(errno));
		return false;
	}
	if (!process->pid) {
		close(fds[0]);
		be_load(job, load, fds[1]);
	}
	close(fds[1]);
	process->fd = fds[0];
	ready = heard_ready(process);
	if (!ready)
		load_stop(process);
	return ready;
}

bool load_stop(struct load_process *process)
{
	int status;
	bool ran = waitpid(process->pid, &status, WNOHANG) == 0;
	char how[64] = "it ended before its time";

	if (ran) {
		kill(process->pid, SIGKILL);
		waitpid(process->pid, &status, 0);
	} else if (process->reason[0] == READY) {
		if (WIFSIGNALED(status))
			snprintf(how, sizeof(how), "signal %d ended it", WTERMSIG(status));
		hear(process, how);
	}
	close(process->fd);
	return ran;
}

static bool wanted(const struct load *load, const char *name, const char *except)
{
	return (!except || strcmp(except, load->name)) &&
	       (!strcmp(name, "all") || !strcmp(name, load->name));
}

size_t loads_start(struct job *job, const char *name, const char *except,
	struct load_process running[LOADS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < sizeof(loads) / sizeof(*loads); i++) {
		if (!wanted(loads[i], name, except))
			continue;
		if (start(job, loads[i], &running[count]))
			count++;
		else
			note(job, "load %s cannot be had here: %s", loads[i]->name,
				running[count].reason);
	}
	return count;
}
