/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/step.h"

#include "hypervisors/data.h"
#include "hypervisors/process.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A name, not a path: a recipe from somebody else cannot bring its own script. */
static int script_of(char **name, struct message *msg)
{
	char path[4096];

	if (strchr(*name, '/') || **name == '.')
		return message_set(msg, -EINVAL, "prepare: '%s' is not the name of a step", *name);
	snprintf(path, sizeof(path), "%s/hypervisors/steps/%s", data_dir(), *name);
	if (access(path, X_OK))
		return message_set(msg, -errno, "prepare: no step '%s' (%s: %s)", *name, path,
			strerror(errno));
	free(*name);
	*name = strdup(path);
	return 0;
}

static void read_to_end(int fd, char *text, size_t size)
{
	size_t used = 0;
	char rest[512];
	ssize_t n;

	while (used < size - 1 && (n = read(fd, text + used, size - 1 - used)) > 0)
		used += (size_t)n;
	text[used] = '\0';
	while (read(fd, rest, sizeof(rest)) > 0)
		;
	text[strcspn(text, "\n")] = '\0';
}

int step_run(const json_t *step, const struct variables *variables, struct message *msg)
{
	struct argv argv = {0};
	struct process process;
	char complaint[400];
	int err = argv_add(&argv, step, variables, msg);

	if (err || !argv.count) {
		argv_free(&argv);
		return err;
	}
	err = script_of(&argv.items[0], msg);
	if (!err && (err = process_start(&process, argv.items)))
		message_set(msg, err, "cannot run %s: %s", argv.items[0], strerror(-err));
	if (!err) {
		close(process.out_fd);
		read_to_end(process.err_fd, complaint, sizeof(complaint));
		close(process.err_fd);
		process_wait(&process);
		if (!WIFEXITED(process.status) || WEXITSTATUS(process.status))
			err = message_set(msg, -EIO, "%s: %s", argv.items[0],
				*complaint ? complaint : "failed without a word");
	}
	argv_free(&argv);
	return err;
}
