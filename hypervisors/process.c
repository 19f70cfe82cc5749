/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/process.h"

#include "core/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define STOP_MS 2000

static _Noreturn void become(char **argv, int out, int err, int report)
{
	int silence[2], failure;
	ssize_t ignored;

	setpgid(0, 0); /* so that Ctrl-C reaches us first, and a stop reaches its children too */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* Input that never comes and never ends: some consoles stop where theirs ends. */
	if (pipe(silence) == 0)
		dup2(silence[0], STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	execvp(argv[0], argv);
	failure = errno;
	ignored = write(report, &failure, sizeof(failure));
	(void)ignored;
	_exit(127);
}

int process_start(struct process *process, char **argv)
{
	int out[2], err[2], report[2], failure = 0;

	*process = (struct process){.out_fd = -1, .err_fd = -1, .ended = true};
	if (pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC) || pipe2(report, O_CLOEXEC))
		return -errno;
	process->pid = fork();
	if (process->pid < 0)
		return -errno;
	if (!process->pid)
		become(argv, out[1], err[1], report[1]);
	close(out[1]);
	close(err[1]);
	close(report[1]);
	/* The pipe closes at exec, or brings the errno of one that failed. */
	if (read(report[0], &failure, sizeof(failure)) != (ssize_t)sizeof(failure))
		failure = 0;
	close(report[0]);
	process->out_fd = out[0];
	process->err_fd = err[0];
	process->ended = false;
	return -failure;
}

/*
 * A script that was killed leaves the hypervisor it started: that ends, too, before its group's
 * number can be another's.
 */
static void reap(struct process *process)
{
	kill(-process->pid, SIGKILL);
	while (waitpid(process->pid, &process->status, 0) < 0 && errno == EINTR)
		;
	process->ended = true;
}

static bool is_dead(struct process *process, int options)
{
	siginfo_t info = {0};

	return !waitid(P_PID, (id_t)process->pid, &info, WEXITED | WNOWAIT | options) &&
	       info.si_pid == process->pid;
}

bool process_ended(struct process *process)
{
	if (!process->ended && is_dead(process, WNOHANG))
		reap(process);
	return process->ended;
}

void process_wait(struct process *process)
{
	while (!process->ended)
		if (is_dead(process, 0) || errno != EINTR)
			reap(process);
}

void process_stop(struct process *process)
{
	static const int signals[] = {SIGTERM, SIGKILL};

	for (size_t i = 0; i < 2 && !process_ended(process); i++) {
		kill(-process->pid, signals[i]);
		kill(process->pid, signals[i]);
		for (unsigned waited = 0; waited < STOP_MS && !process_ended(process); waited += 5)
			clock_sleep_ns(5000000);
	}
}

int socket_listen(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -errno;
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	unlink(path);
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) || listen(fd, 4)) {
		int err = errno;

		close(fd);
		return -err;
	}
	return fd;
}
