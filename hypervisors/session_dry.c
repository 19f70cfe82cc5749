/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/accelerator.h"
#include "hypervisors/session_run.h"

#include <errno.h>

/* The one that would be used here, else the one that would be elsewhere. */
static const json_t *accelerator_to_show(const struct session *session)
{
	struct accelerators choice = {.recipe = session->recipe, .wanted = session->accel};
	json_t *passed_over = json_array(), *why;
	const json_t *accelerator = accelerator_next(&choice, passed_over);
	size_t i;

	if (!accelerator) {
		choice.index = 0;
		choice.anyway = true;
		accelerator = accelerator_next(&choice, passed_over);
		json_array_foreach (passed_over, i, why)
			session_notice(session, "would not start here: %s", json_string_value(why));
	}
	json_decref(passed_over);
	return accelerator;
}

/* Whatever else a recipe has run: it may be somebody else's. */
static void print_also(FILE *out, const char *what, const json_t *argv)
{
	size_t i;
	json_t *text;

	if (!json_array_size(argv))
		return;
	fprintf(out, "%s:", what);
	json_array_foreach (argv, i, text)
		fprintf(out, " %s", json_string_value(text));
	fputc('\n', out);
}

static void print_others(FILE *out, const struct preparation *p)
{
	const json_t *root = p->recipe->doc.root;
	char what[100];
	size_t i;
	json_t *backend;

	print_also(out, "before, for its version",
		json_object_get(json_object_get(root, "version"), "argv"));
	print_also(out, "before, a step of this tool's", json_object_get(root, "prepare"));
	json_array_foreach (p->backends, i, backend) {
		snprintf(what, sizeof(what), "beside it, the back-end of %s",
			json_string_value(json_object_get(backend, "device")));
		print_also(out, what, json_object_get(backend, "argv"));
	}
}

int session_dry_run(const struct session *session, FILE *out, struct message *msg)
{
	json_t *text;
	struct preparation p = {
		.recipe = session->recipe,
		.machine = session->machine,
		.accelerator = accelerator_to_show(session),
		.variants = session->variants,
		.kernel = session->kernel,
		.image = session->image,
		.dry = true,
	};
	size_t i;
	int err;

	if (session->recipe->untested)
		session_notice(session, "untested: %s", session->recipe->untested);
	err = p.accelerator ? prepare(&p, msg)
			    : message_set(msg, -ENODEV, "%s: no accelerator '%s' here",
				      session->recipe->name, session->accel);

	for (i = 0; !err && i < p.argv.count; i++)
		fprintf(out, "%s%s", i ? " \\\n  " : "", p.argv.items[i]);
	if (!err)
		fputc('\n', out);
	json_array_foreach (json_object_get(p.nested, "argv"), i, text)
		fprintf(out, "%s%s", i ? " \\\n  " : "inside: ", json_string_value(text));
	if (p.nested)
		fputc('\n', out);
	if (!err)
		print_others(out, &p);
	json_array_foreach (p.missing, i, text)
		session_notice(session, "%s", json_string_value(text));
	prepare_undo(&p, false);
	return err;
}
