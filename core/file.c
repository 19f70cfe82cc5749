/* SPDX-License-Identifier: Apache-2.0 */
#include "core/json.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_LIMIT (1u << 30) /* nothing this tool reads is larger; a device or a mistake is */

char *file_read_whole(const char *file, size_t *size, struct message *msg)
{
	int fd = strcmp(file, "-") ? open(file, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO);
	size_t room = 65536, used = 0;
	char *data = fd < 0 ? NULL : malloc(room);
	ssize_t got = 0;

	while (data && (got = read(fd, data + used, room - used - 1)) > 0) {
		used += (size_t)got;
		if (used + 1 == room) {
			char *more = room < FILE_LIMIT ? realloc(data, room * 2) : NULL;

			errno = more ? 0 : EFBIG;
			if (!more) {
				got = -1;
				break;
			}
			data = more;
			room *= 2;
		}
	}
	if (fd < 0 || !data || got < 0) {
		int err = errno;

		free(data);
		if (fd >= 0)
			close(fd);
		message_set(msg, -err, "cannot read %s: %s", file, strerror(err));
		errno = err;
		return NULL;
	}
	close(fd);
	data[used] = '\0';
	*size = used;
	return data;
}

static int write_all(int fd, const char *data, size_t size)
{
	while (size) {
		ssize_t n = write(fd, data, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		data += n;
		size -= (size_t)n;
	}
	return fsync(fd) && errno != EINVAL && errno != EROFS ? -errno : 0;
}

/* A pipe, a terminal or /dev/null is written to; a file put in its place would be a loss. */
static int write_into(const char *file, const void *data, size_t size, struct message *msg)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC), err = fd < 0 ? -errno : 0;

	if (!err)
		err = write_all(fd, data, size);
	if (fd >= 0 && close(fd) && !err)
		err = -errno;
	return err ? message_set(msg, err, "cannot write %s: %s", file, strerror(-err)) : 0;
}

int file_write_whole(const char *name, const void *data, size_t size, struct message *msg)
{
	char temporary[PATH_MAX + 16], target[PATH_MAX];
	/* Behind a symbolic link it is the file that is replaced, not the link. */
	const char *file = realpath(name, target) ? target : name;
	struct stat is;
	int fd, err;

	if (!stat(file, &is) && !S_ISREG(is.st_mode) && !S_ISDIR(is.st_mode))
		return write_into(name, data, size, msg);
	snprintf(temporary, sizeof(temporary), "%s.XXXXXX", file);
	fd = mkstemp(temporary);
	if (fd < 0)
		return message_set(msg, -errno, "cannot write %s: %s", name, strerror(errno));
	err = write_all(fd, data, size);
	fchmod(fd, 0644);
	if (close(fd) && !err)
		err = -errno;
	if (!err && rename(temporary, file))
		err = -errno;
	if (err) {
		unlink(temporary);
		return message_set(msg, err, "cannot write %s: %s", name, strerror(-err));
	}
	return 0;
}

int json_write_file(const char *file, const json_t *json, struct message *msg)
{
	char *text = json_dumps(json, JSON_COMPACT | JSON_ENSURE_ASCII), *line;
	size_t size = text ? strlen(text) : 0;
	int err;

	line = text ? realloc(text, size + 2) : NULL;
	if (!line) {
		free(text);
		return message_set(msg, -ENOMEM, "cannot write %s: out of memory", file);
	}
	memcpy(line + size, "\n", 2);
	err = file_write_whole(file, line, size + 1, msg);
	free(line);
	return err;
}
