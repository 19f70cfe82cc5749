/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "core/json.h"
#include "core/result.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct verb verb_collect;

static void read_log(struct frames *frames, const char *file)
{
	int fd = strcmp(file, "-") ? open(file, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	char bytes[65536];
	ssize_t n = -1;

	if (fd >= 0)
		while ((n = read(fd, bytes, sizeof(bytes))) > 0)
			frames_feed(frames, bytes, (size_t)n);
	if (n < 0)
		die(EXIT_HARNESS, "cannot read %s: %s", file, strerror(errno));
	frames_end(frames);
}

static void show_problems(const json_t *result)
{
	size_t i;
	json_t *problem;

	json_array_foreach (json_object_get(json_object_get(result, "run"), "problems"), i, problem)
		fprintf(stderr, "stratos-conform collect: %s\n", json_string_value(problem));
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{"output", required_argument, NULL, 'o'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	struct frames *frames = frames_new(NULL, NULL);
	json_t *result = result_new();
	struct message msg = {0};
	const char *output = NULL;
	int option, complete;

	while ((option = getopt_long(argc, argv, "o:h", options, NULL)) != -1) {
		if (option == 'h')
			verb_help(&verb_collect);
		if (option != 'o')
			die_usage(&verb_collect, "unknown option");
		output = optarg;
	}
	if (optind + 1 < argc)
		die_usage(&verb_collect, "expected one log");
	read_log(frames, optind < argc ? argv[optind] : "-");
	result_add_boot(result, frames, false);
	show_problems(result);
	complete = json_is_true(json_object_get(json_object_get(result, "run"), "complete"));
	if (output && json_write_file(output, result, &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	if (!output) {
		json_dumpf(result, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII);
		putchar('\n');
	}
	json_decref(result);
	frames_free(frames);
	return complete ? 0 : EXIT_INCOMPLETE;
}

VERB(collect) = {
	.name = "collect",
	.summary = "turn a captured console log into a result document",
	.usage =
		"usage: stratos-conform collect [--output FILE] [LOG]\n\n"
		"Reads a console log (default: standard input), passes over everything that is no\n"
		"frame, and writes the result document. What is damaged or missing is named on\n"
		"stderr and in the document; the exit status is then 3.\n",
	.order = 30,
	.run = run,
};
