/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/plot.h"

#include "core/json.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "012-block.read.latency-cdf.svg": a name that list_plots() gives, and nobody else. */
static bool is_ours(const char *name)
{
	static const char *const kinds[] = {
		"-cdf.", "-percentiles.", "-histogram.", "-load.", "-heat."};
	const char *dot = strrchr(name, '.');

	if (!isdigit((unsigned char)name[0]) || !isdigit((unsigned char)name[1]) ||
		!isdigit((unsigned char)name[2]) || !dot ||
		(strcmp(dot, ".svg") && strcmp(dot, ".png")))
		return false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strstr(name, kinds[i]))
			return true;
	return false;
}

static void remove_files(const char *directory, bool all)
{
	DIR *dir = opendir(directory);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (all || is_ours(entry->d_name))
			unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir)
		closedir(dir);
}

static int move(const struct plots *plots, size_t index, const char *ending, const char *to,
	struct message *msg)
{
	char old[4300], new[4400];
	int err;

	snprintf(old, sizeof(old), "%s/%zu.%s", plots->directory, index, ending);
	snprintf(new, sizeof(new), "%s/%s.%s", to, plots->items[index].file, ending);
	err = file_put(old, new);
	return err ? file_cannot_write(new, err, msg) : 0;
}

int plots_settle(const struct plots *plots, const char *directory, struct message *msg)
{
	static const char *const endings[] = {"svg", "png"};
	char path[4300];

	snprintf(path, sizeof(path), "%s/plots", directory);
	if (plots->count && mkdir(path, 0777) && errno != EEXIST)
		return message_set(msg, -errno, "cannot make %s: %s%s", path, strerror(errno),
			file_remedy(-errno));
	for (size_t i = 0; i < 2 * plots->count; i++) {
		int err;

		snprintf(path, sizeof(path), "%s/%zu.%s", plots->directory, i / 2, endings[i % 2]);
		err = file_settle(path);
		if (err)
			return file_cannot_write(path, err, msg);
	}
	return 0;
}

int plots_publish(struct plots *plots, const char *directory, struct message *msg)
{
	char to[4200];
	int err = 0;

	snprintf(to, sizeof(to), "%s/plots", directory);
	remove_files(to, false);
	for (size_t i = 0; !err && i < plots->count; i++) {
		err = move(plots, i, "svg", to, msg);
		if (!err)
			err = move(plots, i, "png", to, msg);
	}
	return err;
}

void plots_free(struct plots *plots)
{
	if (plots->directory[0]) {
		remove_files(plots->directory, true);
		rmdir(plots->directory);
	}
	for (size_t i = 0; i < plots->count; i++)
		free(plots->items[i].svg);
	free(plots->items);
	*plots = (struct plots){0};
}
