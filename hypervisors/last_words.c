/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/last_words.h"

#include <stdio.h>
#include <string.h>

/* Linux's own words (kernel/panic.c, mm/oom_kill.c), and Xen's when it ends a domain. */
static const char out_of_memory[] = "Out of memory";
static const char *const marks[] = {
	"Kernel panic - ", out_of_memory, "Domain crashed", "Panic on CPU"};

static bool is_final(const char *text)
{
	return *text && strncmp(text, out_of_memory, strlen(out_of_memory)) != 0;
}

/* One that ran out of memory may die of it. */
static void line_done(struct last_words *words)
{
	size_t used = strlen(words->found);
	const char *mark = NULL;

	words->line[words->used] = '\0';
	words->used = 0;
	for (size_t i = 0; !mark && i < sizeof(marks) / sizeof(*marks); i++)
		mark = strstr(words->line, marks[i]);
	if (!mark || words->final || (used && !is_final(mark)))
		return;
	words->final = is_final(mark);
	snprintf(words->found + used, sizeof(words->found) - used, "%s%s", used ? ", then " : "",
		mark);
}

void last_words_feed(struct last_words *words, const char *bytes, size_t count)
{
	for (; count--; bytes++) {
		if (*bytes == '\n' || *bytes == '\r')
			line_done(words);
		else if (words->used < sizeof(words->line) - 1)
			words->line[words->used++] = *bytes < ' ' || *bytes > '~' ? '?' : *bytes;
	}
}
