/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks of the wire lane against devices that mean harm: random sequences of lies in
 * registers, rings and buffers. A check may say of such a device what it will, but it must
 * neither crash nor hang, and must not pass where the device did what no device may do.
 * Sequence N of seed S is sequence 0 of seed S + N: what fails can be run alone.
 */
#include "tests/hostile/hostile.h"
#include "tests/model/run.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct options {
	uint64_t seed, count;
	const char *only;
	bool verbose;
};

static struct deeds *deeds; /* shared with the checks' processes */
static uint64_t device_seed;

static struct bus *wrap(struct model *model)
{
	return hostile_open(model, device_seed, deeds);
}

static const struct unit *checks[4096];
static uint32_t check_count;

static void find_checks(const char *only)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++)
		if (model_is_wire_check(units[i]) && unit_matches(units[i], only))
			checks[check_count++] = units[i];
}

/* A check, and a model that it fits. */
static const struct unit *choose(uint64_t *random)
{
	const struct unit *unit = checks[random_below(random, check_count)];
	const struct model_class *class;
	const struct model_variant *variant;

	do {
		class = model_classes[random_below(random, (uint32_t)model_class_count)];
		variant = &model_variants[random_below(random, (uint32_t)model_variant_count)];
	} while (!model_fits(unit, class, variant));
	return unit;
}

/* NULL, or what is wrong with what the check said. */
static const char *wrong(enum verdict word, const struct said *said)
{
	if (strstr(said->reason, "own process"))
		return "crashed";
	if (strstr(said->reason, "within the time limit"))
		return "hangs";
	if (word == VERDICT_ERROR)
		return "takes the device's fault for its own";
	if (word != VERDICT_PASS)
		return said->reason[0] || word == VERDICT_ABSENT ? NULL : "says no reason";
	if (deeds->broke_guard)
		return "passes although the device wrote outside of its buffers";
	if (deeds->asked_reset && !deeds->was_reset)
		return "passes although the device was never reset";
	if (deeds->asked && !deeds->answered)
		return "passes although the device answers nothing";
	return deeds->was_there ? NULL : "passes although there was no device";
}

static bool run(const struct options *options, uint64_t seed)
{
	uint64_t random = seed;
	const struct unit *unit = choose(&random);
	struct said said;
	enum verdict word;
	const char *what;
	char plan[400];

	device_seed = random_next(&random);
	*deeds = (struct deeds){0};
	word = model_run_check(unit, &said);
	what = wrong(word, &said);
	hostile_describe(device_seed, plan, sizeof(plan));
	if (what || options->verbose)
		printf("seed %llu: %s of %s: %s: %s %s\n  the device: %s\n",
			(unsigned long long)seed, unit->id, model_place(), what ? what : "",
			verdict_word(word), said.reason, plan);
	return !what;
}

static void read_options(struct options *options, int argc, char **argv)
{
	static const struct option known[] = {
		{"seed", required_argument, NULL, 's'},
		{"count", required_argument, NULL, 'c'},
		{"only", required_argument, NULL, 'o'},
		{"verbose", no_argument, NULL, 'v'},
		{0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "", known, NULL)) != -1)
		switch (option) {
		case 's':
			options->seed = strtoull(optarg, NULL, 0);
			break;
		case 'c':
			options->count = strtoull(optarg, NULL, 0);
			break;
		case 'o':
			options->only = optarg;
			break;
		case 'v':
			options->verbose = true;
			break;
		default:
			fprintf(stderr,
				"usage: %s [--seed N] [--count N] [--only CHECK] [--verbose]\n",
				argv[0]);
			exit(2);
		}
}

int main(int argc, char **argv)
{
	struct options options = {.seed = 1, .count = 1000, .only = "virtio.*"};
	uint64_t failed = 0;

	read_options(&options, argc, argv);
	setvbuf(stdout, NULL, _IOLBF, 0);
	model_set_up();
	model_wrap_is(wrap);
	find_checks(options.only);
	if (!check_count) {
		fprintf(stderr, "no check of the wire lane matches '%s'\n", options.only);
		return 2;
	}
	deeds = mmap(
		NULL, sizeof(*deeds), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (deeds == MAP_FAILED)
		abort();
	for (uint64_t i = 0; i < options.count; i++)
		failed += !run(&options, options.seed + i);
	printf("hostile: %llu sequences from seed %llu, %llu failed\n",
		(unsigned long long)options.count, (unsigned long long)options.seed,
		(unsigned long long)failed);
	return failed != 0;
}
