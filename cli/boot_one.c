/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/boot.h"

#include "bench/load.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "core/json.h"
#include "core/result.h"
#include "guest/plan.h"
#include "hypervisors/data.h"
#include "hypervisors/kernel_arch.h"
#include "reports/truth.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* One run; notices and progress name its recipe. */
struct boot {
	struct session session;
	struct recipe recipe;
	struct machine machine, neighbour_machine;
	json_t *neighbour_plan, *variants;
	char named[4096]; /* the recipe, without variants */
	char image[4096], kernel[4096], el1[4096];
	struct progress progress;
};

static void on_notice(void *to, const char *text)
{
	struct boot *boot = to;

	fprintf(stderr, "stratos-conform: %s: %s\n", boot->recipe.name, text);
}

static void on_start(void *to, const char *recipe, const char *accelerator)
{
	progress_begin(&((struct boot *)to)->progress, recipe, accelerator);
}

static void on_event(void *to, const json_t *event)
{
	progress_event(&((struct boot *)to)->progress, event);
}

static void on_stop(void *to)
{
	progress_end(&((struct boot *)to)->progress);
}

static void on_sink(
	void *to, json_t *result, const char *class, const char *device, const char *file)
{
	(void)to;
	truth_from_sink(result, class, device, file);
}

static int look(void *to, const char *makes, const char *file, char *text, size_t size)
{
	(void)to;
	return truth_look(makes, file, text, size);
}

static bool wants(void *to, const struct unit *unit)
{
	const struct plan plan = {.doc = {.root = ((struct boot *)to)->session.plan}};

	return plan_includes(&plan, unit) && !plan_excludes(&plan, unit);
}

/* Only Arm has one; a recipe may say that its machine has no place for it. */
static void find_el1(struct boot *boot, const struct boot_options *options)
{
	const json_t *possible = json_object_get(boot->recipe.doc.root, "el1");
	struct message msg = {0};

	if (options->no_el1 || json_is_false(possible) || strcmp(boot->recipe.arch, "aarch64") != 0)
		return;
	if (data_image(boot->el1, sizeof(boot->el1), boot->recipe.arch, "el1", &msg))
		on_notice(boot, msg.text);
	else
		boot->session.el1 = boot->el1;
}

