/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/qmp.h"

#include "core/clock.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define MS	    1000000ull
#define PATIENCE_MS 10000

/* The first whole line that is there as JSON, or NULL. */
static json_t *take_line(struct qmp *qmp)
{
	char *end = qmp->used ? memchr(qmp->line, '\n', qmp->used) : NULL;
	size_t length;
	json_t *json;

	if (!end)
		return NULL;
	length = (size_t)(end + 1 - qmp->line);
	json = json_loadb(qmp->line, length, 0, NULL);
	if (!json) /* QEMU's numbers go up to 2^64, Jansson's integers to 2^63 */
		json = json_loadb(qmp->line, length, JSON_DECODE_INT_AS_REAL, NULL);
	qmp->used -= length;
	memmove(qmp->line, end + 1, qmp->used);
	return json ? json : json_object(); /* what is no JSON is passed over as an event */
}

static int read_more(struct qmp *qmp, uint64_t deadline)
{
	struct pollfd ready = {.fd = qmp->fd, .events = POLLIN};
	uint64_t now = clock_ns();
	ssize_t n;

	if (now >= deadline)
		return -ETIMEDOUT;
	if (poll(&ready, 1, (int)((deadline - now) / MS) + 1) <= 0)
		return 0;
	if (qmp->room - qmp->used < 4096) {
		qmp->room = qmp->room * 2 + 8192;
		qmp->line = realloc(qmp->line, qmp->room);
		if (!qmp->line)
			abort();
	}
	n = read(qmp->fd, qmp->line + qmp->used, qmp->room - qmp->used);
	if (n <= 0)
		return n ? -errno : -EPIPE;
	qmp->used += (size_t)n;
	return 0;
}

/* The next object that has `key` or "error"; events in between are passed over. */
static int wait_for(struct qmp *qmp, const char *key, json_t **object)
{
	uint64_t deadline = clock_ns() + PATIENCE_MS * MS;

	for (;;) {
		json_t *json = take_line(qmp);
		int err;

		if (json_object_get(json, key) || json_object_get(json, "error")) {
			*object = json;
			return 0;
		}
		if (json) {
			json_decref(json);
			continue;
		}
		err = read_more(qmp, deadline);
		if (err)
			return err;
	}
}

static int connect_to(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address))) {
		int err = errno;

		close(fd);
		return -err;
	}
	return fd >= 0 ? fd : -errno;
}

int qmp_open(struct qmp *qmp, const char *socket_path, struct message *msg)
{
	json_t *greeting = NULL, *negotiate;
	int err;

	*qmp = (struct qmp){.fd = connect_to(socket_path)};
	if (qmp->fd < 0)
		return message_set(
			msg, qmp->fd, "cannot connect to %s: %s", socket_path, strerror(-qmp->fd));
	err = wait_for(qmp, "QMP", &greeting);
	json_decref(greeting);
	if (err) {
		qmp_close(qmp);
		return message_set(msg, err, "%s: no greeting: %s", socket_path, strerror(-err));
	}
	negotiate = json_pack("{s:s}", "execute", "qmp_capabilities");
	err = qmp_execute(qmp, negotiate, NULL, msg);
	json_decref(negotiate);
	if (err)
		qmp_close(qmp);
	return err;
}

static int send_line(struct qmp *qmp, const json_t *command)
{
	char *text = json_dumps(command, JSON_COMPACT);
	int written = text ? dprintf(qmp->fd, "%s\n", text) : -1;

	free(text);
	return written < 0 ? -EPIPE : 0;
}

int qmp_execute(struct qmp *qmp, const json_t *command, json_t **result, struct message *msg)
{
	const char *name = json_string_value(json_object_get(command, "execute"));
	json_t *reply = NULL, *error;
	int err = send_line(qmp, command);

	if (!err)
		err = wait_for(qmp, "return", &reply);
	if (err)
		return message_set(msg, err, "%s: no answer: %s", name, strerror(-err));
	error = json_object_get(reply, "error");
	if (error)
		err = message_set(msg, -EREMOTEIO, "%s: %s", name,
			json_string_value(json_object_get(error, "desc")));
	else if (result)
		*result = json_incref(json_object_get(reply, "return"));
	json_decref(reply);
	return err;
}

void qmp_close(struct qmp *qmp)
{
	if (qmp->fd >= 0)
		close(qmp->fd);
	free(qmp->line);
	*qmp = (struct qmp){.fd = -1};
}
