/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/plan.h"

#include "core/verdict.h"

#include <string.h>

static const char *const channels[] = {"auto", "port", "console", "both", NULL};
static const char *const ends[] = {"auto", "poweroff", "reset", "wait", NULL};

static const struct shape done_shape[] = {
	{"id", WANT_STRING, .required = true},
	{"device", WANT_STRING},
	{"word", WANT_STRING, .required = true},
	{0},
};

static const char *const patterns[] = {
	"read", "write", "rw", "randread", "randwrite", "randrw", NULL};

static const char *const engines[] = {"io_uring", "psync", NULL};

static const struct shape block_job_shape[] = {
	{"name", WANT_STRING, .required = true},
	{"pattern", WANT_STRING, .required = true, .words = patterns},
	{"engine", WANT_STRING, .words = engines},
	{"size", WANT_INTEGER},
	{"depth", WANT_INTEGER},
	{"queues", WANT_INTEGER},
	{"write_percent", WANT_INTEGER},
	{"polled", WANT_INTEGER},
	{"duration_ms", WANT_INTEGER},
	{"warmup_ms", WANT_INTEGER},
	{0},
};

static const struct shape plan_shape[] = {
	{"schema", WANT_STRING, .required = true},
	{"name", WANT_STRING},
	{"title", WANT_STRING},
	{"include", WANT_STRINGS},
	{"exclude", WANT_STRINGS},
	{"settings", WANT_OBJECT},
	{"block_jobs", WANT_OBJECTS, .inner = block_job_shape},
	{"scratch", WANT_STRINGS},
	{"claim", WANT_STRINGS},
	{"channel", WANT_STRING, .words = channels},
	{"end", WANT_STRING, .words = ends},
	{"done", WANT_OBJECTS, .inner = done_shape},
	{0},
};

static const char *string_or(const json_t *object, const char *key, const char *otherwise)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : otherwise;
}

/* Units see the plan through its settings. */
static void add_block_jobs(json_t *root)
{
	json_t *jobs = json_object_get(root, "block_jobs");

	if (!jobs)
		return;
	if (!json_object_get(root, "settings"))
		json_object_set_new(root, "settings", json_object());
	json_object_set(json_object_get(root, "settings"), "block.jobs", jobs);
}

int plan_read(struct plan *plan, const char *file, struct message *msg)
{
	int err = 0;

	*plan = (struct plan){.answers = -1};
	if (file)
		err = document_read(&plan->doc, file, "stratos-plan/1", plan_shape, msg);
	else
		plan->doc.root =
			json_pack("{s:s,s:s}", "schema", "stratos-plan/1", "name", "default");
	if (!err)
		add_block_jobs(plan->doc.root);
	plan->channel = string_or(plan->doc.root, "channel", "auto");
	plan->end = string_or(plan->doc.root, "end", "auto");
	return err;
}

void plan_free(struct plan *plan)
{
	document_free(&plan->doc);
}

static bool matched(const struct plan *plan, const struct unit *unit, const char *list)
{
	size_t i;
	json_t *pattern;

	json_array_foreach (json_object_get(plan->doc.root, list), i, pattern)
		if (unit_matches(unit, json_string_value(pattern)))
			return true;
	return false;
}

bool plan_includes(const struct plan *plan, const struct unit *unit)
{
	if (!unit->run && !(unit->flags & UNIT_EL1)) /* the host's, not a guest's */
		return false;
	if (!json_object_get(plan->doc.root, "include"))
		return unit_matches(unit, "*");
	return matched(plan, unit, "include");
}

bool plan_excludes(const struct plan *plan, const struct unit *unit)
{
	return matched(plan, unit, "exclude");
}

bool plan_names(const struct plan *plan, const char *list, const char *device)
{
	size_t i;
	json_t *name;

	json_array_foreach (json_object_get(plan->doc.root, list), i, name)
		if (!strcmp(json_string_value(name), device))
			return true;
	return false;
}

int plan_done(const struct plan *plan, const struct unit *unit, const char *device)
{
	size_t i;
	json_t *entry;

	json_array_foreach (json_object_get(plan->doc.root, "done"), i, entry)
		if (!strcmp(string_or(entry, "id", ""), unit->id) &&
			!strcmp(string_or(entry, "device", ""), device))
			return (int)verdict_from_word(string_or(entry, "word", ""));
	return VERDICT_NONE;
}

const char *plan_crashed_on(const struct plan *plan, const struct unit *unit)
{
	size_t i;
	json_t *entry;

	json_array_foreach (json_object_get(plan->doc.root, "done"), i, entry)
		if (!strcmp(string_or(entry, "id", ""), unit->id) &&
			verdict_from_word(string_or(entry, "word", "")) == VERDICT_CRASHED)
			return string_or(entry, "device", NULL);
	return NULL;
}
