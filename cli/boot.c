/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/boot.h"

#include "cli/cli.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct verb verb_boot;

static unsigned number(const char *option, const char *text, unsigned most)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (*text < '0' || *text > '9' || *end || value > most)
		die_usage(
			&verb_boot, "--%s %s: expected a number from 0 to %u", option, text, most);
	return (unsigned)value;
}

static const char *readable(const char *file)
{
	if (access(file, R_OK))
		die(EXIT_USAGE, "cannot read %s: %s", file, strerror(errno));
	return file;
}

static void take_option(struct boot_options *options, json_t *variants, int option)
{
	struct session *session = &options->session;

	switch (option) {
	case 'a':
		session->accel = optarg;
		break;
	case 'm':
		options->machine = optarg;
		break;
	case 'p':
		options->plan = optarg;
		break;
	case 'v':
		json_array_append_new(variants, json_string(optarg));
		break;
	case 'o':
		options->output = optarg;
		break;
	case 'c':
		session->console_log = optarg;
		break;
	case 'i':
		options->image = readable(optarg);
		break;
	case 'k':
		options->kernel = readable(optarg);
		break;
	case 't':
		session->timeout_s = number("timeout", optarg, 86400);
		break;
	case 's':
		session->silence_s = number("silence", optarg, 86400);
		break;
	case 'r':
		session->restarts = number("restarts", optarg, 1000);
		break;
	case 'R':
		options->repeat = number("repeat", optarg, 1000);
		break;
	case 'X':
		session->kill_at = number("kill-at", optarg, 1000000);
		break;
	case 'Y':
		session->kill_every = number("kill-every", optarg, 1000000);
		break;
	case 'M':
		options->matrix = true;
		break;
	case 'P':
		options->profile = optarg;
		break;
	case 'C':
		options->cold_starts = number("cold-starts", optarg, 10000);
		break;
	case 'N':
		options->neighbour = optarg;
		break;
	case 'L':
		session->neighbour_kill_at = number("neighbour-kill-at", optarg, 1000000);
		break;
	case 'V':
		options->recovery = true;
		break;
	case 'n':
		options->dry_run = true;
		break;
	case 'E':
		options->no_el1 = true;
		break;
	case 'K':
		session->keep = true;
		break;
	case 'h':
		verb_help(&verb_boot);
	default:
		die_usage(&verb_boot, "wrong option");
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
		{"console", required_argument, NULL, 'c'},
		{"image", required_argument, NULL, 'i'},
		{"kernel", required_argument, NULL, 'k'},
		{"timeout", required_argument, NULL, 't'},
		{"silence", required_argument, NULL, 's'},
		{"restarts", required_argument, NULL, 'r'},
		{"repeat", required_argument, NULL, 'R'},
		{"matrix", no_argument, NULL, 'M'},
		{"profile", required_argument, NULL, 'P'},
		{"cold-starts", required_argument, NULL, 'C'},
		{"recovery", no_argument, NULL, 'V'},
		{"kill-at", required_argument, NULL, 'X'},
		{"kill-every", required_argument, NULL, 'Y'},
		{"neighbour", required_argument, NULL, 'N'},
		{"neighbour-kill-at", required_argument, NULL, 'L'},
		{"dry-run", no_argument, NULL, 'n'},
		{"no-el1", no_argument, NULL, 'E'},
		{"keep", no_argument, NULL, 'K'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	json_t *variants = json_array();
	struct boot_options boot = {
		.profile = "stratos-base",
		.repeat = 1,
		.session =
			{
				.accel = "auto",
				.variants = variants,
				.timeout_s = 600,
				.silence_s = 30,
				.restarts = 5,
			},
	};
	int option, status;

	while ((option = getopt_long(argc, argv, "m:p:v:o:nh", options, NULL)) != -1)
		take_option(&boot, variants, option);
	if (optind == argc)
		die_usage(
			&verb_boot, "expected a recipe; 'stratos-conform list recipes' names them");
	if (!boot.machine)
		boot.machine = boot.recovery ? "split" : "reference";
	if (boot.dry_run)
		status = boot_dry_run(&boot, argv[optind]);
	else if (boot.cold_starts)
		status = boot_cold_starts(&boot, argv[optind]);
	else if (boot.recovery)
		status = boot_recovery(&boot, argv[optind]);
	else if (boot.repeat == 1 && !boot.matrix && optind + 1 == argc)
		status = boot_one(&boot, argv[optind], boot.output);
	else
		status = boot_many(&boot, argv + optind, (size_t)(argc - optind));
	json_decref(variants);
	return status;
}

VERB(boot) = {
	.name = "boot",
	.summary = "start the guest image under a recipe, write the result document",
	.usage = "usage: stratos-conform boot RECIPE... [OPTION...]\n\n"
		 "RECIPE is a name ('stratos-conform list recipes') or a file, with variants of "
		 "it\n"
		 "behind colons (qemu-x86_64:packed).\n\n"
		 "  -m, --machine NAME   machine definition (default: reference)\n"
		 "  -p, --plan NAME      a plan or a file (default: everything that is not slow)\n"
		 "      --accel WORD     auto, or one of the recipe's (kvm, tcg)\n"
		 "  -v, --variant NAME   a variant of the recipe (repeatable)\n"
		 "  -o, --output FILE    write the result there (default: standard output); with\n"
		 "                       several recipes or --repeat: the directory for the "
		 "results\n"
		 "      --console FILE   keep everything the guest printed\n"
		 "      --image FILE, --kernel FILE  instead of the tool's own\n"
		 "      --timeout S      for each start of the guest (default: 600)\n"
		 "      --silence S      without even a heartbeat the guest is hung (default: 30)\n"
		 "      --restarts N     after deaths, for the rest of the plan (default: 5)\n"
		 "      --kill-at N      kill the hypervisor at its Nth event, to try the above\n"
		 "      --kill-every N   the same at each start, until fewer are left\n"
		 "      --repeat N       each recipe N times, interleaved, for 'diff'\n"
		 "      --matrix         each recipe in turn, then one table of all against a "
		 "profile\n"
		 "      --profile NAME   the profile of --matrix (default: stratos-base)\n"
		 "      --cold-starts N  N times: when is what reached after the start\n"
		 "      --neighbour LOADS  measure each isolation beside a second guest, too, "
		 "which has\n"
		 "                       a load: cpu, memory, block, video, audio or all; several "
		 "with\n"
		 "                       commas (default plan: isolation)\n"
		 "      --neighbour-kill-at N  kill its hypervisor at its Nth event, to try that\n"
		 "      --recovery       panic, reset, kill the hypervisor and a back-end, "
		 "--repeat times:\n"
		 "                       how long until it works again, and what is lost "
		 "(machine: split)\n"
		 "      --no-el1         do not start the EL1 probe (Arm) after the guest\n"
		 "      --keep           keep the work directory\n"
		 "  -n, --dry-run        print what would be started\n",
	.order = 20,
	.run = run,
};
