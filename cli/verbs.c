/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/verbs.h"

#include "cli/cli.h"
#include "core/version.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define VERBS_MAX 32

extern const struct verb *const __start_stratos_verbs[];
extern const struct verb *const __stop_stratos_verbs[];

static int by_order(const void *a, const void *b)
{
	return (*(const struct verb *const *)a)->order - (*(const struct verb *const *)b)->order;
}

static void help(FILE *to)
{
	const struct verb *verbs[VERBS_MAX];
	/* cppcheck-suppress comparePointers; the linker makes both ends of one array */
	size_t count = (size_t)(__stop_stratos_verbs - __start_stratos_verbs);

	memcpy(verbs, __start_stratos_verbs, count * sizeof(*verbs));
	qsort(verbs, count, sizeof(*verbs), by_order);
	fputs("usage: stratos-conform VERB [OPTION...]\n\n"
	      "Tells whether a hypervisor gives a guest what a published profile promises, and\n"
	      "how fast.\n\n",
		to);
	for (size_t i = 0; i < count; i++)
		fprintf(to, "  %-10s%s\n", verbs[i]->name, verbs[i]->summary);
	fputs("\n'stratos-conform VERB --help' tells more. Exit status: 0 conforms, 1 does not,\n"
	      "2 usage, 3 incomplete, 4 harness or environment error, 5 the guest died or hung.\n",
		to);
}

/* What did not arrive, on a full disk for one, was not said: no status may claim that it was. */
static int said(int status)
{
	if (fflush(stdout) || ferror(stdout))
		die(EXIT_HARNESS, "cannot write to standard output: %s", strerror(errno));
	return status;
}

int verbs_main(int argc, char **argv)
{
	if (argc < 2) {
		help(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
		help(stdout);
		return 0;
	}
	if (!strcmp(argv[1], "--version")) {
		printf("stratos-conform %s (%s)\n", STRATOS_VERSION, version_commit());
		return 0;
	}
	/* cppcheck-suppress comparePointers */
	for (const struct verb *const *verb = __start_stratos_verbs; verb < __stop_stratos_verbs;
		verb++)
		if (!strcmp((*verb)->name, argv[1]))
			return said((*verb)->run(argc - 1, argv + 1));
	die(EXIT_USAGE, "there is no verb '%s'; 'stratos-conform --help' lists them", argv[1]);
}

void verb_help(const struct verb *verb)
{
	fputs(verb->usage, stdout);
	exit(0);
}

void die(int status, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	fputs("stratos-conform: ", stderr);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
	exit(status);
}

void die_usage(const struct verb *verb, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	fprintf(stderr, "stratos-conform %s: ", verb->name);
	vfprintf(stderr, fmt, args);
	fprintf(stderr, "\n'stratos-conform %s --help' tells how it is used\n", verb->name);
	va_end(args);
	exit(EXIT_USAGE);
}

bool colours_on(int fd)
{
	const char *no = getenv("NO_COLOR");

	return isatty(fd) && !(no && *no);
}
