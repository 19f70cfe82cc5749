/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/profile.h"
#include "hypervisors/data.h"

#include <limits.h>

int profile_published(char *path, size_t size, const char *name, struct message *msg)
{
	return data_find(path, size, "profiles", name, msg);
}

void profile_load(struct profile *profile, const char *name)
{
	struct message msg = {0};
	char file[PATH_MAX];

	if (profile_published(file, sizeof(file), name, &msg) ||
		profile_read(profile, file, profile_published, &msg))
		die(EXIT_USAGE, "%s", msg.text);
}
