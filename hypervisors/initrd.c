/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/initrd.h"

#include "core/json.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs cpio in `root`; its archive of `names` is appended to the file `to`. */
static int append_archive(FILE *to, const char *root, const char *names)
{
	int fds[2], status = -1;
	size_t size = strlen(names);
	pid_t pid;

	fflush(to);
	if (pipe(fds))
		return -errno;
	pid = fork();
	if (!pid) {
		if (chdir(root))
			_exit(126);
		dup2(fds[0], STDIN_FILENO);
		dup2(fileno(to), STDOUT_FILENO);
		close(fds[0]);
		close(fds[1]);
		execlp("cpio", "cpio", "--quiet", "-o", "-L", "-H", "newc", "-R", "0:0",
			(char *)NULL);
		_exit(127);
	}
	close(fds[0]);
	if (pid > 0 && write(fds[1], names, size) != (ssize_t)size)
		kill(pid, SIGKILL);
	close(fds[1]);
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -errno;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -EIO;
}

int initrd_append(const char *path, const char *image, const char *root, const char *names,
	struct message *msg)
{
	size_t size;
	char *data = file_read_whole(image, &size, msg);
	FILE *out = data ? fopen(path, "we") : NULL;
	int err;

	if (!out) {
		err = -errno;
		free(data);
		return message_set(msg, err, "cannot write %s: %s", path, strerror(-err));
	}
	fwrite(data, 1, size, out);
	free(data);
	while (size++ % 4) /* an uncompressed archive must begin on a multiple of 4 */
		fputc('\0', out);
	err = append_archive(out, root, names);
	if (err)
		message_set(msg, err, "cannot append an archive to %s (is cpio installed?)", path);
	if ((ferror(out) | fclose(out)) && !err)
		err = message_set(msg, -ENOSPC, "cannot write %s: disk full?", path);
	return err;
}

int initrd_with_plan(const char *path, const char *image, const json_t *plan, const char *work,
	struct message *msg)
{
	char plan_file[200];
	int err;

	snprintf(plan_file, sizeof(plan_file), "%s/plan.json", work);
	err = json_write_file(plan_file, plan, msg);
	return err ? err : initrd_append(path, image, work, "plan.json\n", msg);
}
