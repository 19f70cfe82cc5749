/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/boot.h"

#include "cli/cli.h"
#include "cli/progress.h"
#include "core/json.h"
#include "core/result.h"
#include "hypervisors/data.h"
#include "hypervisors/kernel_arch.h"
#include "hypervisors/session.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const struct verb verb_boot;

struct boot {
	struct session session;
	const char *output, *machine_name, *plan_file;
	bool dry_run;
	struct recipe recipe;
	struct machine machine;
	char image[4096], kernel[4096];
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

static void find_files(struct boot *boot)
{
	struct message msg = {0};

	if (!boot->image[0] &&
		data_image(boot->image, sizeof(boot->image), boot->recipe.arch, "initramfs", &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	if (!boot->kernel[0] &&
		data_image(boot->kernel, sizeof(boot->kernel), boot->recipe.arch, "kernel", &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	if (kernel_check(boot->kernel, boot->recipe.arch, &msg) ||
		image_check(boot->image, boot->recipe.arch, &msg))
		die(EXIT_HARNESS, "%s", msg.text);
}

/* Better now than after the run: a result that cannot be written is lost. */
static void check_output(const char *output)
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

static void load(struct boot *boot, const char *recipe)
{
	struct message msg = {0};

	if (recipe_read(&boot->recipe, recipe, &msg) ||
		machine_read(&boot->machine, boot->machine_name, &msg))
		die(EXIT_USAGE, "%s", msg.text);
	boot->session.plan = plan_for_boot(boot->plan_file, boot->recipe.end, &msg);
	if (!boot->session.plan)
		die(EXIT_USAGE, "%s", msg.text);
	if (strcmp(boot->session.accel, "auto") != 0 &&
		!recipe_accelerator(&boot->recipe, boot->session.accel))
		die(EXIT_USAGE, "recipe %s has no accelerator '%s'", boot->recipe.name,
			boot->session.accel);
	find_files(boot);
	check_output(boot->output);
	boot->session.recipe = &boot->recipe;
	boot->session.machine = &boot->machine;
	boot->session.image = boot->image;
	boot->session.kernel = boot->kernel;
	boot->session.to = boot;
	boot->session.on_notice = on_notice;
	boot->session.on_start = on_start;
	boot->session.on_event = on_event;
	boot->session.on_stop = on_stop;
}

/* Where the wanted place cannot take it, a temporary file does: nothing found is lost. */
static void rescue(const json_t *result, const char *why)
{
	struct message msg = {0};
	char name[64];

	snprintf(name, sizeof(name), "/tmp/stratos-result-%d.json", (int)getpid());
	if (json_write_file(name, result, &msg))
		die(EXIT_HARNESS, "%s; nor could it be kept elsewhere: %s", why, msg.text);
	die(EXIT_HARNESS, "%s; the result was kept in %s", why, name);
}

static void write_result(const struct boot *boot, const json_t *result)
{
	struct message msg = {0};

	if (!boot->output) {
		json_dumpf(result, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII);
		putchar('\n');
		if (fflush(stdout) || ferror(stdout))
			rescue(result, "cannot write the result to standard output");
	} else if (json_write_file(boot->output, result, &msg)) {
		rescue(result, msg.text);
	}
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
	case FATE_SILENT:
	case FATE_TIMEOUT:
		return EXIT_GUEST;
	case FATE_INTERRUPTED:
		return EXIT_INCOMPLETE;
	default:
		return EXIT_HARNESS;
	}
}

static int boot_and_write(struct boot *boot)
{
	json_t *result = result_new(), *run = json_object_get(result, "run");
	struct message msg = {0};
	time_t now = time(NULL);
	char started[32];
	enum fate fate;
	int status;

	strftime(started, sizeof(started), "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
	json_object_set_new(run, "started", json_string(started));
	json_object_set_new(
		run, "id", json_sprintf("%s-%s-%d", boot->recipe.name, started, (int)getpid()));
	fate = session_run(&boot->session, result, &msg);
	if (fate == FATE_NOT_STARTED || fate == FATE_UNUSABLE)
		die(EXIT_HARNESS, "%s", msg.text);
	write_result(boot, result);
	status = status_of(result, fate);
	json_decref(result);
	return status;
}

static unsigned number(const char *option, const char *text, unsigned most)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (*text < '0' || *text > '9' || *end || value > most)
		die_usage(
			&verb_boot, "--%s %s: expected a number from 0 to %u", option, text, most);
	return (unsigned)value;
}

static void set_file(char *to, size_t size, const char *file)
{
	if (access(file, R_OK))
		die(EXIT_USAGE, "cannot read %s: %s", file, strerror(errno));
	snprintf(to, size, "%s", file);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{"accel", required_argument, NULL, 'a'},
		{"machine", required_argument, NULL, 'm'},
		{"plan", required_argument, NULL, 'p'},
		{"variant", required_argument, NULL, 'v'},
		{"output", required_argument, NULL, 'o'},
		{"console", required_argument, NULL, 'c'},
		{"image", required_argument, NULL, 'i'},
		{"kernel", required_argument, NULL, 'k'},
		{"timeout", required_argument, NULL, 't'},
		{"silence", required_argument, NULL, 's'},
		{"restarts", required_argument, NULL, 'r'},
		{"dry-run", no_argument, NULL, 'n'},
		{"keep", no_argument, NULL, 'K'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	json_t *variants = json_array();
	struct boot boot = {
		.machine_name = "reference",
		.session = {.accel = "auto", .timeout_s = 600, .silence_s = 60, .restarts = 5},
	};
	struct message msg = {0};
	int option;

	while ((option = getopt_long(argc, argv, "m:p:v:o:nh", options, NULL)) != -1) {
		switch (option) {
		case 'a':
			boot.session.accel = optarg;
			break;
		case 'm':
			boot.machine_name = optarg;
			break;
		case 'p':
			boot.plan_file = optarg;
			break;
		case 'v':
			json_array_append_new(variants, json_string(optarg));
			break;
		case 'o':
			boot.output = optarg;
			break;
		case 'c':
			boot.session.console_log = optarg;
			break;
		case 'i':
			set_file(boot.image, sizeof(boot.image), optarg);
			break;
		case 'k':
			set_file(boot.kernel, sizeof(boot.kernel), optarg);
			break;
		case 't':
			boot.session.timeout_s = number("timeout", optarg, 86400);
			break;
		case 's':
			boot.session.silence_s = number("silence", optarg, 86400);
			break;
		case 'r':
			boot.session.restarts = number("restarts", optarg, 1000);
			break;
		case 'n':
			boot.dry_run = true;
			break;
		case 'K':
			boot.session.keep = true;
			break;
		case 'h':
			verb_help(&verb_boot);
		default:
			die_usage(&verb_boot, "wrong option");
		}
	}
	if (optind + 1 != argc)
		die_usage(&verb_boot,
			"expected one recipe; 'stratos-conform list recipes' names them");
	boot.session.variants = variants;
	load(&boot, argv[optind]);
	if (!boot.dry_run)
		return boot_and_write(&boot);
	if (session_dry_run(&boot.session, stdout, &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	return 0;
}

VERB(boot) = {
	.name = "boot",
	.summary = "start the guest image under a recipe, write the result document",
	.usage = "usage: stratos-conform boot RECIPE [OPTION...]\n\n"
		 "RECIPE is a name ('stratos-conform list recipes') or a file.\n\n"
		 "  -m, --machine NAME   machine definition (default: reference)\n"
		 "  -p, --plan FILE      what to run (default: everything that is not slow)\n"
		 "      --accel WORD     auto, or one of the recipe's (kvm, tcg)\n"
		 "  -v, --variant NAME   a variant of the recipe (repeatable)\n"
		 "  -o, --output FILE    write the result there (default: standard output)\n"
		 "      --console FILE   keep everything the guest printed\n"
		 "      --image FILE, --kernel FILE  instead of the tool's own\n"
		 "      --timeout S      for each start of the guest (default: 600)\n"
		 "      --silence S      without a byte the guest counts as hung (default: 60)\n"
		 "      --restarts N     after deaths, for the rest of the plan (default: 5)\n"
		 "      --keep           keep the work directory\n"
		 "  -n, --dry-run        print what would be started\n",
	.order = 20,
	.run = run,
};
