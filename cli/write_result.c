/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include "core/json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where the wanted place cannot take it, a temporary file does: nothing found is lost. */
static _Noreturn void rescue(const json_t *result, const char *why)
{
	const char *directory = getenv("TMPDIR");
	struct message msg = {0};
	char name[4096];
	int fd;

	snprintf(name, sizeof(name), "%s/stratos-result-XXXXXX.json",
		directory && *directory ? directory : "/tmp");
	fd = mkstemps(name, (int)strlen(".json"));
	if (fd < 0)
		die(EXIT_HARNESS, "%s; nor could it be kept elsewhere: cannot write %s: %s", why,
			name, strerror(errno));
	close(fd);
	if (json_write_file(name, result, &msg)) {
		unlink(name);
		die(EXIT_HARNESS, "%s; nor could it be kept elsewhere: %s", why, msg.text);
	}
	die(EXIT_HARNESS, "%s; the result was kept in %s", why, name);
}

void write_result(const char *output, const json_t *result)
{
	struct message msg = {0};
	char why[200];

	if (!output) {
		json_dumpf(result, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII);
		putchar('\n');
		if (!fflush(stdout) && !ferror(stdout))
			return;
		snprintf(why, sizeof(why), "cannot write the result to standard output: %s",
			strerror(errno));
		rescue(result, why);
	}
	if (json_write_file(output, result, &msg))
		rescue(result, msg.text);
}
