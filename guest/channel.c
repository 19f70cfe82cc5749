/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/channel.h"

#include "core/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FDS_MAX	    8
#define PATIENCE_MS 5000 /* a host that reads nothing for so long is gone */

struct channel {
	atomic_uint_fast64_t next; /* in memory shared with forked processes */
	atomic_uint_fast32_t sum;  /* see FRAME_SUM */
	int fds[FDS_MAX];
	int count;
	int answers;
};

struct channel *channel_new(void)
{
	struct channel *channel = mmap(
		NULL, sizeof(*channel), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (channel == MAP_FAILED)
		abort();
	channel->answers = -1;
	return channel;
}

int channel_answers(const struct channel *channel)
{
	return channel->answers;
}

void channel_add_fd(struct channel *channel, int fd)
{
	if (fd >= 0 && channel->count < FDS_MAX)
		channel->fds[channel->count++] = fd;
}

static int read_line(const char *path, char *line, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, line, size - 1);

	if (fd >= 0)
		close(fd);
	if (n < 0)
		return -1;
	line[n] = '\0';
	line[strcspn(line, "\n")] = '\0';
	return 0;
}

static int open_port(void)
{
	char name[128], device[300];
	int fd = -1;
	glob_t found;

	if (glob("/sys/class/virtio-ports/*/name", 0, NULL, &found))
		return -1;
	for (size_t i = 0; fd < 0 && i < found.gl_pathc; i++) {
		char *path = found.gl_pathv[i], *port;

		if (read_line(path, name, sizeof(name)) || strcmp(name, RESULTS_PORT))
			continue;
		*strrchr(path, '/') = '\0';
		port = strrchr(path, '/') + 1;
		snprintf(device, sizeof(device), "/dev/%s", port);
		fd = open(device, O_RDWR | O_CLOEXEC);
	}
	globfree(&found);
	return fd;
}

static void open_consoles(struct channel *channel)
{
	char active[256], device[300], *rest = active, *name;
	int before = channel->count;

	if (read_line("/sys/class/tty/console/active", active, sizeof(active)))
		active[0] = '\0';
	while ((name = strtok_r(rest, " ", &rest))) {
		if (!strcmp(name, "tty0")) /* a screen: nobody reads frames there */
			continue;
		snprintf(device, sizeof(device), "/dev/%s", name);
		channel_add_fd(channel, open(device, O_WRONLY | O_NOCTTY | O_CLOEXEC));
	}
	if (channel->count == before)
		channel_add_fd(channel, open("/dev/console", O_WRONLY | O_NOCTTY | O_CLOEXEC));
}

int channel_open(struct channel *channel, const char *where)
{
	int port = strcmp(where, "console") ? open_port() : -1;

	channel_add_fd(channel, port);
	channel->answers = port;
	if (!strcmp(where, "console") || !strcmp(where, "both") ||
		(port < 0 && strcmp(where, "port")))
		open_consoles(channel);
	return channel->count;
}

static void write_line(int fd, const char *line, size_t size)
{
	struct pollfd ready = {.fd = fd, .events = POLLOUT};

	while (size) {
		ssize_t n = write(fd, line, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno != EAGAIN || poll(&ready, 1, PATIENCE_MS) <= 0))
			return;
		if (n > 0) {
			line += n;
			size -= (size_t)n;
		}
	}
}

static void set_sum(struct channel *channel, json_t *event)
{
	const char *kind = json_string_value(json_object_get(event, "event"));

	if (kind && !strcmp(kind, "end"))
		json_object_set_new(event, FRAME_SUM, json_integer((uint32_t)channel->sum));
}

void channel_send(struct channel *channel, json_t *event)
{
	char *line;

	set_sum(channel, event);
	line = frame_encode(atomic_fetch_add(&channel->next, 1), event);
	if (line)
		atomic_fetch_add(&channel->sum, frame_line_crc(line));
	for (int i = 0; line && i < channel->count; i++)
		write_line(channel->fds[i], line, strlen(line));
	free(line);
}

void channel_emit(void *channel, json_t *event)
{
	channel_send(channel, event);
	json_decref(event);
}
