/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/boot.h"

#include "cli/cli.h"
#include "cli/progress.h"
#include "core/result.h"
#include "hypervisors/data.h"
#include "hypervisors/guest.h"
#include "hypervisors/host.h"
#include "hypervisors/prepare.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define GRACE_MS   3000
#define SILENCE_MS 60000

static const struct verb verb_boot;

struct boot {
	const char *accel, *output, *image, *kernel, *machine_name, *plan_file;
	json_t *variants;
	unsigned timeout_s;
	bool dry_run, keep;
	struct recipe recipe;
	struct machine machine;
	char image_path[4096], kernel_path[4096];
	char *version;
	json_t *plan, *result;
	json_t *fallbacks; /* why accelerators before the used one were not used */
	struct progress progress;
};

/* The accelerators to try, in the recipe's order; --accel narrows them to one. */
static const json_t *next_accelerator(struct boot *boot, size_t *index)
{
	json_t *rows = json_object_get(boot->recipe.doc.root, "accelerators"), *row;

	while ((row = json_array_get(rows, (*index)++))) {
		const char *name = json_string_value(json_object_get(row, "name"));
		const char *needs = json_string_value(json_object_get(row, "needs"));
		bool automatic = !strcmp(boot->accel, "auto");

		if (!automatic && strcmp(boot->accel, name) != 0)
			continue;
		if (automatic && needs && access(needs, R_OK | W_OK)) {
			json_array_append_new(boot->fallbacks,
				json_sprintf("%s: %s cannot be opened", name, needs));
			continue;
		}
		return row;
	}
	return NULL;
}

static void describe_hypervisor(struct boot *boot, const struct preparation *p)
{
	json_t *hypervisor = json_object_get(boot->result, "hypervisor"), *argv = json_array();

	for (size_t i = 0; i < p->argv.count; i++)
		json_array_append_new(argv, json_string(p->argv.items[i]));
	json_object_set_new(hypervisor, "recipe", json_string(boot->recipe.name));
	json_object_set(hypervisor, "variants", boot->variants);
	json_object_set_new(hypervisor, "name", json_string(boot->recipe.hypervisor));
	json_object_set_new(hypervisor, "version", json_string(boot->version ? boot->version : ""));
	json_object_set(hypervisor, "accelerator", json_object_get(p->accelerator, "name"));
	json_object_set_new(hypervisor, "hardware",
		json_boolean(json_is_true(json_object_get(p->accelerator, "hardware"))));
	json_object_set(hypervisor, "accelerator_reason", boot->fallbacks);
	json_object_set_new(hypervisor, "argv", argv);
	json_object_set(hypervisor, "not_offered", p->missing);
}

/* What the host knows and the guest cannot: stands among the facts, and in "environment". */
static void describe_host(struct boot *boot)
{
	json_t *facts = json_object_get(boot->result, "facts");
	json_t *environment = json_object_get(boot->result, "environment");

	json_object_set_new(facts, "machine.name", json_string(boot->machine.name));
	json_object_set_new(facts, "machine.cpus", json_integer(boot->machine.cpus));
	json_object_set_new(facts, "machine.memory_mib", json_integer(boot->machine.memory_mib));
	json_object_set_new(environment, "host", host_json());
	json_object_set_new(environment, "image_sha256", host_file_sha256(boot->image_path));
}

static void show_dry_run(const struct preparation *p)
{
	size_t i;
	json_t *text;

	for (i = 0; i < p->argv.count; i++)
		printf("%s%s", i ? " \\\n  " : "", p->argv.items[i]);
	putchar('\n');
	json_array_foreach (p->missing, i, text)
		fprintf(stderr, "%s\n", json_string_value(text));
}

/* One start under one accelerator. */
static enum fate boot_once(struct boot *boot, const json_t *accelerator)
{
	struct preparation p = {
		.recipe = &boot->recipe,
		.machine = &boot->machine,
		.accelerator = accelerator,
		.variants = boot->variants,
		.plan = boot->plan,
		.kernel = boot->kernel_path,
		.image = boot->image_path,
		.dry = boot->dry_run,
	};
	struct guest_spec spec = {
		.unusable = json_object_get(accelerator, "unusable"),
		.first_event_ms = (unsigned)json_integer_value(
			json_object_get(accelerator, "first_event_ms")),
		.silence_ms = SILENCE_MS,
		.timeout_ms = boot->timeout_s * 1000,
		.grace_ms = GRACE_MS,
		.on_event = progress_event,
		.on_event_to = &boot->progress,
	};
	struct guest_end end = {.fate = FATE_ENDED};
	struct message msg = {0};

