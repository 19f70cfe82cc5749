/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/init.h"

#include "core/clock.h"
#include "guest/channel.h"
#include "guest/environment.h"
#include "guest/modules.h"
#include "guest/runner.h"
#include "guest/settle.h"
#include "probes/power_paths.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* syslog(2): only what is worse than an error (3) still goes to the console. */
#define CONSOLE_LEVEL  8
#define WORSE_THAN_ERR 3

#define PLAN_FILE "/plan.json" /* from the archive that `boot` appends to the image */

static const struct {
	const char *type, *target;
} mounts[] = {
	{"proc", "/proc"},
	{"sysfs", "/sys"},
	{"devtmpfs", "/dev"},
	{"tmpfs", "/tmp"},
	{"debugfs", "/sys/kernel/debug"},
};

static void mount_all(void)
{
	for (size_t i = 0; i < sizeof(mounts) / sizeof(*mounts); i++) {
		mkdir(mounts[i].target, 0755);
		mount(mounts[i].type, mounts[i].target, mounts[i].type, MS_NOSUID, NULL);
	}
	mkdir("/dev/shm", 0755);
	mount("tmpfs", "/dev/shm", "tmpfs", 0, NULL);
	mkdir("/dev/hugepages", 0755);
}

static void send_note(struct channel *channel, const char *text)
{
	json_t *event = json_pack(
		"{s:s,s:I,s:s}", "event", "note", "t", (json_int_t)clock_ns(), "text", text);

	channel_emit(channel, event);
}

static _Noreturn void be_runner(const struct plan *plan, struct channel *channel)
{
	runner_run(plan, channel_emit, channel);
	_exit(0);
}

/* The runner is a process of its own, so that its death can be told. */
static void run_plan(const struct plan *plan, struct channel *channel)
{
	char text[128];
	int status = 0;
	pid_t pid = fork(), ended;

	if (!pid)
		be_runner(plan, channel);
	while ((ended = wait(&status)) != pid) /* PID 1 also reaps whom others left behind */
		if (ended < 0 && errno == ECHILD)
			break;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return;
	if (WIFSIGNALED(status))
		snprintf(text, sizeof(text), "the runner died: %s", strsignal(WTERMSIG(status)));
	else
		snprintf(
			text, sizeof(text), "the runner ended with status %d", WEXITSTATUS(status));
	send_note(channel, text);
}

/* Linux halts for ever where it has no way to power off, so ask only where it has one. */
static bool can_power_off(void)
{
	struct power_paths paths;

	power_paths_find(&paths);
	return paths.off_count > 0;
}

static _Noreturn void end_machine(const char *how)
{
	sync();
	if (!strcmp(how, "poweroff") || (!strcmp(how, "auto") && can_power_off()))
		reboot(RB_POWER_OFF);
	if (strcmp(how, "wait") != 0)
		reboot(RB_AUTOBOOT);
	for (;;) /* the host stops the machine once it has seen `end` */
		pause();
}

/* On a console that carries the results, each line of the kernel's may cut a frame in two. */
static void spare_frames(void)
{
	klogctl(CONSOLE_LEVEL, NULL, WORSE_THAN_ERR);
}

void init_main(void)
{
	struct plan plan;
	struct message msg = {0};
	struct channel *channel = channel_new();
	char problem[200];
	unsigned failed;

	environment_pid1_starts();
	mount_all();
	failed = modules_load(problem, sizeof(problem));
	settle();
	if (plan_read(&plan, access(PLAN_FILE, F_OK) ? NULL : PLAN_FILE, &msg))
		plan.channel = plan.end = "auto";
	plan.own_image = true;
	channel_open(channel, plan.channel);
	plan.answers = channel_answers(channel);
	if (plan.answers < 0)
		spare_frames();
	if (failed)
		send_note(channel, problem);
	if (msg.text[0])
		send_note(channel, msg.text);
	else
		run_plan(&plan, channel);
	end_machine(plan.end);
}
