/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/report.h"

#include "cli/cli.h"
#include "cli/profile.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const struct verb verb_report;

struct options {
	const char *profile, *waivers, *output, *markdown;
	bool no_plots;
};

static void parse(int argc, char **argv, struct options *options)
{
	static const struct option rows[] = {
		{"profile", required_argument, NULL, 'p'},
		{"waivers", required_argument, NULL, 'w'},
		{"output", required_argument, NULL, 'o'},
		{"markdown", optional_argument, NULL, 'm'},
		{"no-plots", no_argument, NULL, 'n'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "p:o:h", rows, NULL)) != -1) {
		switch (option) {
		case 'p':
			options->profile = optarg;
			break;
		case 'w':
			options->waivers = optarg;
			break;
		case 'o':
			options->output = optarg;
			break;
		case 'm':
			options->markdown = optarg ? optarg : "-";
			break;
		case 'n':
			options->no_plots = true;
			break;
		case 'h':
			verb_help(&verb_report);
		default:
			die_usage(&verb_report, "unknown option");
		}
	}
	if (optind == argc)
		die_usage(&verb_report, "expected at least one result");
	if (!options->output && !options->markdown)
		die_usage(&verb_report, "expected --output DIR or --markdown");
	if (options->waivers && !options->profile)
		die_usage(&verb_report, "--waivers needs --profile");
}

/* What the page is made of, read and judged. */
struct input {
	struct result *results;
	size_t count;
	struct profile profile;
	struct waivers waivers;
	struct judgement *judgements; /* NULL: without a profile */
	struct judged judged;
};

static void judge(struct input *input, const struct options *options)
{
	struct judge_options how = {&input->profile, NULL, false};

	profile_load(&input->profile, options->profile);
	if (options->waivers) {
		waivers_load(&input->waivers, options->waivers, &input->profile);
		how.waivers = &input->waivers;
	}
	input->judgements = calloc(input->count, sizeof(*input->judgements));
	for (size_t i = 0; input->judgements && i < input->count; i++)
		judge_result(&how, &input->results[i], &input->judgements[i]);
	input->judged =
		(struct judged){how.profile, how.waivers, input->judgements, input->count, false};
}

static void read_input(
	struct input *input, const struct options *options, char **files, size_t count)
{
	struct message msg = {0};

	input->count = count;
	input->results = calloc(count, sizeof(*input->results));
	if (results_read(input->results, files, count, &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	if (options->profile)
		judge(input, options);
}

static void free_input(struct input *input)
{
	for (size_t i = 0; i < input->count; i++) {
		result_free(&input->results[i]);
		if (input->judgements)
			judgement_free(&input->judgements[i]);
	}
	free(input->results);
	free(input->judgements);
	waivers_free(&input->waivers);
	profile_free(&input->profile);
}

static void write_markdown(const struct report *report, const char *file)
{
	struct message msg = {0};
	char *text = NULL;
	size_t size;
	FILE *out;

	if (!strcmp(file, "-")) {
		report_markdown(report, stdout);
		if (fflush(stdout) || ferror(stdout))
			die(EXIT_HARNESS, "cannot write to standard output");
		return;
	}
	out = open_memstream(&text, &size);
	report_markdown(report, out);
	fclose(out);
	if (file_write_whole(file, text, size, &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	free(text);
}

/* A page of an incomplete result is a page, and says so; the status tells scripts. */
static int status_of(const struct report *report)
{
	for (size_t i = 0; i < report->count; i++)
		if (!report->results[i].complete)
			return EXIT_INCOMPLETE;
	return 0;
}

static int run(int argc, char **argv)
{
	struct options options = {0};
	struct input input = {0};
	struct message msg = {0};
	struct report report;
	int status;

	parse(argc, argv, &options);
	read_input(&input, &options, argv + optind, (size_t)(argc - optind));
	if (report_make(&report, input.results, input.count,
		    input.judgements ? &input.judged : NULL, &msg))
		die(EXIT_USAGE, "%s", msg.text);
	if (options.output && report_write(&report, options.output, !options.no_plots, &msg)) {
		report_free(&report); /* takes its temporary files away */
		die(EXIT_HARNESS, "%s", msg.text);
	}
	if (options.markdown)
		write_markdown(&report, options.markdown);
	status = status_of(&report);
	report_free(&report);
	free_input(&input);
	return status;
}

VERB(report) = {
	.name = "report",
	.summary = "make a page with plots of one or more results",
	.usage =
		"usage: stratos-conform report RESULT... [--profile NAME] --output DIR\n\n"
		"Writes DIR/index.html, one page that needs nothing else and runs no script, and\n"
		"the plots as SVG and PNG in DIR/plots. Several results stand side by side, their\n"
		"curves over each other. What stands in a result is never run or taken as "
		"markup.\n\n"
		"  -p, --profile NAME   judge against this profile, too (a file or its name)\n"
		"      --waivers FILE   what is known not to be met (stratos-waiver/1)\n"
		"  -o, --output DIR     where the page is put; made if need be\n"
		"      --markdown[=FILE]  a summary as Markdown tables (default: standard output)\n"
		"      --no-plots       tables only; does without gnuplot\n\n"
		"Exit status: 0 the page was made; 3 it was, and a result is incomplete; 4 it was\n"
		"not (a result cannot be read, gnuplot is missing, the disk is full).\n",
	.order = 60,
	.run = run,
};