	if (prepare(&p, &msg)) {
		prepare_undo(&p, false);
		die(EXIT_HARNESS, "%s", msg.text);
	}
	if (boot->dry_run) {
		show_dry_run(&p);
		prepare_undo(&p, false);
		return FATE_ENDED;
	}
	spec.argv = p.argv.items;
	spec.results_socket = p.results_socket;
	spec.console_log = p.console_log;
	progress_begin(&boot->progress, boot->recipe.name,
		json_string_value(json_object_get(accelerator, "name")));
	guest_run(&spec, &end);
	progress_end(&boot->progress);
	if (end.fate == FATE_UNUSABLE) {
		json_array_append_new(boot->fallbacks,
			json_sprintf("%s: %s",
				json_string_value(json_object_get(accelerator, "name")),
				end.reason));
	} else {
		json_t *events = frames_events(end.frames);
		const json_t *open = result_open_unit(events);

		result_add_boot(boot->result, end.frames);
		describe_hypervisor(boot, &p);
		if (end.fate != FATE_ENDED)
			result_problem(boot->result, "%s", end.reason);
		if (open && end.fate != FATE_ENDED && end.fate != FATE_INTERRUPTED)
			result_add_death(boot->result, open,
				end.fate == FATE_DIED ? VERDICT_CRASHED : VERDICT_WEDGED,
				end.reason);
		json_decref(events);
	}
	if (end.fate != FATE_ENDED)
		fprintf(stderr, "stratos-conform: %s: %s\n", boot->recipe.name, end.reason);
	if (boot->keep)
		fprintf(stderr, "stratos-conform: kept %s\n", p.work);
	frames_free(end.frames);
	prepare_undo(&p, boot->keep);
	return end.fate;
}

static enum fate boot_any(struct boot *boot)
{
	size_t index = 0;
	const json_t *accelerator;
	enum fate fate = FATE_UNUSABLE;

	while ((accelerator = next_accelerator(boot, &index))) {
		fate = boot_once(boot, accelerator);
		if (fate != FATE_UNUSABLE || strcmp(boot->accel, "auto") != 0)
			break;
		fprintf(stderr, "stratos-conform: falling back to the next accelerator\n");
	}
	if (!accelerator)
		fprintf(stderr, "stratos-conform: %s: no usable accelerator '%s'\n",
			boot->recipe.name, boot->accel);
	return fate;
}

static int status_of(const struct boot *boot, enum fate fate)
{
	switch (fate) {
	case FATE_ENDED:
		return json_is_true(
			       json_object_get(json_object_get(boot->result, "run"), "complete"))
			       ? 0
			       : EXIT_INCOMPLETE;
	case FATE_DIED:
	case FATE_SILENT:
	case FATE_TIMEOUT:
		return EXIT_GUEST;
	case FATE_INTERRUPTED:
		return EXIT_INCOMPLETE;
	default:
		return EXIT_HARNESS;
	}
}

static void add_run_facts(struct boot *boot, const char *started)
{
	json_t *run = json_object_get(boot->result, "run");

	json_object_set_new(run, "started", json_string(started));
	json_object_set_new(
		run, "id", json_sprintf("%s-%s-%d", boot->recipe.name, started, (int)getpid()));
}

