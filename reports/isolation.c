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

double isolation_noise(const struct isolation *isolation, const struct disturbance *row,
	size_t result, double percent)
{
	for (size_t i = 0; i < isolation->count; i++) {
		const struct disturbance *again = &isolation->rows[i];

		if (again->alone == row->alone && !strcmp(again->load, ISOLATION_AGAIN))
			return isolation_ratio(again, result, percent);
	}
	return NAN;
}

const struct disturbance *isolation_worst(const struct isolation *isolation, size_t result)
{
	const struct disturbance *worst = NULL;
	double most = 0;

	for (size_t i = 0; i < isolation->count; i++) {
		const struct disturbance *row = &isolation->rows[i];
		double ratio = isolation_ratio(row, result, 99);
		double noise = isolation_noise(isolation, row, result, 99);

		if (isnan(ratio) || !strcmp(row->load, ISOLATION_AGAIN))
			continue;
		ratio /= fmax(1, noise); /* 1 where it is not known */
		if (ratio > most) {
			worst = row;
			most = ratio;
		}
	}
	return worst;
}

bool isolation_measured(const struct isolation *isolation, size_t result)
{
	for (size_t i = 0; i < isolation->count; i++)
		if (isolation->rows[i].alone->of[result] || isolation->rows[i].loaded->of[result])
			return true;
	return false;
}
