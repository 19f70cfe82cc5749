/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/actions.h"
#include "hypervisors/process.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char work[] = "/tmp/stratos-test-XXXXXX";

/* Speaks QMP as QEMU does: greeting, events in between, errors with a description. */
static void serve(int listener)
{
	int fd = accept(listener, NULL, NULL);
	FILE *in = fdopen(fd, "r");
	char line[512];

	dprintf(fd, "{\"QMP\":{\"version\":{},\"capabilities\":[]}}\r\n");
	while (fgets(line, sizeof(line), in)) {
		json_t *command = json_loads(line, 0, NULL);
		const char *name = json_string_value(json_object_get(command, "execute"));

		line[strcspn(line, "\n")] = '\0';
		dprintf(fd, "{\"event\":\"NOISE\",\"data\":{\"return\":1}}\r\n");
		if (name && !strcmp(name, "refuse"))
			dprintf(fd, "{\"error\":{\"class\":\"GenericError\",\"desc\":\"no\"}}\r\n");
		else if (name && !strcmp(name, "huge"))
			dprintf(fd, "{\"return\":{\"none\":18446744073709551615,\"n\":64}}\r\n");
		else if (name && !strcmp(name, "leave"))
			_exit(0);
		else
			dprintf(fd, "{\"return\":%s}\r\n",
				!name || strcmp(name, "echo") ? "{}" : line);
		json_decref(command);
	}
	_exit(0);
}

static void start_server(void)
{
	char path[64];
	int listener;

	cr_assert_not_null(mkdtemp(work));
	snprintf(path, sizeof(path), "%s/qmp", work);
	listener = socket_listen(path);
	cr_assert(listener >= 0);
	if (!fork())
		serve(listener);
	close(listener);
}

static void remove_work(void)
{
	char path[64];

	snprintf(path, sizeof(path), "%s/qmp", work);
	unlink(path);
	rmdir(work);
}

static int look(void *to, const char *makes, const char *file, char *text, size_t size)
{
	(void)to, (void)file;
	snprintf(text, size, "looked at a %s", makes);
	return 0;
}

static struct actions actions_of(struct recipe *recipe, const char *control)
{
	recipe->name = "meta";
	recipe->doc.root = json_pack("{s:s*,s:{s:{s:{s:s}},s:{s:{s:s}},s:{s:{s:s}},s:{s:{s:s},s:s},"
				     "s:{s:{s:s,s:{s:s}},s:s},"
				     "s:{s:{s:s,s:{s:i}},s:s},s:{s:{s:s},s:s},"
				     "s:{s:{s:s},s:s}}}",
		"control", control, "actions", "good", "qmp", "execute", "good", "bad", "qmp",
		"execute", "refuse", "gone", "qmp", "execute", "leave", "shot", "qmp", "execute",
		"good", "makes", "screenshot", "log", "qmp", "execute", "echo", "arguments", "text",
		"${what}", "answer", "arguments.text", "count", "qmp", "execute", "echo",
		"arguments", "n", 5, "answer", "arguments", "less", "qmp", "execute", "echo",
		"answer", "arguments.text", "huge", "qmp", "execute", "huge", "answer", "n");
	return (struct actions){.recipe = recipe, .work = work, .look = look};
}

Test(actions, done_refused_made_and_gone, .init = start_server, .fini = remove_work)
{
	struct recipe recipe = {0};
	struct actions actions = actions_of(&recipe, "${work}/qmp");
	char text[200];

	cr_assert_eq(actions_do(&actions, "good", "", text, sizeof(text)), 0);
	cr_assert_str_eq(text, "done");
	cr_assert_eq(actions_do(&actions, "bad", "", text, sizeof(text)), -EREMOTEIO);
	cr_assert_str_eq(text, "refuse: no");
	cr_assert_eq(actions_do(&actions, "shot", "", text, sizeof(text)), 0);
	cr_assert_str_eq(text, "looked at a screenshot");
	cr_assert_eq(actions_do(&actions, "log", "what=seen", text, sizeof(text)), 0);
	cr_assert_str_eq(text, "seen");
	cr_assert_eq(actions_do(&actions, "count", "", text, sizeof(text)), 0);
	cr_assert_str_eq(text, "{\"n\":5}");
	cr_assert_eq(actions_do(&actions, "less", "", text, sizeof(text)), -ENODATA);
	cr_assert_str_eq(text, "the command's answer has no 'arguments.text'");
	cr_assert_eq(actions_do(&actions, "huge", "", text, sizeof(text)), 0);
	cr_assert_eq(strtod(text, NULL), 64);
	cr_assert_eq(actions_do(&actions, "other", "", text, sizeof(text)), -EOPNOTSUPP);
	cr_assert_str_eq(text, "recipe meta has no action 'other'");
	cr_assert_eq(actions_do(&actions, "gone", "", text, sizeof(text)), -EPIPE);
	actions_end(&actions);
}

Test(actions, what_the_recipe_knows_needs_no_control_socket)
{
	struct recipe recipe = {.name = "meta",
		.doc.root = json_pack("{s:{s:s}}", "knows", "sound-source", "silence")};
	struct actions actions = {.recipe = &recipe, .work = work};
	char text[200];

	cr_assert_eq(actions_do(&actions, "sound-source", "", text, sizeof(text)), 0);
	cr_assert_str_eq(text, "silence");
	cr_assert_eq(actions_do(&actions, "sound-sink", "", text, sizeof(text)), -EOPNOTSUPP);
}

Test(actions, a_recipe_without_a_control_socket_says_so)
{
	struct recipe recipe = {0};
	struct actions actions = actions_of(&recipe, NULL);
	char text[200];

	cr_assert_eq(actions_do(&actions, "good", "", text, sizeof(text)), -EOPNOTSUPP);
	cr_assert_str_eq(text, "recipe meta names no control socket");
}

Test(actions, one_variable_alone_may_be_a_number)
{
	struct variables variables;
	struct message msg = {0};
	json_t *command = json_pack("{s:{s:s,s:s,s:s,s:[sb]}}", "arguments", "device",
		"disk${index}", "size", "${size}", "name", "${name}", "list", "${index}", 1);
	json_t *expanded, *wanted = json_pack("{s:{s:s,s:i,s:s,s:[ib]}}", "arguments", "device",
				  "disk5", "size", 4096, "name", "5 apples", "list", 5, 1);

	variables_init(&variables);
	variables_set(&variables, "index", "5");
	variables_set(&variables, "size", "4096");
	variables_set(&variables, "name", "5 apples");
	expanded = actions_expand(command, &variables, &msg);
	cr_assert(json_equal(expanded, wanted), "%s", json_dumps(expanded, 0));
	json_decref(expanded);
	variables_free(&variables);
	variables_init(&variables);
	cr_assert_null(actions_expand(command, &variables, &msg));
	cr_assert_str_eq(msg.text, "unknown variable ${index} in \"disk${index}\"");
}
