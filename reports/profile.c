/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/profile.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is the same for every document of one family. */
struct family {
	struct profile *profile;
	profile_finder *find;
	unsigned open; /* bit i: docs[i] is being read, and extending it is a circle */
	struct message *msg;
};

static const struct shape history_shape[] = {
	{"version", WANT_STRING, .required = true},
	{"date", WANT_STRING, .required = true},
	{"changes", WANT_STRING, .required = true},
	{0},
};
static const struct shape profile_shape[] = {
	{"schema", WANT_STRING, .required = true},
	{"name", WANT_STRING, .required = true},
	{"version", WANT_STRING, .required = true},
	{"title", WANT_STRING, .required = true},
	{"description", WANT_STRING},
	{"extends", WANT_ANY},
	{"history", WANT_OBJECTS, .required = true, .inner = history_shape},
	{"requirements", WANT_OBJECTS, .required = true, .inner = requirement_shape},
	{0},
};

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

struct requirement *profile_find(const struct profile *profile, const char *id)
{
	for (size_t i = 0; i < profile->count; i++)
		if (!strcmp(profile->requirements[i].id, id))
			return &profile->requirements[i];
	return NULL;
}

/* A second one of the same profile is a mistake; one of an extended profile is replaced. */
static int add_requirement(
	struct profile *profile, const struct document *doc, size_t index, struct message *msg)
{
	json_t *object = json_array_get(json_object_get(doc->root, "requirements"), index);
	struct requirement read, *old;
	char path[80];
	int err = requirement_read(&read, doc, object, index, msg);

	if (err) {
		requirement_free(&read);
		return err;
	}
	old = profile_find(profile, read.id);
	if (old && (old->doc == doc || read.level > old->level)) {
		requirement_free(&read);
		snprintf(path, sizeof(path), "$.requirements[%zu].%s", index,
			old->doc == doc ? "id" : "level");
		return document_error(doc, msg, path,
			old->doc == doc ? "\"%s\" is the id of another requirement, too"
					: "\"%s\" of %s may not be made weaker",
			old->id, old->profile);
	}
	if (old) {
		requirement_free(old);
		*old = read;
		return 0;
	}
	profile->requirements = realloc(
		profile->requirements, (profile->count + 1) * sizeof(*profile->requirements));
	if (!profile->requirements)
		abort();
	profile->requirements[profile->count++] = read;
	return 0;
}

static int add_document(struct family *family, const char *file);

/* The profile that `doc` extends: beside its file, else a published one. */
static int add_extended(struct family *family, const struct document *doc, const json_t *name)
{
	const char *slash = strrchr(doc->file, '/');
	char file[PATH_MAX];
	int err;

	if (!json_is_string(name))
		return document_error(doc, family->msg, "$.extends",
			"expected a profile's name or an array of names");
	for (size_t i = 0; i < family->profile->doc_count; i++) {
		if (strcmp(text_of(family->profile->docs[i].root, "name"), json_string_value(name)))
			continue;
		if (family->open & 1u << i)
			return document_error(doc, family->msg, "$.extends",
				"\"%s\" extends itself", json_string_value(name));
		return 0;
	}
	snprintf(file, sizeof(file), "%.*s%s.json", slash ? (int)(slash - doc->file + 1) : 0,
		slash ? doc->file : "", json_string_value(name));
	if (access(file, R_OK) &&
		(err = family->find(file, sizeof(file), json_string_value(name), family->msg)))
		return err;
	return add_document(family, file);
}

static int add_all_extended(struct family *family, const struct document *doc)
{
	const json_t *extends = json_object_get(doc->root, "extends"), *name;
	size_t i;
	int err;

	if (extends && !json_is_array(extends))
		return add_extended(family, doc, extends);
	json_array_foreach (extends, i, name)
		if ((err = add_extended(family, doc, name)))
			return err;
	return 0;
}

static int add_document(struct family *family, const char *file)
{
	struct profile *profile = family->profile;
	size_t index = profile->doc_count, count;
	struct document *doc = &profile->docs[index];
	int err;

	if (index == PROFILES_MAX)
		return message_set(family->msg, -E2BIG, "%s: more than %d profiles extend others",
			profile->docs[0].file, PROFILES_MAX);
	profile->doc_count++;
	err = document_read(doc, file, "stratos-profile/1", profile_shape, family->msg);
	if (err)
		return err;
	family->open |= 1u << index;
	if ((err = add_all_extended(family, doc)))
		return err;
	count = json_array_size(json_object_get(doc->root, "requirements"));
	for (size_t i = 0; i < count; i++)
		if ((err = add_requirement(profile, doc, i, family->msg)))
			return err;
	family->open &= ~(1u << index);
	return 0;
}

int profile_read(
	struct profile *profile, const char *file, profile_finder *find, struct message *msg)
{
	struct family family = {.profile = profile, .find = find, .msg = msg};
	int err;

	*profile = (struct profile){0};
	err = add_document(&family, file);
	profile->name = text_of(profile->docs[0].root, "name");
	profile->version = text_of(profile->docs[0].root, "version");
	profile->title = text_of(profile->docs[0].root, "title");
	profile->description = text_of(profile->docs[0].root, "description");
	return err;
}

void profile_free(struct profile *profile)
{
	for (size_t i = 0; i < profile->count; i++)
		requirement_free(&profile->requirements[i]);
	for (size_t i = 0; i < profile->doc_count; i++)
		document_free(&profile->docs[i]);
	free(profile->requirements);
	*profile = (struct profile){0};
}
