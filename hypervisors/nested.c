/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/nested.h"

#include "core/scratch.h"
#include "hypervisors/initrd.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define INSIDE	"/work" /* where the host inside finds its files */
#define CARRIED "work\nwork/kernel\nwork/initrd\nwork/start\n"

const json_t *nested_in(const struct recipe *recipe)
{
	return json_object_get(recipe->doc.root, "nested");
}

static const char *text_in(const json_t *nested, const char *key)
{
	return json_string_value(json_object_get(nested, key));
}

/* As a word of a shell command. */
static void quote(FILE *out, const char *word)
{
	fputc('\'', out);
	for (; *word; word++) {
		if (*word == '\'')
			fputs("'\\''", out);
		else
			fputc(*word, out);
	}
	fputs("' ", out);
}

/* Results that come among the words of a console leave by the host's port, which is quicker. */
static bool by_console(const struct preparation *outer)
{
	const char *way = text_in(nested_in(outer->recipe), "results");

	return way && !strcmp(way, "console");
}

static int write_start(const struct preparation *outer, const struct preparation *inner,
	const char *file, struct message *msg)
{
	FILE *out = fopen(file, "we");
	json_t *disk;
	size_t i;

	if (!out)
		return message_set(msg, -errno, "cannot write %s: %s", file, strerror(errno));
	json_array_foreach (inner->disks, i, disk) {
		const char *path = json_string_value(json_object_get(disk, "file"));

		fprintf(out,
			"truncate -s %dM %s\nprintf %%s '%s' | dd of=%s conv=notrunc status=none\n",
			(int)json_integer_value(json_object_get(disk, "size_mib")), path,
			SCRATCH_SIGNATURE, path);
	}
	for (i = 0; i < inner->argv.count; i++)
		quote(out, inner->argv.items[i]);
	fputs(by_console(outer) ? "| tee /dev/results | grep -v '^@SC '\n" : "\n", out);
	return fclose(out) ? message_set(msg, -errno, "cannot write %s", file) : 0;
}

/* What else the recipe takes along: what its steps have made, programs among its parts. */
static int link_files(const struct preparation *outer, const struct variables *variables,
	const char *directory, struct message *msg)
{
	const char *name;
	char to[PATH_MAX], *from;
	json_t *file;
	int err = 0;

	json_object_foreach (json_object_get(nested_in(outer->recipe), "files"), name, file) {
		if (strchr(name, '/') || !json_is_string(file))
			return message_set(msg, -EINVAL,
				"nested: files: %s: expected a name without '/', and a path", name);
		from = variables_expand(variables, json_string_value(file), msg);
		if (!from)
			return -EINVAL;
		snprintf(to, sizeof(to), "%s/%s", directory, name);
		if (symlink(from, to))
			err = message_set(msg, -errno, "cannot write %s: %s", to, strerror(errno));
		free(from);
	}
	return err;
}

/* <work>/host/work: what is appended; links are followed when it is packed. */
static int write_files(const struct preparation *outer, const struct preparation *inner,
	const struct variables *variables, struct message *msg)
{
	char directory[128], file[160], initrd[128], kernel[PATH_MAX];
	int err;

	snprintf(directory, sizeof(directory), "%s/host", outer->work);
	err = mkdir(directory, 0700);
	snprintf(directory, sizeof(directory), "%s/host" INSIDE, outer->work);
	err = err || mkdir(directory, 0700);
	snprintf(file, sizeof(file), "%s/kernel", directory);
	err = err || !realpath(outer->kernel, kernel) || symlink(kernel, file);
	snprintf(initrd, sizeof(initrd), "%s/initrd", outer->work);
	snprintf(file, sizeof(file), "%s/initrd", directory);
	err = err || symlink(initrd, file);
	if (err)
		return message_set(
			msg, -errno, "cannot write below %s: %s", directory, strerror(errno));
	err = link_files(outer, variables, directory, msg);
	if (err)
		return err;
	snprintf(file, sizeof(file), "%s/start", directory);
	return write_start(outer, inner, file, msg);
}

static int append_files(
	const struct preparation *outer, const struct variables *variables, struct message *msg)
{
	char *host = variables_expand(variables, text_in(nested_in(outer->recipe), "initrd"), msg);
	char path[128], root[128], *names = NULL;
	const char *name;
	FILE *list;
	size_t size;
	json_t *file;
	int err = host ? 0 : -EINVAL;

	snprintf(path, sizeof(path), "%s/host-initrd", outer->work);
	snprintf(root, sizeof(root), "%s/host", outer->work);
	list = open_memstream(&names, &size);
	fputs(CARRIED, list);
	json_object_foreach (json_object_get(nested_in(outer->recipe), "files"), name, file)
		fprintf(list, "work/%s\n", name);
	fclose(list);
	if (!err)
		err = initrd_append(path, host, root, names, msg);
	free(names);
	free(host);
	return err;
}

static void tell(struct preparation *outer, const struct preparation *inner)
{
	json_t *argv = json_array();

	for (size_t i = 0; i < inner->argv.count; i++)
		json_array_append_new(argv, json_string(inner->argv.items[i]));
	outer->nested = json_pack("{s:s,s:o}", "recipe", inner->recipe->name, "argv", argv);
	json_array_extend(outer->missing, inner->missing);
}

int nested_prepare(
	struct preparation *outer, const struct variables *variables, struct message *msg)
{
	const json_t *nested = nested_in(outer->recipe);
	const char *accelerator = text_in(nested, "accelerator");
	struct recipe recipe;
	struct preparation inner = {
		.recipe = &recipe,
		.machine = outer->machine,
		.variants = outer->variants,
		.kernel = INSIDE "/kernel",
		.more_cmdline = outer->more_cmdline,
		.work = INSIDE,
		.results_socket = INSIDE "/results",
		.away = true,
		.overrides = json_object_get(nested, "variables"),
	};
	struct variables own;
	int err = recipe_read(&recipe, text_in(nested, "recipe"), msg);

	variables_init(&own);
	if (!err && !(inner.accelerator = recipe_accelerator(&recipe, accelerator)))
		err = message_set(msg, -EINVAL, "%s: recipe %s has no accelerator '%s'",
			outer->recipe->doc.file, recipe.name, accelerator);
	if (!err)
		err = prepare_argv(&inner, &own, msg);
	if (!err && !outer->dry)
		err = write_files(outer, &inner, variables, msg);
	if (!err && !outer->dry)
		err = append_files(outer, variables, msg);
	if (!err)
		tell(outer, &inner);
	prepare_undo(&inner, true);
	variables_free(&own);
	recipe_free(&recipe);
	return err;
}
