/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/source.h"

#include "core/audio_code.h"
#include "hypervisors/program.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRAMES (120u * 48000u) /* two minutes: more than any check listens for */

bool source_offered(struct preparation *p, const json_t *source, const struct variables *variables)
{
	const json_t *asks = json_object_get(source, "asks");
	const char *match = json_string_value(json_object_get(asks, "match"));
	struct message msg = {0};
	struct argv argv = {0};
	char *said = NULL, *found = NULL;

	if (!asks)
		return source != NULL;
	if (!argv_add(&argv, json_object_get(asks, "argv"), variables, &msg) && argv.count)
		said = program_output(argv.items);
	if (said)
		found = program_match(said, match);
	if (!found)
		json_array_append_new(p->missing,
			json_sprintf("no source of coded sound: %s does not name what recipe %s "
				     "makes it with",
				argv.count ? argv.items[0] : "nobody", p->recipe->name));
	argv_free(&argv);
	free(said);
	free(found);
	return found != NULL;
}

static int closed(FILE *file, const char *path, struct message *msg)
{
	int err = !file || ferror(file) ? -errno : 0;

	if (file && fclose(file))
		err = -errno;
	return err ? message_set(msg, err, "cannot write %s: %s", path, strerror(-err)) : 0;
}

static int write_sound(const char *path, struct message *msg)
{
	FILE *file = fopen(path, "we");

	for (uint64_t frame = 0; file && frame < FRAMES; frame++) {
		int16_t samples[2];

		audio_code_samples(0, frame, samples);
		fwrite(samples, sizeof(samples), 1, file);
	}
	return closed(file, path, msg);
}

static int write_text(const char *path, const json_t *lines, const struct variables *variables,
	struct message *msg)
{
	FILE *file = fopen(path, "we");
	size_t i;
	json_t *line;

	json_array_foreach (lines, i, line) {
		char *text = variables_expand(variables, json_string_value(line), msg);

		if (file && text)
			fprintf(file, "%s\n", text);
		free(text);
	}
	return msg->text[0] ? -EINVAL : closed(file, path, msg);
}

/* A recipe may be somebody else's: what it has written stays in the work directory. */
static int check_inside(const struct preparation *p, const char *path, struct message *msg)
{
	size_t length = strlen(p->work);

	if (!strncmp(path, p->work, length) && path[length] == '/' && !strstr(path, "/../"))
		return 0;
	return message_set(msg, -EINVAL,
		"recipe %s: a source's file is \"%s\"; expected a name below ${work}/",
		p->recipe->name, path);
}

static int write_files(const struct preparation *p, const json_t *files,
	const struct variables *variables, struct message *msg)
{
	const char *name;
	json_t *lines;
	int err = 0;

	json_object_foreach ((json_t *)files, name, lines) {
		char *path = variables_expand(variables, name, msg);

		if (!err)
			err = path ? check_inside(p, path, msg) : -EINVAL;
		if (!err && !p->dry)
			err = write_text(path, lines, variables, msg);
		free(path);
	}
	return err;
}

int source_make(struct preparation *p, const json_t *source, const struct variables *variables,
	json_t *device, struct message *msg)
{
	char *file = variables_expand(
		variables, json_string_value(json_object_get(source, "file")), msg);
	int err = file ? check_inside(p, file, msg) : -EINVAL;
	size_t i;
	json_t *setting;

	json_array_append_new(p->sources, device);
	if (!err && !p->dry)
		err = write_sound(file, msg);
	if (!err)
		err = write_files(p, json_object_get(source, "files"), variables, msg);
	json_array_foreach (json_object_get(source, "environment"), i, setting) {
		char *text = variables_expand(variables, json_string_value(setting), msg);

		if (!text)
			err = -EINVAL;
		else
			json_array_append_new(p->environment, json_string(text));
		free(text);
	}
	free(file);
	return err;
}
