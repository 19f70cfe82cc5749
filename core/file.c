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

const char *file_remedy(int err)
{
	static const struct {
		int err;
		const char *remedy;
	} remedies[] = {
		{ENOSPC, "; make room there or name another place"},
		{EDQUOT, "; make room there or name another place"},
		{EFBIG, "; raise the limit on the size of files (ulimit -f)"},
		{EROFS, "; name another place"},
		{EACCES, "; name another place, or become who may write there"},
		{ENOENT, "; make its directory first, or name another place"},
	};

	for (size_t i = 0; i < sizeof(remedies) / sizeof(*remedies); i++)
		if (remedies[i].err == -err)
			return remedies[i].remedy;
	return "";
}

int file_cannot_write(const char *file, int err, struct message *msg)
{
	return message_set(
		msg, err, "cannot write %s: %s%s", file, strerror(-err), file_remedy(err));
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
	return 0;
}

/* EINVAL and EROFS: of what has no disk behind it, a pipe for one. */
static int settle(int fd)
{
	return fsync(fd) && errno != EINVAL && errno != EROFS ? -errno : 0;
}

static int end_of(int fd, int err)
{
	if (!err)
		err = settle(fd);
	return close(fd) && !err ? -errno : err;
}

int file_settle(const char *finished)
{
	int fd = open(finished, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? -errno : end_of(fd, 0);
}

int file_put(const char *finished, const char *file)
{
	return rename(finished, file) ? -errno : 0;
}

/* A pipe, a terminal or /dev/null is written to; a file put in its place would be a loss. */
static int write_into(const char *file, const void *data, size_t size, struct message *msg)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC);
	int err = fd < 0 ? -errno : end_of(fd, write_all(fd, data, size));

	return err ? file_cannot_write(file, err, msg) : 0;
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
		return file_cannot_write(name, -errno, msg);
	err = write_all(fd, data, size);
	fchmod(fd, 0644);
	err = end_of(fd, err);
	if (!err)
		err = file_put(temporary, file);
	if (err) {
		unlink(temporary);
		return file_cannot_write(name, err, msg);
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
