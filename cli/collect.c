/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "core/json.h"
#include "core/result.h"
#include "hypervisors/last_words.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct verb verb_collect;

struct log {
	struct frames *frames;
	const struct frames *before; /* what the last event's stream followed */
	struct last_words words;
	json_t *deaths; /* of each stream that another followed */
};

/* Who still speaks was not dying; who begins again was. */
static void event_found(void *to, uint64_t seq, json_t *event)
{
	struct log *log = to;

	(void)seq, (void)event;
	if (frames_before(log->frames) != log->before)
		json_array_append_new(log->deaths, json_text(log->words.found));
	log->before = frames_before(log->frames);
	log->words = (struct last_words){0};
}

/* Line by line: the words before a frame are heard before it. */
static void feed(struct log *log, const char *bytes, size_t count)
{
	while (count) {
		const char *end = memchr(bytes, '\n', count);
		size_t part = end ? (size_t)(end - bytes) + 1 : count;

		frames_feed(log->frames, bytes, part);
		last_words_feed(&log->words, bytes, part);
		bytes += part;
		count -= part;
	}
}

static void read_log(struct log *log, const char *file)
{
	int fd = strcmp(file, "-") ? open(file, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	char bytes[65536];
	ssize_t n = -1;

	if (fd >= 0)
		while ((n = read(fd, bytes, sizeof(bytes))) > 0)
			feed(log, bytes, (size_t)n);
	if (n < 0)
		die(EXIT_HARNESS, "cannot read %s: %s", file, strerror(errno));
	frames_end(log->frames);
	json_array_append_new(log->deaths, json_text(log->words.found));
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
	struct log log = {.deaths = json_array()};
	json_t *result = result_new();
	const char *output = NULL;
	int option;
	bool complete, died;

	while ((option = getopt_long(argc, argv, "o:h", options, NULL)) != -1) {
		if (option == 'h')
			verb_help(&verb_collect);
		if (option != 'o')
			die_usage(&verb_collect, "unknown option");
		output = optarg;
	}
	if (optind + 1 < argc)
		die_usage(&verb_collect, "expected one log");
	log.frames = frames_new(event_found, &log);
	read_log(&log, optind < argc ? argv[optind] : "-");
	died = result_add_log(result, log.frames, log.deaths);
	show_problems(result);
	complete = json_is_true(json_object_get(json_object_get(result, "run"), "complete"));
	write_result(output, result);
	json_decref(result);
	json_decref(log.deaths);
	frames_free(log.frames);
	return died ? EXIT_GUEST : complete ? 0 : EXIT_INCOMPLETE;
}

VERB(collect) = {
	.name = "collect",
	.summary = "turn a captured console log into a result document",
	.usage =
		"usage: stratos-conform collect [--output FILE] [LOG]\n\n"
		"Reads a console log (default: standard input), passes over everything that is no\n"
		"frame, and writes the result document. What is damaged or missing is named on\n"
		"stderr and in the document; the exit status is then 3. A guest that begins again\n"
		"before its end died: the check that it was in is 'crashed', and what it does "
		"after\n"
		"that goes on for it. Of several runs the first whole one counts.\n",
	.order = 30,
	.run = run,
};
