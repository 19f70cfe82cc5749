/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/data.h"

#include <errno.h>
#include <glob.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KNOWN_MAX 600

static char directory[PATH_MAX];

static int has_data(const char *base, const char *below)
{
	char place[PATH_MAX + 32], probe[PATH_MAX + 32];

	snprintf(place, sizeof(place), "%s%s", base, below);
	if (!realpath(place, directory)) {
		directory[0] = '\0';
		return 0;
	}
	snprintf(probe, sizeof(probe), "%s/hypervisors", directory);
	return access(probe, R_OK) == 0;
}

const char *data_dir(void)
{
	const char *named = getenv("STRATOS_DATA");
	char program[PATH_MAX];
	ssize_t n;

	if (directory[0])
		return directory;
	if (named && has_data(named, ""))
		return directory;
	n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	program[n > 0 ? n : 0] = '\0';
	dirname(program);
	if (!has_data(program, "/../share/stratos-conform") && !has_data(program, "/../.."))
		has_data(".", "");
	return directory;
}

void data_each(const char *kind, void (*each)(const char *name, void *to), void *to)
{
	char pattern[PATH_MAX + 64];
	glob_t found;

	snprintf(pattern, sizeof(pattern), "%s/%s/*.json", data_dir(), kind);
	if (glob(pattern, 0, NULL, &found))
		return;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char *name = basename(found.gl_pathv[i]);

		name[strlen(name) - strlen(".json")] = '\0';
		each(name, to);
	}
	globfree(&found);
}

static void append_name(const char *name, void *to)
{
	char *list = to;
	size_t used = strlen(list);

	snprintf(list + used, KNOWN_MAX - used, "%s%s", used ? ", " : "", name);
}

/* What a document of the folder `kind` is called. */
static const char *word_for(const char *kind)
{
	static const char *const words[][2] = {{"hypervisors", "recipe"}, {"machines", "machine"},
		{"plans", "plan"}, {"profiles", "profile"}};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(words[i][0], kind))
			return words[i][1];
	return kind;
}

int data_find(char *path, size_t size, const char *kind, const char *name, struct message *msg)
{
	const char *dot = strrchr(name, '.');
	bool file = strchr(name, '/') || (dot && !strcmp(dot, ".json"));
	char known[KNOWN_MAX] = "";

	if (file)
		snprintf(path, size, "%s", name);
	else
		snprintf(path, size, "%s/%s/%s.json", data_dir(), kind, name);
	if (access(path, R_OK) == 0)
		return 0;
	if (file)
		return message_set(msg, -ENOENT, "cannot read %s %s: %s", word_for(kind), name,
			strerror(errno));
	data_each(kind, append_name, known);
	if (!known[0])
		return message_set(msg, -ENOENT,
			"no %s '%s': the tool's documents are not beside the program; set "
			"STRATOS_DATA to the directory that has %s/",
			word_for(kind), name, kind);
	return message_set(msg, -ENOENT, "no %s '%s' (%s/%s has %s)", word_for(kind), name,
		data_dir(), kind, known);
}

int data_image(char *path, size_t size, const char *arch, const char *name, struct message *msg)
{
	static const char *const places[] = {"images", "build/image"};

	for (size_t i = 0; i < 2; i++) {
		snprintf(path, size, "%s/%s/%s/%s", data_dir(), places[i], arch, name);
		if (access(path, R_OK) == 0)
			return 0;
	}
	return message_set(msg, -ENOENT,
		"no %s for %s (looked for %s): 'make image' makes it, or name one with --image and "
		"--kernel",
		name, arch, path);
}

int data_part(char *path, size_t size, const char *name, struct message *msg)
{
	static const char *const places[] = {"parts", "build/parts"};
	char version[4096];

	for (size_t i = 0; name && i < 2; i++) {
		snprintf(path, size, "%s/%s/%s", data_dir(), places[i], name);
		snprintf(version, sizeof(version), "%s/version", path);
		if (access(version, R_OK) == 0)
			return 0;
	}
	return message_set(
		msg, -ENOENT, "the part %s is not there: 'ci/parts %s' makes it", name, name);
}
