/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/profile.h"
#include "hypervisors/data.h"

#include <limits.h>
#include <time.h>

int profile_published(char *path, size_t size, const char *name, struct message *msg)
{
	return data_find(path, size, "profiles", name, msg);
}

void profile_each(void (*each)(const char *name, void *to), void *to)
{
	data_each("profiles", each, to);
}

void profile_load(struct profile *profile, const char *name)
{
	struct message msg = {0};
	char file[PATH_MAX];

	if (profile_published(file, sizeof(file), name, &msg) ||
		profile_read(profile, file, profile_published, &msg))
		die(EXIT_USAGE, "%s", msg.text);
}

void waivers_load(struct waivers *waivers, const char *file, const struct profile *profile)
{
	struct message msg = {0};
	time_t now = time(NULL);
	char today[16];

	strftime(today, sizeof(today), "%Y-%m-%d", gmtime(&now));
	if (waivers_read(waivers, file, profile, today, &msg))
		die(EXIT_USAGE, "%s", msg.text);
}
