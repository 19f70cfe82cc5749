/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/boot.h"

#include "cli/cli.h"
#include "cli/series.h"
#include "core/clock.h"
#include "core/unit.h"
#include "hypervisors/guest.h"
#include "hypervisors/prepare.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PLAN	  "recovery"
#define IN_PLACE  "resets-in-place"
#define SCENARIOS (sizeof(scenarios) / sizeof(*scenarios))

enum disturbance { PANIC, RESET, HYPERVISOR, BACKEND };

/* The names are parts of ids, and what the guest is told (bench/recovery.c). */
static const struct {
	const char *id, *told;
} scenarios[] = {
	[PANIC] = {"panic", "panic"},
	[RESET] = {"reset", "reset"},
	[HYPERVISOR] = {"hypervisor", "hypervisor"},
	[BACKEND] = {"backend", "back-end"},
};

/* What the user has of a guest; what is lost of it is what would have come meanwhile. */
static const struct {
	const char *first, *lost;
	double period_ms;
} services[] = {
	{"first_block_read", NULL, 0},
	{"first_audio_period", "lost_periods", 10},
	{"first_audio_rebound", "lost_periods", 10}, /* where there is none without */
	{"first_frame", "lost_frames", 1000.0 / 60},
};

/* A back-end's death as the guest that outlived it has measured it. */
static const struct {
	const char *what, *guest;
} outlived[] = {
	{"first_block_read", "recovery.guest.block_answers"},
	{"failed_reads", "recovery.guest.failed_reads"},
	{"first_audio_period", "recovery.guest.audio_silent"},
	{"lost_periods", "recovery.guest.lost_periods"},
	{"first_frame", "recovery.guest.video_still"},
	{"lost_frames", "recovery.guest.lost_frames"},
};

struct recovery {
	enum disturbance disturbance;
	bool after;	    /* it is the guest that comes after, or the same one begun again */
	char device[48];    /* the disk that is written to */
	uint64_t disturbed; /* when; 0: not yet */
	uint64_t started;   /* when the guest's hypervisor was, by the same clock */
};

static int disturb(
	struct recovery *recovery, struct asked *asked, const char *device, char *text, size_t size)
{
	snprintf(text, size, "%s", scenarios[recovery->disturbance].told);
	recovery->disturbed = clock_ns();
	if (recovery->disturbance == HYPERVISOR)
		kill(*asked->hypervisor, SIGKILL);
	if (recovery->disturbance == BACKEND && backends_kill(asked->backends, device, 0)) {
		recovery->disturbed = 0;
		snprintf(text, size, "the back-end of %s is no process of its own", device);
	}
	return 0;
}

/* As session.on_ask. */
static int answer(void *to, struct asked *asked, const char *action, const char *arguments,
	char *text, size_t size)
{
	struct recovery *recovery = to;
	const char *device = strchr(arguments, '=');

	if (!device || strncmp(action, "recovery-", strlen("recovery-")) != 0)
		return -ENOSYS;
	device++;
	if (!recovery->device[0])
		snprintf(recovery->device, sizeof(recovery->device), "%s", device);
	if (!strcmp(action, "recovery-disturb"))
		return disturb(recovery, asked, device, text, size);
	recovery->started = *asked->started;
	recovery->after |= recovery->disturbed != 0 && recovery->disturbance != BACKEND;
	if (strcmp(recovery->device, device) != 0)
		snprintf(text, size, "other");
	else
		snprintf(text, size, "%s", recovery->after ? "after" : "before");
	return 0;
}

static void add(
	struct series *series, const struct recovery *recovery, const char *what, double value)
{
	char id[80];

	snprintf(id, sizeof(id), "recovery.%s.%s", scenarios[recovery->disturbance].id, what);
	series_add(series, id, value);
}

/*
 * From the disturbance to the hypervisor's start (before it, where the guest began again in
 * the same one), from there to the kernel, then on.
 */
