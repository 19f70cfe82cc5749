/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/isolation.h"

#include "reports/metric.h"
#include "reports/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *isolation_load(const struct match_row *row)
{
	return json_string_value(
		json_object_get(json_object_get(row->any, "conditions"), ISOLATION_KEY));
}

static bool is_alone(const struct match_row *row)
{
	const char *load = isolation_load(row);

	return load && !strcmp(load, ISOLATION_ALONE);
}

struct isolation isolation_find(const struct match *metrics)
{
	struct isolation isolation = {calloc(metrics->count + 1, sizeof(*isolation.rows)), 0};

	if (!isolation.rows)
		abort();
	for (size_t i = 0; i < metrics->count; i++) {
		const struct match_row *alone = &metrics->rows[i];

		for (size_t k = 0; is_alone(alone) && k < metrics->count; k++) {
			const struct match_row *row = &metrics->rows[k];

			if (k != i && isolation_load(row) && !is_alone(row) &&
				match_same_but(alone, row, ISOLATION_KEY))
				isolation.rows[isolation.count++] =
					(struct disturbance){alone, row, isolation_load(row)};
		}
	}
	return isolation;
}

void isolation_free(struct isolation *isolation)
{
	free(isolation->rows);
	*isolation = (struct isolation){0};
}

double isolation_ratio(const struct disturbance *row, size_t result, double percent)
{
	const json_t *alone = row->alone->of[result], *loaded = row->loaded->of[result];
	bool higher = !strcmp(text_at(row->alone->any, "better"), "higher");
	double a, b;

	if (!alone || !loaded)
		return NAN;
	a = metric_shown_percentile(alone, percent);
	b = metric_shown_percentile(loaded, percent);
	if (higher)
		return b > 0 ? a / b : NAN;
	return a > 0 ? b / a : NAN;
}

const struct disturbance *isolation_worst(const struct isolation *isolation, size_t result)
{
	const struct disturbance *worst = NULL;

	for (size_t i = 0; i < isolation->count; i++) {
		double ratio = isolation_ratio(&isolation->rows[i], result, 99);

		if (!strcmp(isolation->rows[i].load, ISOLATION_AGAIN))
			continue;
		if (!isnan(ratio) && (!worst || ratio > isolation_ratio(worst, result, 99)))
			worst = &isolation->rows[i];
	}
	return worst;
}
