/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/boot.h"

#include "cli/cli.h"
#include "cli/series.h"
#include "core/clock.h"
#include "core/unit.h"
#include "hypervisors/guest.h"
#include "hypervisors/prepare.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PLAN	  "recovery"
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

static const char *const services[] = {"first_block_read", "first_audio_period", "first_frame"};

struct recovery {
	enum disturbance disturbance;
	bool after;	    /* it is the guest that comes after */
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
	if (strcmp(recovery->device, device) != 0)
		snprintf(text, size, "other");
	else
		snprintf(text, size, "%s", recovery->after ? "after" : "before");
	return 0;
}

static void add(struct series *series, const struct recovery *recovery, const char *what,
	const json_t *value, double more)
{
	char id[80];

	snprintf(id, sizeof(id), "recovery.%s.%s", scenarios[recovery->disturbance].id, what);
	if (value)
		series_add(series, id, json_number_value(value) + more);
}

/* From the disturbance to the hypervisor's new start, from there to the kernel, then on. */
static void add_services(
	struct series *series, const struct recovery *recovery, const json_t *result)
{
	const json_t *times = json_object_get(json_object_get(result, "run"), "times");
	const json_t *kernel = json_object_get(json_array_get(times, 0), "kernel_ms");
	double gap = (double)(recovery->started - recovery->disturbed) / 1e6;
	char id[80];

	for (size_t i = 0; kernel && i < sizeof(services) / sizeof(*services); i++) {
		snprintf(id, sizeof(id), "flow.guest.%s", services[i]);
		add(series, recovery, services[i], series_metric(result, id),
			gap + json_number_value(kernel));
	}
}

static void add_result(struct series *series, const struct recovery *recovery, const json_t *result)
{
	if (recovery->disturbance == BACKEND)
		add(series, recovery, "first_block_read",
			series_metric(result, "recovery.guest.block_answers"), 0);
	else if (recovery->started > recovery->disturbed)
		add_services(series, recovery, result);
	add(series, recovery, "lost_writes", series_metric(result, "recovery.guest.lost_writes"),
		0);
	add(series, recovery, "lost_flushed", series_metric(result, "recovery.guest.lost_flushed"),
		0);
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
	result = boot_result(each, recipe, &status);
	keep_accelerator(each, result);
	if (recovery.disturbed && disturbance != BACKEND && !guest_interrupted) {
		json_decref(result);
		recovery.after = true;
		result = boot_result(each, recipe, &status);
	}
	if (result && recovery.disturbed)
		add_result(series, &recovery, result);
	if (!result || !recovery.disturbed)
		complain(&recovery);
	each->session.on_ask = NULL;
	each->session.on_ask_to = NULL;
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

extern const struct unit bench_recovery_host;

int boot_recovery(const struct boot_options *options, const char *recipe)
{
	struct boot_options each = *options;
	struct series series;
	json_t *last = NULL;
	int worst = 0;

	if (!each.plan)
		each.plan = PLAN;
	each.session.restarts = 0; /* by the hand that measures */
	boot_check_output(options->output);
	series_init(&series);
	for (unsigned n = 0; n < options->repeat; n++)
		for (unsigned d = 0; d < SCENARIOS && !guest_interrupted; d++) {
			json_t *result = recover_on_own_disks(
				&each, &series, recipe, (enum disturbance)d, &worst);

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
	boot_write_result(options->output, last);
	json_decref(last);
	return worst;
}

#define RECOVERED(name, words)                                                                     \
	{"recovery." name ".first_block_read", "ms", BETTER_LOWER,                                 \
		"from " words " to the next block read from a disk"},                              \
		{"recovery." name ".first_audio_period", "ms", BETTER_LOWER,                       \
			"from " words " to the next audio period played"},                         \
		{"recovery." name ".first_frame", "ms", BETTER_LOWER,                              \
			"from " words " to the next frame on a display"},                          \
		{"recovery." name ".lost_writes", "count", BETTER_LOWER,                           \
			"confirmed writes, of 64, that " words " lost"},                           \
	{                                                                                          \
		"recovery." name ".lost_flushed", "count", BETTER_LOWER,                           \
			"flushed writes, of 32, that " words " lost"                               \
	}

static const struct metric_desc metrics[] = {
	RECOVERED("panic", "the guest's panic"),
	RECOVERED("reset", "the guest's reset"),
	RECOVERED("hypervisor", "the hypervisor's death"),
	{"recovery.backend.first_block_read", "ms", BETTER_LOWER,
		"from a back-end's death to the next block read from its disk"},
	{"recovery.backend.lost_writes", "count", BETTER_LOWER,
		"confirmed writes, of 64, that a back-end's death lost"},
	{"recovery.backend.lost_flushed", "count", BETTER_LOWER,
		"flushed writes, of 32, that a back-end's death lost"},
	{0},
};

BENCH(recovery_host) = {
	.id = "recovery.host",
	.title = "How long until a guest does again what it did before something died",
	.source = "Project Stratos: fast recovery; boot --recovery",
	.flags = UNIT_SLOW | UNIT_HOST,
	.metrics = metrics,
};
