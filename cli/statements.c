/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/statements.h"

#include "core/json.h"
#include "core/unit.h"
#include "hypervisors/data.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CATALOGUE "docs/spec/virtio-1.4-device.tsv"
#define COLUMNS	  10

/* Cuts a line at its tabs; returns how many fields there were. */
static unsigned cut(char *line, const char *fields[COLUMNS])
{
	unsigned count = 0;

	for (char *field; (field = strsep(&line, "\t")); count++)
		if (count < COLUMNS)
			fields[count] = field;
	return count;
}

static void add(struct statements *statements, const char *const f[COLUMNS])
{
	statements->all[statements->count++] = (struct statement){
		.id = f[0],
		.area = f[1],
		.keyword = f[2],
		.testable = f[3],
		.basis = f[4],
		.condition = f[5],
		.section = f[6],
		.source = f[7],
		.hint = f[8],
		.explained = f[9],
	};
}

static size_t count_lines(const char *text)
{
	size_t count = 1;

	for (; *text; text++)
		count += *text == '\n';
	return count;
}

int statements_read(struct statements *statements, struct message *msg)
{
	const char *fields[COLUMNS];
	char path[PATH_MAX], *rest, *line;
	size_t size;

	*statements = (struct statements){0};
	snprintf(path, sizeof(path), "%s/%s", data_dir(), CATALOGUE);
	statements->text = rest = file_read_whole(path, &size, msg);
	if (!rest)
		return -errno;
	statements->all = calloc(count_lines(rest), sizeof(*statements->all));
	if (!statements->all)
		return message_set(msg, -ENOMEM, "no memory for %s", path);
	for (unsigned number = 1; (line = strsep(&rest, "\n")); number++) {
		if (!*line)
			continue;
		if (cut(line, fields) != COLUMNS)
			return message_set(
				msg, -EINVAL, "%s:%u: expected %d columns", path, number, COLUMNS);
		if (number > 1)
			add(statements, fields);
	}
	return 0;
}

void statements_free(struct statements *statements)
{
	free(statements->all);
	free(statements->text);
}

const struct statement *statement_find(const struct statements *statements, const char *id)
{
	for (size_t i = 0; i < statements->count; i++)
		if (!strcmp(statements->all[i].id, id))
			return &statements->all[i];
	return NULL;
}

bool statement_mandatory(const struct statement *statement)
{
	const char *const words[] = {"MUST", "SHALL", "REQUIRED"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strncmp(statement->keyword, words[i], strlen(words[i])))
			return true;
	return false;
}

bool statement_observable(const struct statement *statement)
{
	return strcmp(statement->testable, "no") != 0;
}

static bool names(const struct unit *unit, const char *id)
{
	const char *at = unit->statements ? strstr(unit->statements, id) : NULL;

	return at && (at[strlen(id)] == ' ' || at[strlen(id)] == '\0');
}

size_t statement_checks(const struct statement *statement,
	void (*each)(const struct unit *unit, void *to), void *to)
{
	size_t count, found = 0;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++)
		if (names(units[i], statement->id)) {
			found++;
			if (each)
				each(units[i], to);
		}
	return found;
}

bool statements_unknown(const struct statements *statements, char *text, size_t size)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++) {
		char copy[1024], *rest = copy, *id;

		snprintf(
			copy, sizeof(copy), "%s", units[i]->statements ? units[i]->statements : "");
		while ((id = strtok_r(rest, " ", &rest)))
			if (!strncmp(id, "V14-", 4) && !statement_find(statements, id)) {
				snprintf(text, size, "%s names %s", units[i]->id, id);
				return true;
			}
	}
	return false;
}
