/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_MESSAGE_H
#define CORE_MESSAGE_H

/*
 * What went wrong, in words, owned by the caller: calls return -errno and fill one
 * of these. The first message wins, as the first error is the cause of the others.
 */
struct message {
	char text[1024];
};

/* Returns `error` (a negative errno), so that `return message_set(msg, -EINVAL, ...)` works. */
int message_set(struct message *msg, int error, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