static void load(struct boot *boot, const char *recipe)
{
	struct message msg = {0};

	if (recipe_read(&boot->recipe, recipe, &msg) ||
		machine_read(&boot->machine, boot->machine_name, &msg))
		die(EXIT_USAGE, "%s", msg.text);
	boot->plan = plan_for_boot(boot->plan_file, boot->recipe.end, &msg);
	if (!boot->plan)
		die(EXIT_USAGE, "%s", msg.text);
	if (boot->image)
		snprintf(boot->image_path, sizeof(boot->image_path), "%s", boot->image);
	else if (data_image(boot->image_path, sizeof(boot->image_path), boot->recipe.arch,
			 "initramfs", &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	if (boot->kernel)
		snprintf(boot->kernel_path, sizeof(boot->kernel_path), "%s", boot->kernel);
	else if (data_image(boot->kernel_path, sizeof(boot->kernel_path), boot->recipe.arch,
			 "kernel", &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	if (strcmp(boot->accel, "auto") != 0 && !recipe_accelerator(&boot->recipe, boot->accel))
		die(EXIT_USAGE, "recipe %s has no accelerator '%s'", boot->recipe.name,
			boot->accel);
	boot->version = recipe_version(&boot->recipe, &msg);
	if (!boot->version && !boot->dry_run)
		die(EXIT_HARNESS, "%s", msg.text);
}

static void write_result(struct boot *boot)
{
	struct message msg = {0};

	if (!boot->output) {
		json_dumpf(boot->result, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII);
		putchar('\n');
		if (fflush(stdout))
			die(EXIT_HARNESS, "cannot write the result to standard output");
	} else if (json_write_file(boot->output, boot->result, &msg)) {
		die(EXIT_HARNESS, "%s", msg.text);
	}
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{"accel", required_argument, NULL, 'a'},
		{"machine", required_argument, NULL, 'm'},
		{"plan", required_argument, NULL, 'p'},
		{"variant", required_argument, NULL, 'v'},
		{"output", required_argument, NULL, 'o'},
		{"image", required_argument, NULL, 'i'},
		{"kernel", required_argument, NULL, 'k'},
		{"timeout", required_argument, NULL, 't'},
		{"dry-run", no_argument, NULL, 'n'},
		{"keep", no_argument, NULL, 'K'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	struct boot boot = {
		.accel = "auto",
		.machine_name = "reference",
		.timeout_s = 300,
		.variants = json_array(),
		.fallbacks = json_array(),
		.result = result_new(),
	};
	char started[32];
	time_t now = time(NULL);
	int option;
	enum fate fate;

	strftime(started, sizeof(started), "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
	while ((option = getopt_long(argc, argv, "a:m:p:v:o:i:k:t:nKh", options, NULL)) != -1) {
		switch (option) {
		case 'a':
			boot.accel = optarg;
			break;
		case 'm':
			boot.machine_name = optarg;
			break;
		case 'p':
			boot.plan_file = optarg;
			break;
		case 'v':
			json_array_append_new(boot.variants, json_string(optarg));
			break;
		case 'o':
			boot.output = optarg;
			break;
		case 'i':
			boot.image = optarg;
			break;
		case 'k':
			boot.kernel = optarg;
			break;
		case 't':
			boot.timeout_s = (unsigned)atoi(optarg);
			break;
		case 'n':
			boot.dry_run = true;
			break;
		case 'K':
			boot.keep = true;
			break;
		case 'h':
			verb_help(&verb_boot);
		default:
			die_usage(&verb_boot, "unknown option");
		}
	}
	if (optind + 1 != argc)
		die_usage(&verb_boot, "expected one recipe");
	load(&boot, argv[optind]);
	fate = boot_any(&boot);
	if (boot.dry_run)
		return 0;
	add_run_facts(&boot, started);
	describe_host(&boot);
	write_result(&boot);
	return status_of(&boot, fate);
}

VERB(boot) = {
	.name = "boot",
	.summary = "start the guest image under a recipe, write the result document",
	.usage = "usage: stratos-conform boot RECIPE [OPTION...]\n\n"
		 "  --machine NAME   machine definition (default: reference)\n"
		 "  --plan FILE      what to run (default: everything)\n"
		 "  --accel WORD     auto, or one of the recipe's (kvm, tcg)\n"
		 "  --variant NAME   a variant of the recipe (repeatable)\n"
		 "  --output FILE    write the result there (default: standard output)\n"
		 "  --image FILE, --kernel FILE  instead of the tool's own\n"
		 "  --timeout SECONDS  for the whole run (default: 300)\n"
		 "  --keep           keep the work directory with the console log\n"
		 "  --dry-run        print what would be started\n",
	.order = 20,
	.run = run,
};
