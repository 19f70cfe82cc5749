/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/diff.h"

#include "cli/cli.h"
#include "reports/quantity.h"

#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct verb verb_diff;

/* What makes the exit status 1. */
enum {
	FAIL_WORSE = 1,	  /* a metric is worse */
	FAIL_VERDICT = 2, /* a verdict is worse */
	FAIL_FEATURE = 4, /* a feature is lost */
	FAIL_MISSING = 8, /* the base measured or checked more */
	FAIL_INCOMPARABLE = 16,
	FAIL_INCONCLUSIVE = 32,
};

struct options {
	struct diff_thresholds thresholds;
	unsigned fail_on;
	int form; /* 'j', 'm' or 0: for people */
	bool all;
};

static unsigned fail_word(const char *word)
{
	static const struct {
		const char *word;
		unsigned bits;
	} rows[] = {{"worse", FAIL_WORSE}, {"verdict", FAIL_VERDICT}, {"feature", FAIL_FEATURE},
		{"missing", FAIL_MISSING}, {"incomparable", FAIL_INCOMPARABLE},
		{"inconclusive", FAIL_INCONCLUSIVE}, {"none", 0}, {"any", ~0u}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (!strcmp(rows[i].word, word))
			return rows[i].bits;
	die_usage(&verb_diff,
		"--fail-on '%s': expected worse, verdict, feature, missing, incomparable, "
		"inconclusive, any or none",
		word);
}

static unsigned fail_words(char *list)
{
	unsigned bits = 0;
	char *word;

	while ((word = strsep(&list, ",")))
		bits |= fail_word(word);
	return bits;
}

/* "5%" or "5%,2us": relative, and absolute for times. */
static void read_threshold(struct diff_thresholds *thresholds, const char *text)
{
	char *end, *unit = NULL;
	double relative = strtod(text, &end), absolute = 0;
	bool right = end != text && *end == '%' && relative >= 0 && isfinite(relative);

	if (right && end[1]) {
		absolute = strtod(end + 2, &unit);
		right = end[1] == ',' && unit != end + 2 && quantity_seconds(unit) &&
			absolute >= 0 && isfinite(absolute);
	}
	if (!right)
		die_usage(&verb_diff,
			"--threshold '%s': expected a percentage and perhaps a time, as 5%% or "
			"5%%,2us",
			text);
	thresholds->relative = relative / 100;
	if (unit)
		thresholds->seconds = absolute * quantity_seconds(unit);
}

static void read_alpha(struct diff_thresholds *thresholds, const char *text)
{
	char *end;

	thresholds->alpha = strtod(text, &end);
	if (end == text || *end || !(thresholds->alpha > 0 && thresholds->alpha < 0.5))
		die_usage(&verb_diff, "--alpha '%s': expected a probability above 0 and below 0.5",
			text);
}

static void set_form(struct options *options, int form)
{
	if (options->form && options->form != form)
		die_usage(&verb_diff, "only one of --json and --markdown");
	options->form = form;
}

static void parse(int argc, char **argv, struct options *options)
{
	static const struct option rows[] = {
		{"threshold", required_argument, NULL, 't'},
		{"alpha", required_argument, NULL, 'p'},
		{"fail-on", required_argument, NULL, 'f'},
		{"across-accelerators", no_argument, NULL, 'x'},
		{"all", no_argument, NULL, 'a'},
		{"json", no_argument, NULL, 'j'},
		{"markdown", no_argument, NULL, 'm'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "t:f:ah", rows, NULL)) != -1) {
		switch (option) {
		case 't':
			read_threshold(&options->thresholds, optarg);
			break;
		case 'p':
			read_alpha(&options->thresholds, optarg);
			break;
		case 'f':
			options->fail_on = fail_words(optarg);
			break;
		case 'x':
			options->thresholds.accelerators = true;
			break;
		case 'a':
			options->all = true;
			break;
		case 'j':
		case 'm':
			set_form(options, option);
			break;
		case 'h':
			verb_help(&verb_diff);
		default:
			die_usage(&verb_diff, "unknown option");
		}
	}
	if (optind == argc)
		die_usage(&verb_diff, "expected at least two sets of results");
}

static void show(const struct diff *diffs, size_t count, const struct options *options)
{
	json_t *json;

	if (options->form == 'j') {
		json = diff_json(diffs, count);
		json_dumpf(json, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII);
		putchar('\n');
		json_decref(json);
	} else if (options->form == 'm') {
		diff_markdown(diffs, count, options->all, stdout);
	} else {
		diff_text(diffs, count, options->all, colours_on(STDOUT_FILENO), stdout);
	}
	if (fflush(stdout) || ferror(stdout))
		die(EXIT_HARNESS, "cannot write to standard output");
}

