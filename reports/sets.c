/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/sets.h"

#include "reports/text.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int add_file(struct result_sets *sets, const char *file)
{
	char **files = realloc(sets->files, (sets->result_count + 1) * sizeof(*files));

	if (!files)
		return -ENOMEM;
	sets->files = files;
	files[sets->result_count] = strdup(file);
	return files[sets->result_count++] ? 0 : -ENOMEM;
}

/* A pattern's characters in a directory's name are plain characters. */
static void directory_pattern(char *pattern, size_t size, const char *directory)
{
	size_t used = 0;

	for (; *directory && used + 12 < size; directory++) {
		if (strchr("*?[\\", *directory))
			pattern[used++] = '\\';
		pattern[used++] = *directory;
	}
	snprintf(pattern + used, size - used, "/*.json");
}

static int add_directory(struct result_sets *sets, const char *directory, struct message *msg)
{
	char pattern[8192];
	glob_t found;
	int err = 0;

	directory_pattern(pattern, sizeof(pattern), directory);
	if (glob(pattern, 0, NULL, &found))
		return message_set(msg, -ENOENT, "%s: no result (*.json) in there", directory);
	for (size_t i = 0; !err && i < found.gl_pathc; i++)
		err = add_file(sets, found.gl_pathv[i]);
	globfree(&found);
	return err ? message_set(msg, err, "out of memory") : 0;
}

/* The files of one argument. A file whose name has a comma is still a file. */
static int add_argument(struct result_sets *sets, const char *argument, struct message *msg)
{
	char *copy, *rest, *file;
	struct stat is;
	int err = 0;

	if (!stat(argument, &is))
		return S_ISDIR(is.st_mode)	  ? add_directory(sets, argument, msg)
		       : add_file(sets, argument) ? message_set(msg, -ENOMEM, "out of memory")
						  : 0;
	copy = rest = strdup(argument);
	while (!err && (file = strsep(&rest, ",")))
		err = *file ? add_file(sets, file) : 0;
	free(copy);
	return err ? message_set(msg, err, "out of memory") : 0;
}

static const char *machine_of(const struct result *result)
{
	return text_at(result->facts, "machine.name");
}

static bool belongs(const struct result_sets *sets, const struct result_set *set, size_t result)
{
	char label[sizeof(set->label)];
	const struct result *first = &sets->results[set->members[0]];

	result_label(&sets->results[result], label, sizeof(label));
	return !strcmp(label, set->label) &&
	       !strcmp(machine_of(first), machine_of(&sets->results[result]));
}

static struct result_set *set_add(struct result_sets *sets, size_t result)
{
	struct result_set *items = realloc(sets->items, (sets->count + 1) * sizeof(*items)), *set;

	if (!items)
		return NULL;
	sets->items = items;
	set = &items[sets->count];
	*set = (struct result_set){.members = calloc(sets->result_count, sizeof(*set->members))};
	if (!set->members)
		return NULL;
	sets->count++;
	result_label(&sets->results[result], set->label, sizeof(set->label));
	return set;
}

/* Puts each result of an argument, from `from` on, into the set it belongs to. */
static int split(struct result_sets *sets, size_t from, size_t to)
{
	size_t first = sets->count;

	for (size_t i = from; i < to; i++) {
		struct result_set *set = NULL;

		for (size_t k = first; k < sets->count && !set; k++)
			if (belongs(sets, &sets->items[k], i))
				set = &sets->items[k];
		if (!set)
			set = set_add(sets, i);
		if (!set)
			return -ENOMEM;
		set->members[set->count++] = i;
	}
	return 0;
}

/* "before", "a.json,..." of a list, "out: qemu-x86_64 (tcg) on reference" of a mixture. */
static int name_sets(struct result_sets *sets, size_t from, const char *argument)
{
	bool mixture = sets->count - from > 1, list = access(argument, F_OK) != 0;
	int first = (int)(list ? strcspn(argument, ",") : strlen(argument));

	for (size_t i = from; i < sets->count; i++) {
		struct result_set *set = &sets->items[i];
		const char *machine = machine_of(&sets->results[set->members[0]]);
		const char *more = argument[first] ? ",..." : "";
		int made = mixture ? asprintf(&set->name, "%.*s%s: %s%s%s", first, argument, more,
					     set->label, *machine ? " on " : "", machine)
				   : asprintf(&set->name, "%.*s%s", first, argument, more);

		if (made < 0)
			return -ENOMEM;
	}
	return 0;
}

/* The files of all arguments; those of argument i end at ends[i]. */
static int read_files(
	struct result_sets *sets, char **arguments, size_t count, size_t *ends, struct message *msg)
{
	int err = 0;

	for (size_t i = 0; !err && i < count; i++) {
		err = add_argument(sets, arguments[i], msg);
		ends[i] = sets->result_count;
	}
	sets->results = calloc(sets->result_count + 1, sizeof(*sets->results));
	if (!err && !sets->results)
		err = message_set(msg, -ENOMEM, "out of memory");
	return err ? err : results_read(sets->results, sets->files, sets->result_count, msg);
}

int sets_read(struct result_sets *sets, char **arguments, size_t count, struct message *msg)
{
	size_t *ends = calloc(count + 1, sizeof(*ends));
	int err;

	*sets = (struct result_sets){0};
	if (!ends)
		return message_set(msg, -ENOMEM, "out of memory");
	err = read_files(sets, arguments, count, ends, msg);
	for (size_t i = 0; !err && i < count; i++) {
		size_t before = sets->count;

		err = split(sets, i ? ends[i - 1] : 0, ends[i]);
		if (!err)
			err = name_sets(sets, before, arguments[i]);
		if (err)
			message_set(msg, err, "out of memory");
	}
	free(ends);
	return err;
}

void sets_free(struct result_sets *sets)
{
	for (size_t i = 0; i < sets->count; i++) {
		free(sets->items[i].name);
		free(sets->items[i].members);
	}
	for (size_t i = 0; i < sets->result_count; i++) {
		result_free(&sets->results[i]);
		free(sets->files[i]);
	}
	free(sets->items);
	free(sets->results);
	free(sets->files);
	*sets = (struct result_sets){0};
}
