/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge.h"
#include "reports/metric.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

static int none(char *path, size_t size, const char *name, struct message *msg)
{
	(void)path;
	(void)size;
	return message_set(msg, -1, "no profile '%s'", name);
}

/* What can be read can be asked for every statistic, and judged. */
static void use(const struct result *result, const struct profile *profile)
{
	struct judge_options options = {.profile = profile};
	struct judgement judgement = {0};
	const json_t *metric;
	char name[200];
	size_t i, count;

	json_array_foreach (result->metrics, i, metric) {
		metric_statistic(metric, "p99");
		metric_mean(metric);
		metric_name(metric, name, sizeof(name));
		free(metric_cdf(metric, &count));
	}
	judge_result(&options, result, &judgement);
	judgement_free(&judgement);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct profile profile;
	struct result result;
	struct message msg = {0};

	if (!profile.count && profile_read(&profile, "tests/data/profile.json", none, &msg))
		abort();
	if (!result_read(&result, fuzz_file(data, size), &msg))
		use(&result, &profile);
	else
		fuzz_must_explain(-1, &msg);
	result_free(&result);
	return 0;
}
