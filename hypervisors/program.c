/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/program.h"

#include <regex.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

char *program_output(char *const argv[])
{
	posix_spawn_file_actions_t actions;
	extern char **environ;
	char buffer[4096];
	int fds[2], status;
	size_t used = 0;
	ssize_t n;
	pid_t pid;

	if (pipe(fds))
		return NULL;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", 0, 0);
	posix_spawn_file_actions_adddup2(&actions, fds[1], 1);
	posix_spawn_file_actions_adddup2(&actions, fds[1], 2);
	posix_spawn_file_actions_addclose(&actions, fds[0]);
	status = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(fds[1]);
	while (!status && used < sizeof(buffer) - 1 &&
		(n = read(fds[0], buffer + used, sizeof(buffer) - 1 - used)) > 0)
		used += (size_t)n;
	close(fds[0]);
	if (status)
		return NULL;
	waitpid(pid, &status, 0);
	buffer[used] = '\0';
	return strdup(buffer);
}

char *program_match(const char *text, const char *pattern)
{
	regmatch_t found[2];
	regex_t regex;
	char *matched = NULL;

	if (regcomp(&regex, pattern, REG_EXTENDED))
		return NULL;
	if (!regexec(&regex, text, 2, found, 0) && found[1].rm_so >= 0)
		matched = strndup(text + found[1].rm_so, (size_t)(found[1].rm_eo - found[1].rm_so));
	regfree(&regex);
	return matched;
}
