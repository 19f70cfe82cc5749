/* SPDX-License-Identifier: Apache-2.0 */
#include "core/message.h"

#include <stdarg.h>
#include <stdio.h>

int message_set(struct message *msg, int error, const char *fmt, ...)
{
	va_list args;

	if (msg && !msg->text[0]) {
		va_start(args, fmt);
		vsnprintf(msg->text, sizeof(msg->text), fmt, args);
		va_end(args);
	}
	return error;
}
