/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/actions.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_number(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text) && strlen(text) < 19;
}

static bool one_variable(const char *text)
{
	return !strncmp(text, "${", 2) && strchr(text, '}') == text + strlen(text) - 1;
}

static json_t *expand_string(
	const char *text, const struct variables *variables, struct message *msg)
{
	char *expanded = variables_expand(variables, text, msg);
	json_t *json = NULL;

	if (expanded && one_variable(text) && is_number(expanded))
		json = json_integer(strtoll(expanded, NULL, 10));
	else if (expanded)
		json = json_string(expanded);
	free(expanded);
	return json;
}

json_t *actions_expand(
	const json_t *command, const struct variables *variables, struct message *msg)
{
	json_t *copy, *value, *expanded;
	const char *key;
	size_t i;

	if (json_is_string(command))
		return expand_string(json_string_value(command), variables, msg);
	if (!json_is_object(command) && !json_is_array(command))
		return json_deep_copy(command);
	copy = json_is_object(command) ? json_object() : json_array();
	json_object_foreach ((json_t *)command, key, value) {
		expanded = actions_expand(value, variables, msg);
		if (!expanded || json_object_set_new(copy, key, expanded))
			goto failed;
	}
	json_array_foreach (command, i, value) {
		expanded = actions_expand(value, variables, msg);
		if (!expanded || json_array_append_new(copy, expanded))
			goto failed;
	}
	return copy;
failed:
	json_decref(copy);
	return NULL;
}

/* The unit's arguments, beside ${work} and ${file}. */
static void set_variables(struct variables *variables, const struct actions *actions,
	const char *file, const char *arguments)
{
	variables_init(variables);
	variables_parse(variables, arguments);
	variables_set(variables, "work", "%s", actions->work);
	variables_set(variables, "file", "%s", file);
}

static int connect_once(struct actions *actions, struct message *msg)
{
	const char *control =
		json_string_value(json_object_get(actions->recipe->doc.root, "control"));
	struct variables variables;
	char *path;
	int err;

	if (actions->connected)
		return 0;
	if (!control)
		return message_set(msg, -EOPNOTSUPP, "recipe %s names no control socket",
			actions->recipe->name);
	set_variables(&variables, actions, "", "");
	path = variables_expand(&variables, control, msg);
	err = path ? qmp_open(&actions->qmp, path, msg) : -EINVAL;
	actions->connected = !err;
	variables_free(&variables);
	free(path);
	return err;
}

/* The value that `path` leads to, as text: a string as it is, anything else as JSON. */
static int tell(
	const json_t *returned, const char *path, char *text, size_t size, struct message *msg)
{
	char copy[128], *rest = copy, *key;
	const json_t *value = returned;
	char *json;

	snprintf(copy, sizeof(copy), "%s", path);
	while ((key = strtok_r(rest, ".", &rest)))
		value = json_object_get(value, key);
	if (!value)
		return message_set(msg, -ENODATA, "the command's answer has no '%s'", path);
	if (json_is_string(value)) {
		snprintf(text, size, "%s", json_string_value(value));
		return 0;
	}
	json = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	snprintf(text, size, "%s", json ? json : "");
	free(json);
	return 0;
}

static int execute(struct actions *actions, const json_t *row, const char *file,
	const char *arguments, json_t **returned, struct message *msg)
{
	struct variables variables;
	json_t *command;
	int err = connect_once(actions, msg);

	if (err)
		return err;
	set_variables(&variables, actions, file, arguments);
	command = actions_expand(json_object_get(row, "qmp"), &variables, msg);
	err = command ? qmp_execute(&actions->qmp, command, returned, msg) : -EINVAL;
	json_decref(command);
	variables_free(&variables);
	return err;
}

int actions_do(void *to, const char *action, const char *arguments, char *text, size_t size)
{
	struct actions *actions = to;
	const json_t *row =
		json_object_get(json_object_get(actions->recipe->doc.root, "actions"), action);
	const char *makes = json_string_value(json_object_get(row, "makes"));
	const char *wanted = json_string_value(json_object_get(row, "answer"));
	const char *known = json_string_value(
		json_object_get(json_object_get(actions->recipe->doc.root, "knows"), action));
	json_t *returned = NULL;
	struct message msg = {0};
	char file[128];
	int err;

	if (known) {
		snprintf(text, size, "%s", known);
		return 0;
	}
	snprintf(text, size, "done");
	if (!row) {
		snprintf(text, size, "recipe %s has no action '%s'", actions->recipe->name, action);
		return -EOPNOTSUPP;
	}
	snprintf(file, sizeof(file), "%s/%s", actions->work, makes ? makes : "file");
	err = execute(actions, row, file, arguments, &returned, &msg);
	if (!err && wanted)
		err = tell(returned, wanted, text, size, &msg);
	json_decref(returned);
	if (err)
		snprintf(text, size, "%s", msg.text);
	else if (makes && actions->look)
		err = actions->look(actions->look_to, makes, file, text, size);
	if (makes)
		unlink(file);
	return err;
}

void actions_end(struct actions *actions)
{
	if (actions->connected)
		qmp_close(&actions->qmp);
	actions->connected = false;
}
