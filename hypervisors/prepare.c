/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/prepare.h"

#include "hypervisors/devices.h"
#include "hypervisors/host.h"
#include "hypervisors/initrd.h"
#include "hypervisors/nested.h"
#include "hypervisors/step.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int directory_make(char *path, size_t size, const char *stem, struct message *msg)
{
	const char *base = getenv("TMPDIR");

	if (!base || strlen(base) > 30) /* sockets are made below: unix(7), sun_path */
		base = "/tmp";
	snprintf(path, size, "%s/stratos-%sXXXXXX", base, stem);
	if (mkdtemp(path))
		return 0;
	return message_set(msg, -errno, "cannot make a directory in %s: %s%s", base,
		strerror(errno), file_remedy(-errno));
}

static int make_work(struct preparation *p, struct message *msg)
{
	if (!p->dry)
		return directory_make(p->work, sizeof(p->work), "", msg);
	snprintf(p->work, sizeof(p->work), "/tmp/stratos-XXXXXX");
	return 0;
}

static void set_variables(struct preparation *p, struct variables *variables)
{
	json_int_t overhead =
		json_integer_value(json_object_get(p->recipe->doc.root, "overhead_mib"));

	variables_set(variables, "program", "%s", p->recipe->program);
	variables_set(variables, "kernel", "%s", p->kernel);
	variables_set(variables, "initrd", "%s/initrd", p->work);
	variables_set(variables, "work", "%s", p->work);
	variables_set(variables, "results", "%s", p->results_socket);
	variables_set(variables, "cpus", "%d", (int)p->machine->cpus);
	variables_set(variables, "memory_mib", "%d", (int)p->machine->memory_mib);
	variables_set(variables, "host_memory_mib", "%d", (int)(p->machine->memory_mib + overhead));
	variables_set(variables, "host_tsc_khz", "%u", host_tsc_khz());
	variables_set(variables, "accelerator", "%s",
		json_string_value(json_object_get(p->accelerator, "name")));
}

static int set_cmdline(struct preparation *p, struct variables *variables, struct message *msg)
{
	char *cmdline = variables_expand(variables, p->recipe->cmdline, msg);

	if (!cmdline)
		return -EINVAL;
	variables_set(variables, "cmdline", "%s%s%s", cmdline, p->more_cmdline ? " " : "",
		p->more_cmdline ? p->more_cmdline : "");
	free(cmdline);
	return 0;
}

int prepare_argv(struct preparation *p, struct variables *variables, struct message *msg)
{
	const json_t *root = p->recipe->doc.root;
	int err;

	p->argv = (struct argv){0};
	p->missing = json_array();
	p->disks = json_array();
	p->sinks = json_array();
	p->sources = json_array();
	p->environment = json_array();
	p->backends = json_array();
	p->nested = NULL;
	err = recipe_variables(p->recipe, nested_in(p->recipe) ? NULL : p->variants, variables,
		p->dry ? p->missing : NULL, msg);
	set_variables(p, variables);
	json_object_update(variables->map, json_object_get(p->accelerator, "variables"));
	json_object_update(variables->map, p->overrides);
	if (!err)
		err = set_cmdline(p, variables, msg);
	if (!err)
		err = argv_add(&p->argv, json_object_get(root, "argv"), variables, msg);
	if (!err)
		err = argv_add(&p->argv, json_object_get(p->accelerator, "argv"), variables, msg);
	if (!err && !nested_in(p->recipe)) /* the machine's devices are the inner one's */
		err = devices_add(p, variables, msg);
	if (!err && json_array_size(p->backends)) /* they work in the guest's memory */
		err = argv_add(&p->argv, json_object_get(root, "shared_memory"), variables, msg);
	if (!err && json_array_size(p->environment)) {
		json_array_insert_new(p->environment, 0, json_string("env"));
		err = argv_prepend(&p->argv, p->environment, variables, msg);
	}
	return err;
}

static void tell(json_t *plan, const char *setting, const char *device)
{
	json_t *settings = json_object_get(plan, "settings");
	const char *others;

	if (!settings)
		json_object_set_new(plan, "settings", settings = json_object());
	others = json_string_value(json_object_get(settings, setting));
	json_object_set_new(settings, setting,
		json_sprintf("%s%s%s", others ? others : "", others ? " " : "", device));
}

/* What nobody hears the guest need not play, and what is silent it need not decode. */
static void tell_of_sound(const struct preparation *p)
{
	size_t i;
	json_t *row;

	json_object_del(json_object_get(p->plan, "settings"), "audio.sinks");
	json_object_del(json_object_get(p->plan, "settings"), "audio.sources");
	json_array_foreach (p->sinks, i, row)
		tell(p->plan, "audio.sinks", json_string_value(json_object_get(row, "device")));
	json_array_foreach (p->sources, i, row)
		tell(p->plan, "audio.sources", json_string_value(row));
}

int prepare(struct preparation *p, struct message *msg)
{
	struct variables variables;
	char initrd[128];
	int err = make_work(p, msg);

	snprintf(initrd, sizeof(initrd), "%s/initrd", p->work);
	snprintf(p->results_socket, sizeof(p->results_socket), "%s/results", p->work);
	snprintf(p->console_log, sizeof(p->console_log), "%s/console.log", p->work);
	variables_init(&variables);
	if (!err)
		err = prepare_argv(p, &variables, msg);
	if (!err)
		tell_of_sound(p);
	if (!err && !p->dry)
		err = initrd_with_plan(initrd, p->image, p->plan, p->work, msg);
	if (!err && !p->dry)
		err = step_run(json_object_get(p->recipe->doc.root, "prepare"), &variables, msg);
	if (!err && nested_in(p->recipe))
		err = nested_prepare(p, &variables, msg);
	variables_free(&variables);
	return err;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st, (void)type, (void)walk;
	return remove(path);
}

void directory_remove(const char *directory)
{
	nftw(directory, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

void prepare_undo(struct preparation *p, bool keep)
{
	argv_free(&p->argv);
	json_decref(p->missing);
	json_decref(p->disks);
	json_decref(p->sinks);
	json_decref(p->sources);
	json_decref(p->environment);
	json_decref(p->backends);
	json_decref(p->nested);
	if (!keep && !p->dry && p->work[0])
		directory_remove(p->work);
}
