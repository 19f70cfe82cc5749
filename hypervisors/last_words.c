/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/last_words.h"

#include <stdio.h>
#include <string.h>

/* Linux's own words (kernel/panic.c, mm/oom_kill.c), and Xen's when it ends a domain. */
static const char *const marks[] = {
	"Kernel panic - ", "Out of memory", "Domain crashed", "Panic on CPU"};

static void line_done(struct last_words *words)
{
	words->line[words->used] = '\0';
	words->used = 0;
	for (size_t i = 0; !words->found[0] && i < sizeof(marks) / sizeof(*marks); i++) {
		const char *mark = strstr(words->line, marks[i]);

		if (mark)
			snprintf(words->found, sizeof(words->found), "%s", mark);
	}
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
