/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/cpuinfo.h"

#include <stdio.h>
#include <string.h>

#define LINE_MAX_CPUINFO 8192 /* the longest, flags, has some 2,000 */

bool cpuinfo_value(char *value, size_t size, const char *key)
{
	FILE *file = fopen("/proc/cpuinfo", "re");
	char line[LINE_MAX_CPUINFO];
	size_t length = strlen(key);
	bool found = false;

	*value = '\0';
	while (file && !found && fgets(line, sizeof(line), file)) {
		const char *colon = strchr(line, ':');

		found = colon && !strncmp(line, key, length) &&
			line + length + strspn(line + length, " \t") == colon;
		if (found)
			snprintf(value, size, "%s", colon + 1 + strspn(colon + 1, " "));
	}
	if (file)
		fclose(file);
	value[strcspn(value, "\n")] = '\0';
	return found;
}

bool cpuinfo_flag(const char *flag)
{
	char flags[LINE_MAX_CPUINFO], *rest = flags, *word;

	if (!cpuinfo_value(flags, sizeof(flags), "flags"))
		cpuinfo_value(flags, sizeof(flags), "Features");
	while ((word = strtok_r(rest, " ", &rest)))
		if (!strcmp(word, flag))
			return true;
	return false;
}
