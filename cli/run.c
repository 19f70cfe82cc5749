/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "core/frame.h"
#include "core/result.h"
#include "guest/channel.h"
#include "guest/runner.h"
#include "virtio/claim.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct verb verb_run;

/* Every event is turned into a frame and read back, so that there is one way to a document. */
struct collecting {
	struct frames *frames;
	uint64_t next;
};

static void show_progress(const json_t *event)
{
	const char *kind = json_string_value(json_object_get(event, "event"));
	const char *device = json_string_value(json_object_get(event, "device"));

	if (!strcmp(kind, "check-start"))
		fprintf(stderr, "%s%s%s\n", json_string_value(json_object_get(event, "id")),
			device ? " on " : "", device ? device : "");
}

static void collect_event(void *to, json_t *event)
{
	struct collecting *collecting = to;
	char *line = frame_encode(collecting->next++, event);

	show_progress(event);
	if (line)
		frames_feed(collecting->frames, line, strlen(line));
	free(line);
	json_decref(event);
}

static int run_to_document(const struct plan *plan)
{
	struct collecting collecting = {.frames = frames_new(NULL, NULL)};
	json_t *result = result_new();

	runner_run(plan, collect_event, &collecting);
	result_add_boot(result, collecting.frames, false);
	json_dumpf(result, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII);
	putchar('\n');
	json_decref(result);
	frames_free(collecting.frames);
	return fflush(stdout) ? EXIT_HARNESS : 0;
}

static int run_to_frames(const struct plan *plan)
{
	struct channel *channel = channel_new();

	channel_add_fd(channel, STDOUT_FILENO);
	runner_run(plan, channel_emit, channel);
	return 0;
}

static void add_to_plan(struct plan *plan, const char *list, const char *value)
{
	json_t *array = json_object_get(plan->doc.root, list);

	if (!array) {
		array = json_array();
		json_object_set_new(plan->doc.root, list, array);
	}
	json_array_append_new(array, json_string(value));
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{"plan", required_argument, NULL, 'p'},
		{"only", required_argument, NULL, 'o'},
		{"exclude", required_argument, NULL, 'x'},
		{"scratch", required_argument, NULL, 's'},
		{"claim", required_argument, NULL, 'c'},
		{"frames", no_argument, NULL, 'f'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	static const struct {
		int option;
		const char *list;
	} lists[] = {{'o', "include"}, {'x', "exclude"}, {'s', "scratch"}, {'c', "claim"}};
	const char *file = NULL, *values[4][64];
	size_t counts[4] = {0};
	struct message msg = {0};
	struct plan plan;
	bool frames = false;
	int option, status;

	while ((option = getopt_long(argc, argv, "p:o:x:s:c:fh", options, NULL)) != -1) {
		for (size_t i = 0; i < 4; i++)
			if (option == lists[i].option && counts[i] < 64)
				values[i][counts[i]++] = optarg;
		if (option == 'p')
			file = optarg;
		if (option == 'f')
			frames = true;
		if (option == 'h')
			verb_help(&verb_run);
		if (option == '?')
			die_usage(&verb_run, "unknown option");
	}
	if (optind < argc)
		die_usage(&verb_run, "unexpected argument '%s'", argv[optind]);
	if (plan_read(&plan, file, &msg))
		die(EXIT_USAGE, "%s", msg.text);
	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < counts[i]; j++)
			add_to_plan(&plan, lists[i].list, values[i][j]);
	for (size_t j = 0; j < counts[3]; j++)
		if (claim_check_name(values[3][j], &msg))
			die(EXIT_USAGE, "--claim: %s", msg.text);
	status = frames ? run_to_frames(&plan) : run_to_document(&plan);
	plan_free(&plan);
	return status;
}

VERB(run) = {
	.name = "run",
	.summary = "in a guest: run probes, checks and benches, print the result document",
	.usage =
		"usage: stratos-conform run [OPTION...] > result.json\n\n"
		"Runs inside a Linux guest and prints the result document.\n\n"
		"  --plan FILE      what to run (stratos-plan/1); default: everything\n"
		"  --only PATTERN   only units whose id matches (repeatable), e.g. 'block.*'\n"
		"  --exclude PATTERN  leave out (repeatable); shown as skipped\n"
		"  --scratch DISK   every byte on DISK may be lost (repeatable)\n"
		"  --claim DEVICE   the wire lane may take DEVICE from its driver (repeatable)\n"
		"  --frames         print frames as they happen, for 'collect', not a document\n"
		"\nWithout --scratch no disk is written unless its first sector bears the scratch\n"
		"signature, and none ever that is in use or has partitions; without --claim no\n"
		"device is taken from its driver.\n",
	.order = 10,
	.run = run,
};
