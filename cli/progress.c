/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/progress.h"

#include "core/clock.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static double seconds(const struct progress *progress)
{
	return (double)(clock_ns() - progress->start) / 1e9;
}

void progress_begin(struct progress *progress, const char *recipe, const char *accelerator)
{
	*progress = (struct progress){.terminal = isatty(STDERR_FILENO), .start = clock_ns()};
	fprintf(stderr, "booting %s (%s)%s", recipe, accelerator, progress->terminal ? "" : "\n");
}

static const char *get(const json_t *event, const char *key)
{
	const char *text = json_string_value(json_object_get(event, key));

	return text ? text : "";
}

void progress_event(void *to, const json_t *event)
{
	struct progress *progress = to;
	const char *kind = get(event, "event"), *word = get(event, "word");
	bool bad = *word && strcmp(word, "pass") != 0 && strcmp(word, "absent") != 0;

	if (!strcmp(kind, "check-start") && progress->terminal)
		fprintf(stderr, "\r\033[K%5.1f s  %u done, %u to look at  %s %s", seconds(progress),
			progress->units, progress->bad, get(event, "id"), get(event, "device"));
	if (strcmp(kind, "verdict") != 0)
		return;
	progress->units++;
	progress->bad += bad;
	if (bad || (!progress->terminal && !strcmp(get(event, "kind"), "bench")))
		fprintf(stderr, "%s%5.1f s  %-12s %s %s%s%s\n",
			progress->terminal ? "\r\033[K" : "", seconds(progress), word,
			get(event, "id"), get(event, "device"), *get(event, "reason") ? ": " : "",
			get(event, "reason"));
}

void progress_end(struct progress *progress)
{
	fprintf(stderr, "%s%5.1f s  %u units run, %u to look at\n",
		progress->terminal ? "\r\033[K" : "", seconds(progress), progress->units,
		progress->bad);
}
