/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/plot.h"
#include "core/json.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

extern char **environ;

static int start(pid_t *pid, const char *directory, const char *script)
{
	/* --default-settings: nobody's start-up files change or run anything. */
	char log[64], *argv[] = {"gnuplot", "--default-settings", (char *)script, NULL};
	posix_spawn_file_actions_t actions;
	int err;

	snprintf(log, sizeof(log), "%s.log", script);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addchdir_np(&actions, directory);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	posix_spawn_file_actions_adddup2(&actions, 1, 2);
	err = posix_spawnp(pid, "gnuplot", &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return -err;
}

/* The first line it complained in; of its three-line errors the last tells what. */
static void complaint(const char *directory, const char *script, char *text, size_t size)
{
	char path[4200], *log, *line, *rest;
	struct message ignored = {0};
	size_t length;

	snprintf(text, size, "it said nothing");
	snprintf(path, sizeof(path), "%s/%s.log", directory, script);
	log = rest = file_read_whole(path, &length, &ignored);
	while (log && (line = strtok_r(rest, "\n", &rest)))
		if (strspn(line, " \t^") < strlen(line))
			snprintf(text, size, "%s", line);
	free(log);
}

int gnuplot_run(const char *directory, const char *script, struct message *msg)
{
	char why[300];
	pid_t pid;
	int status, err = start(&pid, directory, script);

	if (err == -ENOENT)
		return message_set(msg, err,
			"gnuplot is not installed: install the package gnuplot-nox, or use "
			"--no-plots");
	if (err)
		return message_set(msg, err, "cannot start gnuplot: %s", strerror(-err));
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return message_set(msg, -errno, "lost gnuplot: %s", strerror(errno));
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return message_set(msg, -ENOENT,
			"gnuplot cannot be started: install the package gnuplot-nox, or use "
			"--no-plots");
	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return 0;
	complaint(directory, script, why, sizeof(why));
	return message_set(
		msg, -EIO, "gnuplot failed (5.2 or later of gnuplot-nox is needed): %s", why);
}
