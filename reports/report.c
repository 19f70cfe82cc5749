/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/report.h"

#include "reports/html_page.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void make_labels(struct report *report)
{
	char label[70];

	for (size_t i = 0; i < report->count; i++) {
		result_label(&report->results[i], label, sizeof(label));
		if (report->count == 1)
			snprintf(report->labels[i], sizeof(report->labels[i]), "%s", label);
		else
			snprintf(report->labels[i], sizeof(report->labels[i]), "%c  %s",
				(char)('A' + i), label);
	}
}

int report_make(struct report *report, const struct result *results, size_t count,
	const struct judged *judged, struct message *msg)
{
	const char *labels[REPORT_RESULTS_MAX];
	int err;

	*report = (struct report){.results = results, .count = count, .judged = judged};
	if (count > REPORT_RESULTS_MAX)
		return message_set(msg, -E2BIG,
			"%zu results are too many for one page, at most %d; 'diff' takes more",
			count, REPORT_RESULTS_MAX);
	make_labels(report);
	for (size_t i = 0; i < count; i++)
		labels[i] = report->labels[i];
	err = match_metrics(&report->metrics, results, count, msg);
	if (!err)
		err = match_verdicts(&report->verdicts, results, count, msg);
	if (!err)
		err = charts_make(&report->charts, &report->metrics, labels, count, msg);
	return err;
}

void report_free(struct report *report)
{
	plots_free(&report->plots);
	charts_free(&report->charts);
	match_free(&report->verdicts);
	match_free(&report->metrics);
}

static int make_directory(const char *directory, struct message *msg)
{
	struct stat is;

	if (mkdir(directory, 0777) && errno != EEXIST)
		return message_set(msg, -errno, "cannot make %s: %s%s", directory, strerror(errno),
			file_remedy(-errno));
	if (stat(directory, &is) || !S_ISDIR(is.st_mode))
		return message_set(msg, -ENOTDIR, "%s is no directory", directory);
	return 0;
}

static int write_page(const struct report *report, const char *directory, struct message *msg)
{
	char path[4200], *page = NULL;
	size_t size;
	FILE *out = open_memstream(&page, &size);
	int err;

	if (!out)
		return message_set(msg, -ENOMEM, "out of memory");
	html_page(out, report);
	if (fclose(out)) {
		free(page);
		return message_set(msg, -ENOMEM, "out of memory");
	}
	snprintf(path, sizeof(path), "%s/index.html", directory);
	err = file_write_whole(path, page, size, msg);
	free(page);
	return err;
}

int report_write(struct report *report, const char *directory, bool with_plots, struct message *msg)
{
	int err = make_directory(directory, msg);

	if (!err && with_plots)
		err = plots_draw(&report->plots, &report->charts, directory, msg);
	if (!err && with_plots)
		err = plots_settle(&report->plots, directory, msg);
	if (!err)
		err = write_page(report, directory, msg);
	/* It holds its plots itself: last comes what needs no room. */
	return err || !with_plots ? err : plots_publish(&report->plots, directory, msg);
}
