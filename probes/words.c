/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/words.h"

#include <stdio.h>
#include <string.h>

#define BLANKS " \t\n"

void words_add(struct fact_items *items, const char *line)
{
	for (line += strspn(line, BLANKS); *line; line += strspn(line, BLANKS)) {
		size_t length = strcspn(line, BLANKS);
		size_t bracket = *line == '[' && line[length - 1] == ']';

		fact_item(items, "%.*s", (int)(length - 2 * bracket), line + bracket);
		line += length;
	}
}

bool words_chosen(char *word, size_t size, const char *line)
{
	const char *first = strchr(line, '['), *last = first ? strchr(first, ']') : NULL;

	if (!last)
		return false;
	snprintf(word, size, "%.*s", (int)(last - first - 1), first + 1);
	return true;
}
