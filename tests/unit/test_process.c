/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/process.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <unistd.h>

/* A script whose child has its output open and would sleep on. */
static char *script[] = {"sh", "-c", "sleep 1000 & echo; wait", NULL};

static void started(struct process *process)
{
	char byte;

	cr_assert_eq(process_start(process, script), 0);
	cr_assert_eq(read(process->out_fd, &byte, 1), 1);
}

/* The output's end comes once nobody has it open. */
static void nobody_is_left(const struct process *process)
{
	char byte;

	cr_assert_eq(read(process->out_fd, &byte, 1), 0);
}

Test(process, what_a_killed_script_started_ends_with_it, .timeout = 60)
{
	struct process process;

	started(&process);
	kill(process.pid, SIGKILL);
	process_wait(&process);
	cr_assert_eq(process.status, SIGKILL);
	nobody_is_left(&process);
}

Test(process, and_when_it_is_asked_whether_it_ended, .timeout = 60)
{
	struct process process;

	started(&process);
	cr_assert(!process_ended(&process));
	kill(process.pid, SIGKILL);
	while (!process_ended(&process))
		usleep(1000);
	nobody_is_left(&process);
}