static unsigned failures(const struct diff *diff)
{
	unsigned bits = 0;

	bits |= diff->counts[CHANGE_WORSE] ? FAIL_WORSE : 0;
	bits |= diff->counts[CHANGE_INCOMPARABLE] ? FAIL_INCOMPARABLE : 0;
	bits |= diff->counts[CHANGE_INCONCLUSIVE] ? FAIL_INCONCLUSIVE : 0;
	for (size_t i = 0; i < diff->verdict_count; i++) {
		bits |= diff->verdicts[i].change == CHANGE_WORSE ? FAIL_VERDICT : 0;
		bits |= !strcmp(diff->verdicts[i].other, "not run") ? FAIL_MISSING : 0;
	}
	for (size_t i = 0; i < diff->fact_count; i++)
		bits |= diff->facts[i].lost ? FAIL_FEATURE : 0;
	for (size_t i = 0; i < diff->metric_count; i++)
		bits |= diff->metrics[i].change == CHANGE_UNMATCHED && diff->metrics[i].base_count
				? FAIL_MISSING
				: 0;
	return bits;
}

/* A regression is the answer that was asked for; else an incomplete result is no "all well". */
static int status_of(const struct diff *diffs, size_t count, unsigned fail_on)
{
	bool incomplete = false;

	for (size_t i = 0; i < count; i++) {
		if (failures(&diffs[i]) & fail_on)
			return EXIT_DIFFERS;
		incomplete |= diffs[i].incomplete;
	}
	return incomplete ? EXIT_INCOMPLETE : 0;
}

/* Every other set against the first. */
static struct diff *compare(
	const struct result_sets *sets, const struct diff_rows *rows, const struct options *options)
{
	struct diff *diffs = calloc(sets->count, sizeof(*diffs));
	struct message msg = {0};

	for (size_t i = 1; diffs && i < sets->count; i++) {
		struct diff *diff = &diffs[i - 1];

		diff->sets = sets;
		diff->base = &sets->items[0];
		diff->other = &sets->items[i];
		diff->thresholds = options->thresholds;
		if (diff_make(diff, rows, &msg))
			die(EXIT_HARNESS, "%s", msg.text);
	}
	return diffs;
}

static int run(int argc, char **argv)
{
	struct options options = {
		.thresholds = {.relative = 0.05, .seconds = 1e-6, .alpha = 0.05},
		.fail_on = FAIL_WORSE | FAIL_VERDICT,
	};
	struct result_sets sets;
	struct diff_rows rows;
	struct diff *diffs;
	struct message msg = {0};
	int status;

	parse(argc, argv, &options);
	if (sets_read(&sets, argv + optind, (size_t)(argc - optind), &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	if (sets.count < 2)
		die_usage(&verb_diff, "'%s' is one set of %zu results (%s): expected two sets",
			sets.items[0].name, sets.result_count, sets.items[0].label);
	if (diff_rows_make(&rows, &sets, &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	diffs = compare(&sets, &rows, &options);
	show(diffs, sets.count - 1, &options);
	status = status_of(diffs, sets.count - 1, options.fail_on);
	for (size_t i = 0; i + 1 < sets.count; i++)
		diff_free(&diffs[i]);
	free(diffs);
	diff_rows_free(&rows);
	sets_free(&sets);
	return status;
}

VERB(diff) = {
	.name = "diff",
	.summary = "compare sets of runs: features, verdicts, metrics with statistics",
	.usage =
		"usage: stratos-conform diff [OPTION...] BASE OTHER...\n\n"
		"Each set is a result, several with commas between them, or a directory of "
		"results\n"
		"(boot --repeat). Results of different recipes, variants, accelerators or "
		"machines\n"
		"in one argument are different sets. Every other set is compared with the "
		"first.\n\n"
		"A run is one observation: each gives one number for a statistic (p50 and p99 of\n"
		"a distribution), and those are compared by Mann-Whitney's U, corrected for the\n"
		"number of tests after Benjamini and Hochberg. A metric is better or worse where\n"
		"the corrected p is at most alpha and the shift passes both thresholds, same "
		"where\n"
		"the shift's interval lies within them, inconclusive where neither can be said\n"
		"(always with fewer than 4 runs on a side), incomparable where unit, direction,\n"
		"accelerator or conditions differ.\n\n"
		"  -t, --threshold P%[,T]   least shift that matters (default: 5%,1us; the time T\n"
		"                           for metrics that are times)\n"
		"      --alpha P            bound for the corrected p (default: 0.05)\n"
		"  -f, --fail-on LIST       what makes the exit status 1, of: worse, verdict,\n"
		"                           feature, missing, incomparable, inconclusive, any,\n"
		"                           none (default: worse,verdict)\n"
		"      --across-accelerators  compare times and rates of different accelerators\n"
		"  -a, --all                show what is the same, too\n"
		"      --json               as JSON (stratos-diff/1)\n"
		"      --markdown           as Markdown tables\n\n"
		"Exit status: 0 no regression; 1 regression (see --fail-on); 3 a result is\n"
		"incomplete; 4 a result cannot be read; 2 usage.\n",
	.order = 50,
	.run = run,
};