static void add_services(
	struct series *series, const struct recovery *recovery, const json_t *result)
{
	const json_t *times = json_object_get(json_object_get(result, "run"), "times");
	const json_t *kernel = json_object_get(json_array_get(times, 0), "kernel_ms");
	double gap = ((double)recovery->started - (double)recovery->disturbed) / 1e6, silent;
	char id[80];

	for (size_t i = 0; kernel && i < sizeof(services) / sizeof(*services); i++) {
		const json_t *guest;

		snprintf(id, sizeof(id), "flow.guest.%s", services[i].first);
		guest = series_metric(result, id);
		if (!guest)
			continue;
		silent = gap + json_number_value(kernel) + json_number_value(guest);
		add(series, recovery, services[i].first, silent);
		if (services[i].lost)
			add(series, recovery, services[i].lost,
				floor(silent / services[i].period_ms));
	}
}

static void add_measured(struct series *series, const struct recovery *recovery,
	const json_t *result, const char *what, const char *guest)
{
	const json_t *value = series_metric(result, guest);

	if (value)
		add(series, recovery, what, json_number_value(value));
}

static void add_result(struct series *series, const struct recovery *recovery, const json_t *result)
{
	for (size_t i = 0;
		recovery->disturbance == BACKEND && i < sizeof(outlived) / sizeof(*outlived); i++)
		add_measured(series, recovery, result, outlived[i].what, outlived[i].guest);
	if (recovery->after)
		add_services(series, recovery, result);
	add_measured(series, recovery, result, "lost_writes", "recovery.guest.lost_writes");
	add_measured(series, recovery, result, "lost_flushed", "recovery.guest.lost_flushed");
}

/* Once where a thing cannot be brought about, or its guest did not come back. */
static void complain(const struct recovery *recovery)
{
	const char *why = "it could not be brought about: the guest found no scratch disk, or none "
			  "whose back-end is a process of its own";

	fprintf(stderr, "stratos-conform: recovery from '%s' was not measured: %s\n",
		scenarios[recovery->disturbance].told,
		recovery->disturbed ? "nothing of that guest came back" : why);
}

/* Later starts do not try again what the first found unusable: that would be counted. */
static void keep_accelerator(struct boot_options *each, const json_t *result)
{
	static char name[32];
	const json_t *hypervisor = json_object_get(result, "hypervisor");
	const char *used = json_string_value(json_object_get(hypervisor, "accelerator"));

	if (!used)
		return;
	snprintf(name, sizeof(name), "%s", used);
	each->session.accel = name;
}

/* The result of the guest that came after, or NULL. */
static json_t *recover(struct boot_options *each, struct series *series, const char *recipe,
	enum disturbance disturbance, int *worst)
{
	struct recovery recovery = {.disturbance = disturbance};
	json_t *result;
	int status;

	each->session.on_ask = answer;
	each->session.on_ask_to = &recovery;
	each->session.follow_resets = disturbance == PANIC || disturbance == RESET;
	result = boot_result(each, recipe, &status);
	keep_accelerator(each, result);
	if (recovery.disturbed && !recovery.after && disturbance != BACKEND && !guest_interrupted) {
		json_decref(result);
		result = boot_result(each, recipe, &status);
	}
	if (result && recovery.disturbed)
		add_result(series, &recovery, result);
	if (!result || !recovery.disturbed)
		complain(&recovery);
	each->session.on_ask = NULL;
	each->session.on_ask_to = NULL;
	each->session.follow_resets = false;
	*worst = status > *worst ? status : *worst;
	return result;
}

