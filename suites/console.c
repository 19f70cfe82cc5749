/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/must.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/*
 * A whole line in one write(): a terminal takes writes one after the other, so it can
 * stand before or after somebody else's line, never within one.
 */
static const char line[] = "stratos-conform: the console takes this line\n";

static void run(struct job *job)
{
	int fd = must_open(job, "/dev/console", O_WRONLY | O_NOCTTY);
	ssize_t n = write(fd, line, strlen(line));

	expected(job, "%zu bytes taken and sent", strlen(line));
	observed(job, "%zd bytes taken", n);
	if (n != (ssize_t)strlen(line))
		fail(job, "the console took %zd of %zu bytes: %s", n, strlen(line),
			n < 0 ? strerror(errno) : "no more");
	else if (tcdrain(fd) && errno != ENOTTY)
		fail(job, "the console did not send what it took: %s", strerror(errno));
	else
		pass(job);
	close(fd);
}

CHECK(console_write) = {
	.id = "console.write",
	.title = "The console takes a line and sends it",
	.source = "console(4); tcdrain(3)",
	.unseen = "whether it arrives: the host's log shows it",
	.flags = UNIT_ROOT,
	.run = run,
};
