/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/judged.h"
#include "cli/profile.h"
#include "reports/render.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct verb verb_compare;

struct options {
	const char *waivers, *junit;
	int form; /* 'j', 'k', 'm' or 0: for people */
	bool quiet, strict;
};

static void parse(int argc, char **argv, struct options *options)
{
	static const struct option rows[] = {
		{"json", no_argument, NULL, 'j'},
		{"ktap", no_argument, NULL, 'k'},
		{"markdown", no_argument, NULL, 'm'},
		{"junit", required_argument, NULL, 'u'},
		{"waivers", required_argument, NULL, 'w'},
		{"quiet", no_argument, NULL, 'q'},
		{"strict", no_argument, NULL, 's'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "jkmu:w:qsh", rows, NULL)) != -1) {
		switch (option) {
		case 'j':
		case 'k':
		case 'm':
			if (options->form && options->form != option)
				die_usage(
					&verb_compare, "only one of --json, --ktap and --markdown");
			options->form = option;
			break;
		case 'u':
			options->junit = optarg;
			break;
		case 'w':
			options->waivers = optarg;
			break;
		case 'q':
			options->quiet = true;
			break;
		case 's':
			options->strict = true;
			break;
		case 'h':
			verb_help(&verb_compare);
		default:
			die_usage(&verb_compare, "unknown option");
		}
	}
	if (argc - optind < 2)
		die_usage(&verb_compare, "expected a profile and at least one result");
}

static void write_junit(const struct judged *judged, const char *file)
{
	struct message msg = {0};
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	render_junit(judged, out);
	fclose(out);
	if (file_write_whole(file, text, size, &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	free(text);
}

static void write_form(const struct judged *judged, const struct options *options)
{
	struct text_style style = {colours_on(STDOUT_FILENO), options->quiet};
	json_t *json;

	switch (options->form) {
	case 'j':
		json = render_json(judged);
		json_dumpf(json, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII);
		putchar('\n');
		json_decref(json);
		break;
	case 'k':
		render_ktap(judged, stdout);
		break;
	case 'm':
		render_markdown(judged, stdout);
		break;
	default:
		render_text(judged, &style, stdout);
	}
	if (fflush(stdout) || ferror(stdout))
		die(EXIT_HARNESS, "cannot write to standard output");
}

static int run(int argc, char **argv)
{
	struct options options = {0};
	struct profile profile;
	struct waivers waivers = {0};
	struct judged judged = {.profile = &profile};
	struct judgement *judgements;
	int status;

	parse(argc, argv, &options);
	judged.count = (size_t)(argc - optind - 1);
	judged.strict = options.strict;
	profile_load(&profile, argv[optind]);
	if (options.waivers) {
		waivers_load(&waivers, options.waivers, &profile);
		judged.waivers = &waivers;
	}
	judgements = calloc(judged.count, sizeof(*judgements));
	judged.results = judgements;
	judge_files(&(struct judge_options){&profile, judged.waivers, options.strict},
		argv + optind + 1, judged.count, judgements);
	write_form(&judged, &options);
	if (options.junit)
		write_junit(&judged, options.junit);
	status = judged_status(&judged);
	for (size_t i = 0; i < judged.count; i++)
		judgement_free(&judgements[i]);
	free(judgements);
	waivers_free(&waivers);
	profile_free(&profile);
	return status;
}

VERB(compare) = {
	.name = "compare",
	.summary = "judge results against a profile: what is missing, what is waived",
	.usage = "usage: stratos-conform compare [OPTION...] PROFILE RESULT...\n\n"
		 "PROFILE is a file or the name of a published profile ('stratos-conform profile\n"
		 "list'); RESULT is a result document, '-' standard input. Of several results the\n"
		 "table has the hypervisors across and the requirements down.\n\n"
		 "  --json           the judgement as JSON (stratos-judgement/1)\n"
		 "  --ktap           as KTAP, for test harnesses of the Linux kernel\n"
		 "  --markdown       as Markdown tables\n"
		 "  --junit FILE     write JUnit XML there, too\n"
		 "  --waivers FILE   what is known not to be met (stratos-waiver/1)\n"
		 "  --strict         recommended requirements count as mandatory ones\n"
		 "  --quiet          only a line for each result\n\n"
		 "Exit status: 0 every result conforms; 1 a mandatory requirement is not met and\n"
		 "not waived; 3 a result is incomplete or a mandatory answer is unknown; 4 a\n"
		 "result cannot be read (the others are judged); 2 usage, or a profile or waiver\n"
		 "file with a mistake.\n",
	.order = 40,
	.run = run,
};