/* Its disks outlive a hypervisor, in a directory of their own. */
static json_t *recover_on_own_disks(struct boot_options *each, struct series *series,
	const char *recipe, enum disturbance disturbance, int *worst)
{
	struct message msg = {0};
	char directory[64];
	json_t *result;

	if (directory_make(directory, sizeof(directory), "disks-", &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	each->session.disks_in = directory;
	result = recover(each, series, recipe, disturbance, worst);
	each->session.disks_in = NULL;
	directory_remove(directory);
	return result;
}

/* Where a recipe has a way for a guest to start again in the same hypervisor, that is measured. */
static void choose_variant(char *named, size_t size, const char *recipe)
{
	struct message msg = {0};
	struct recipe read;
	char name[4096];
	const char *slash = strrchr(recipe, '/');
	size_t length =
		strcspn(slash ? slash : recipe, ":") + (slash ? (size_t)(slash - recipe) : 0);

	snprintf(name, sizeof(name), "%.*s", (int)length, recipe);
	snprintf(named, size, "%s", recipe);
	if (recipe_read(&read, name, &msg))
		return; /* which is told when it is booted */
	if (json_object_get(json_object_get(read.doc.root, "variants"), IN_PLACE))
		snprintf(named, size, "%s:%s", recipe, IN_PLACE);
	recipe_free(&read);
}

extern const struct unit bench_recovery_host;

int boot_recovery(const struct boot_options *options, const char *recipe)
{
	struct boot_options each = *options;
	struct series series;
	json_t *last = NULL;
	int worst = 0;
	char named[4096];

	if (!each.plan)
		each.plan = PLAN;
	choose_variant(named, sizeof(named), recipe);
	each.session.restarts = 0; /* by the hand that measures */
	boot_check_output(options->output);
	series_init(&series);
	for (unsigned n = 0; n < options->repeat; n++)
		for (unsigned d = 0; d < SCENARIOS && !guest_interrupted; d++) {
			json_t *result = recover_on_own_disks(
				&each, &series, named, (enum disturbance)d, &worst);

			if (!result)
				continue;
			json_decref(last);
			last = result;
		}
	if (!last)
		return worst;
	series_end(&series, &bench_recovery_host, last, "rounds", options->repeat);
	if (!json_array_size(json_object_get(last, "metrics")) && !worst)
		worst = EXIT_INCOMPLETE;
	write_result(options->output, last);
	json_decref(last);
	return worst;
}

#define SERVED(name, words)                                                                        \
	{"recovery." name ".first_block_read", "ms", BETTER_LOWER,                                 \
		"from " words " to the next block read from a disk"},                              \
		{"recovery." name ".lost_writes", "count", BETTER_LOWER,                           \
			"confirmed writes, of 64, that " words " lost"},                           \
		{"recovery." name ".lost_flushed", "count", BETTER_LOWER,                          \
			"flushed writes, of 32, that " words " lost"},                             \
		{"recovery." name ".lost_periods", "count", BETTER_LOWER,                          \
			"audio periods of 10 ms that were not played meanwhile"},                  \
	{                                                                                          \
		"recovery." name ".lost_frames", "count", BETTER_LOWER,                            \
			"frames, of 60 a second, that were not shown meanwhile"                    \
	}

#define RECOVERED(name, words)                                                                     \
	SERVED(name, words),                                                                       \
		{"recovery." name ".first_audio_period", "ms", BETTER_LOWER,                       \
			"from " words " to the next audio period played"},                         \
		{"recovery." name ".first_audio_rebound", "ms", BETTER_LOWER,                      \
			"the same where it came only with the card's driver bound again"},         \
	{                                                                                          \
		"recovery." name ".first_frame", "ms", BETTER_LOWER,                               \
			"from " words " to the next frame on a display"                            \
	}

static const struct metric_desc metrics[] = {
	RECOVERED("panic", "the guest's panic"),
	RECOVERED("reset", "the guest's reset"),
	RECOVERED("hypervisor", "the hypervisor's death"),
	SERVED("backend", "a disk's back-end's death"),
	{"recovery.backend.failed_reads", "count", BETTER_LOWER,
		"reads of that disk that failed until it answered again"},
	{"recovery.backend.first_audio_period", "ms", BETTER_LOWER,
		"the longest time without an audio period while a disk's back-end was away"},
	{"recovery.backend.first_frame", "ms", BETTER_LOWER,
		"the longest time without a new frame while a disk's back-end was away"},
	{0},
};

BENCH(recovery_host) = {
	.id = "recovery.host",
	.title = "How long until a guest does again what it did before something died",
	.source = "Project Stratos: fast recovery; boot --recovery",
	.flags = UNIT_SLOW | UNIT_HOST,
	.metrics = metrics,
};
