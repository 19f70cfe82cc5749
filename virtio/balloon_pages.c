/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/balloon_pages.h"

#include <stdio.h>
#include <string.h>

bool balloon_pages(int64_t *inflated, int64_t *deflated)
{
	FILE *file = fopen("/proc/vmstat", "re");
	char name[64];
	long long value;
	int found = 0;

	while (file && fscanf(file, "%63s %lld", name, &value) == 2) {
		if (!strcmp(name, "balloon_inflate"))
			*inflated = value, found++;
		if (!strcmp(name, "balloon_deflate"))
			*deflated = value, found++;
	}
	if (file)
		fclose(file);
	return found == 2;
}
