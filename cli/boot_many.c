/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/boot.h"

#include "cli/cli.h"
#include "core/json.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "qemu-x86_64" of a name or of a path to a recipe, "qemu-x86_64-packed" of its variant. */
static void short_name(char *name, size_t size, const char *recipe)
{
	char copy[4096], *dot;

	snprintf(copy, sizeof(copy), "%s", recipe);
	snprintf(name, size, "%s", basename(copy));
	dot = strstr(name, ".json");
	if (dot && (!dot[5] || dot[5] == ':'))
		memmove(dot, dot + 5, strlen(dot + 5) + 1);
	for (char *colon = name; (colon = strchr(colon, ':'));)
		*colon = '-';
}

/* The most telling status of several: a death before an error before incomplete. */
static int worse(int a, int b)
{
	return a > b ? a : b;
}

int boot_many(const struct boot_options *options, char **recipes, size_t count)
{
	char name[256], **files = calloc(count * options->repeat, sizeof(*files));
	size_t made = 0;
	int status = 0;

	if (!options->output)
		die(EXIT_USAGE, "several runs need --output DIRECTORY for their results");
	if (mkdir(options->output, 0777) && errno != EEXIST)
		die(EXIT_HARNESS, "cannot make %s: %s%s", options->output, strerror(errno),
			file_remedy(-errno));
	for (unsigned n = 1; files && n <= options->repeat; n++)
		for (size_t i = 0; i < count && !guest_interrupted; i++) {
			const char *recipe = recipes[n % 2 ? i : count - 1 - i];
			char *file = NULL;

			short_name(name, sizeof(name), recipe);
			if (asprintf(&file, "%s/%s-%u.json", options->output, name, n) < 0)
				abort();
			boot_check_output(file);
			unlink(file); /* an older run's result must not pass for this one's */
			status = worse(status, boot_one(options, recipe, file));
			if (access(file, R_OK) == 0)
				files[made++] = file;
			else
				free(file);
		}
	if (options->matrix && made)
		status = worse(status, matrix_print(options->profile, files, made));
	while (made)
		free(files[--made]);
	free(files);
	return guest_interrupted ? worse(status, EXIT_INCOMPLETE) : status;
}