static void find_files(struct boot *boot, const struct boot_options *options)
{
	struct message msg = {0};

	if (options->image)
		snprintf(boot->image, sizeof(boot->image), "%s", options->image);
	else if (data_image(boot->image, sizeof(boot->image), boot->recipe.arch, "initramfs", &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	if (options->kernel)
		snprintf(boot->kernel, sizeof(boot->kernel), "%s", options->kernel);
	else if (data_image(boot->kernel, sizeof(boot->kernel), boot->recipe.arch, "kernel", &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	if (kernel_check(boot->kernel, boot->recipe.arch, &msg) ||
		image_check(boot->image, boot->recipe.arch, &msg))
		die(EXIT_HARNESS, "%s", msg.text);
}

/* Better now than after the run: a result that cannot be written is lost. */
void boot_check_output(const char *output)
{
	struct message msg = {0};
	char probe[4096];

	if (!output)
		return;
	snprintf(probe, sizeof(probe), "%s.writable", output);
	if (file_write_whole(probe, "", 0, &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	unlink(probe);
}

/* "qemu-x86_64:packed:slow-disk": those variants of it, besides --variant's. */
static void take_variants(struct boot *boot, const struct boot_options *options, const char *recipe)
{
	const char *name = strrchr(recipe, '/');
	char *rest, *variant;

	snprintf(boot->named, sizeof(boot->named), "%s", recipe);
	rest = boot->named + (name ? name - recipe : 0);
	strsep(&rest, ":");
	boot->variants = json_deep_copy(options->session.variants);
	while ((variant = strsep(&rest, ":")))
		json_array_append_new(boot->variants, json_string(variant));
	boot->session.variants = boot->variants;
}

/* "block,video" becomes a setting of the plan, by which isolation units ask for them. */
static void find_neighbour(struct boot *boot, const struct boot_options *options)
{
	json_t *settings = json_object_get(boot->session.plan, "settings");
	char loads[128], *rest = loads, *name;
	struct message msg = {0};

	if (!options->neighbour)
		return;
	snprintf(loads, sizeof(loads), "%s", options->neighbour);
	for (char *c = loads; *c; c++)
		*c = *c == ',' ? ' ' : *c;
	if (!settings)
		json_object_set_new(boot->session.plan, "settings", settings = json_object());
	json_object_set_new(settings, "isolation.neighbour", json_string(loads));
	while ((name = strtok_r(rest, " ", &rest)))
		if (strcmp(name, "all") != 0 && !load_find(name))
			die(EXIT_USAGE,
				"--neighbour: no load '%s'; expected cpu, memory, block, video, "
				"audio or all",
				name);
	boot->neighbour_plan = plan_for_boot("neighbour", boot->recipe.end, &msg);
	if (!boot->neighbour_plan || machine_read(&boot->neighbour_machine, "neighbour", &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	boot->session.neighbour_plan = boot->neighbour_plan;
	boot->session.neighbour_machine = &boot->neighbour_machine;
}

static void load(struct boot *boot, const struct boot_options *options, const char *recipe)
{
	const char *plan = options->plan;
	struct message msg = {0};

	*boot = (struct boot){.session = options->session};
	take_variants(boot, options, recipe);
	if (recipe_read(&boot->recipe, boot->named, &msg) ||
		machine_read(&boot->machine, options->machine, &msg))
		die(EXIT_USAGE, "%s", msg.text);
	plan = options->neighbour && !plan ? "isolation" : plan;
	boot->session.plan = plan_for_boot(plan, boot->recipe.end, &msg);
	if (!boot->session.plan)
		die(EXIT_USAGE, "%s", msg.text);
	if (strcmp(boot->session.accel, "auto") != 0 &&
		!recipe_accelerator(&boot->recipe, boot->session.accel))
		die(EXIT_USAGE, "recipe %s has no accelerator '%s'", boot->recipe.name,
			boot->session.accel);
	find_neighbour(boot, options);
	find_files(boot, options);
	find_el1(boot, options);
	boot->session.wants = wants;
	boot->session.recipe = &boot->recipe;
	boot->session.machine = &boot->machine;
	boot->session.image = boot->image;
	boot->session.kernel = boot->kernel;
	boot->session.to = boot;
	boot->session.on_notice = on_notice;
	boot->session.on_start = on_start;
	boot->session.on_event = on_event;
	boot->session.on_stop = on_stop;
	boot->session.on_sink = on_sink;
	boot->session.look = look;
}

static int status_of(const json_t *result, enum fate fate)
{
	const json_t *run = json_object_get(result, "run");

	switch (fate) {
	case FATE_ENDED:
		if (json_integer_value(json_object_get(run, "boots")) > 1)
			return EXIT_GUEST; /* it died on the way, even if the plan was ended */
		return json_is_true(json_object_get(run, "complete")) ? 0 : EXIT_INCOMPLETE;
	case FATE_DIED:
	case FATE_PANICKED:
	case FATE_RESET:
	case FATE_SILENT:
	case FATE_TIMEOUT:
		return EXIT_GUEST;
	case FATE_MIXED:
	case FATE_INTERRUPTED:
		return EXIT_INCOMPLETE;
	default:
		return EXIT_HARNESS;
	}
}

static void unload(struct boot *boot)
{
	json_decref(boot->session.plan);
	json_decref(boot->neighbour_plan);
	json_decref(boot->variants);
	machine_free(&boot->machine);
	machine_free(&boot->neighbour_machine);
	recipe_free(&boot->recipe);
}

json_t *boot_result(const struct boot_options *options, const char *recipe, int *status)
{
	json_t *result = result_new(), *run = json_object_get(result, "run");
	struct message msg = {0};
	struct boot boot;
	time_t now = time(NULL);
	char started[32];
	enum fate fate;

	load(&boot, options, recipe);
	strftime(started, sizeof(started), "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
	json_object_set_new(run, "started", json_string(started));
	json_object_set_new(
		run, "id", json_sprintf("%s-%s-%d", boot.recipe.name, started, (int)getpid()));
	fate = session_run(&boot.session, result, &msg);
	*status = status_of(result, fate);
	if (fate == FATE_NOT_STARTED || fate == FATE_UNUSABLE) {
		fprintf(stderr, "stratos-conform: %s: %s\n", boot.recipe.name, msg.text);
		if (result_heard(result)) {
			result_problem(result, "%s", msg.text);
			json_object_set_new(run, "complete", json_false());
		} else {
			json_decref(result);
			result = NULL;
		}
	}
	unload(&boot);
	return result;
}

int boot_one(const struct boot_options *options, const char *recipe, const char *output)
{
	int status;
	json_t *result;

	boot_check_output(output);
	result = boot_result(options, recipe, &status);
	if (result)
		write_result(output, result);
	json_decref(result);
	return status;
}

int boot_dry_run(const struct boot_options *options, const char *recipe)
{
	struct message msg = {0};
	struct boot boot;

	load(&boot, options, recipe);
	if (session_dry_run(&boot.session, stdout, &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	if (boot.session.neighbour_plan) {
		boot.session.machine = &boot.neighbour_machine;
		printf("neighbour: ");
		if (session_dry_run(&boot.session, stdout, &msg))
			die(EXIT_HARNESS, "%s", msg.text);
	}
	unload(&boot);
	return 0;
}
