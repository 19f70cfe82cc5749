/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/diff.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define RUNS	8
#define METRICS 60
#define TRIES	20

/* xorshift64*: the same numbers on every machine. */
static uint64_t state;

static double uniform(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return ((double)((state * 2685821657736338717u) >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(void)
{
	return sqrt(-2 * log(uniform())) * cos(2 * M_PI * uniform());
}

/*
 * A run: `slower` slows all metrics, and a run has luck of its own that all of them
 * share, as on a loaded host.
 */
static json_t *run_of(double noise, double slower)
{
	json_t *metrics = json_array();
	double luck = exp(noise / 2 * normal());

	for (int i = 0; i < METRICS; i++)
		json_array_append_new(metrics,
			json_pack("{s:o,s:s,s:s,s:{},s:f}", "id", json_sprintf("some.time.m%d", i),
				"unit", "ns", "better", "lower", "conditions", "value",
				(1000 + 1000 * i) * 1000 * luck * exp(noise * normal()) * slower));
	return json_pack("{s:{s:b},s:{s:s},s:{},s:{},s:[],s:o}", "run", "complete", 1, "hypervisor",
		"accelerator", "kvm", "environment", "facts", "verdicts", "metrics", metrics);
}

struct pair {
	struct result results[2 * RUNS];
	size_t members[2][RUNS];
	struct result_set items[2];
	struct result_sets sets;
	struct diff_rows rows;
	struct diff diff;
};

static void take(struct result *result, json_t *root)
{
	result->doc.root = root;
	result->run = json_object_get(root, "run");
	result->hypervisor = json_object_get(root, "hypervisor");
	result->environment = json_object_get(root, "environment");
	result->facts = json_object_get(root, "facts");
	result->verdicts = json_object_get(root, "verdicts");
	result->metrics = json_object_get(root, "metrics");
	result->complete = true;
}

static void compare(struct pair *pair, size_t runs, double noise, double slower)
{
	struct message msg = {0};

	*pair = (struct pair){.sets = {.results = pair->results, .result_count = 2 * runs}};
	for (size_t set = 0; set < 2; set++) {
		pair->items[set] = (struct result_set){
			.name = "set", .members = pair->members[set], .count = runs};
		for (size_t i = 0; i < runs; i++) {
			pair->members[set][i] = set * runs + i;
			take(&pair->results[set * runs + i], run_of(noise, set ? slower : 1));
		}
	}
	cr_assert_eq(diff_rows_make(&pair->rows, &pair->sets, &msg), 0);
	pair->diff = (struct diff){
		.sets = &pair->sets,
		.base = &pair->items[0],
		.other = &pair->items[1],
		.thresholds = {.relative = 0.05, .seconds = 1e-6, .alpha = 0.05},
	};
	cr_assert_eq(diff_make(&pair->diff, &pair->rows, &msg), 0);
}

static void release(struct pair *pair)
{
	diff_free(&pair->diff);
	diff_rows_free(&pair->rows);
	for (size_t i = 0; i < pair->sets.result_count; i++)
		json_decref(pair->results[i].doc.root);
}

static unsigned tries_with_worse(size_t runs, double noise, double slower)
{
	struct pair *pair = malloc(sizeof(*pair));
	unsigned found = 0;

	for (uint64_t seed = 1; seed <= TRIES; seed++) {
		state = seed * 88172645463325252u;
		compare(pair, runs, noise, slower);
		cr_assert_eq(pair->diff.metric_count, METRICS);
		found += pair->diff.counts[CHANGE_WORSE] > 0;
		release(pair);
	}
	free(pair);
	return found;
}

Test(diff, runs_of_the_same_give_no_worse_in_19_of_20_tries)
{
	cr_assert_leq(tries_with_worse(RUNS, 0.02, 1), 1);
	cr_assert_leq(tries_with_worse(RUNS, 0.20, 1), 1);
	cr_assert_leq(tries_with_worse(5, 0.20, 1), 1);
}

Test(diff, runs_slowed_by_a_fifth_are_found)
{
	cr_assert_eq(tries_with_worse(RUNS, 0.02, 1.2), TRIES);
	cr_assert_eq(tries_with_worse(5, 0.05, 1.2), TRIES);
	cr_assert_geq(tries_with_worse(RUNS, 0.10, 1.2), TRIES - 1);
}

Test(diff, fewer_than_four_runs_are_inconclusive)
{
	cr_assert_eq(tries_with_worse(3, 0.02, 2), 0);
}

/* Certain, but too small to matter: 2 % where 5 % are asked for. */
Test(diff, what_is_certain_and_small_is_the_same)
{
	struct pair *pair = malloc(sizeof(*pair));

	state = 4711;
	compare(pair, RUNS, 0.001, 1.02);
	cr_assert_eq(pair->diff.counts[CHANGE_SAME], METRICS);
	cr_assert_lt(pair->diff.metrics[0].p, 0.01);
	release(pair);
	free(pair);
}

/* 20 % of 1 ms is much; 20 % of 2 us is not, if 1 us is the least that matters. */
Test(diff, both_thresholds_must_be_passed)
{
	struct pair *pair = malloc(sizeof(*pair));
	struct message msg = {0};
	struct diff again;

	state = 4711;
	compare(pair, RUNS, 0.001, 1.2);
	cr_assert_eq(pair->diff.counts[CHANGE_WORSE], METRICS);
	again = (struct diff){
		.sets = pair->diff.sets,
		.base = pair->diff.base,
		.other = pair->diff.other,
		.thresholds = {.relative = 0.05, .seconds = 1, .alpha = 0.05},
	};
	cr_assert_eq(diff_make(&again, &pair->rows, &msg), 0);
	cr_assert_eq(again.counts[CHANGE_SAME], METRICS);
	diff_free(&again);
	release(pair);
	free(pair);
}
