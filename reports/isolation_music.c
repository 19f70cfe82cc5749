/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/isolation.h"

#include "reports/metric.h"
#include "reports/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MUSIC	"audio"
#define PICTURE "isolation.video.latency"
#define DROPS	"isolation.video.extra_drops"

static const struct disturbance *find_music(const struct isolation *isolation, size_t result)
{
	for (size_t i = 0; i < isolation->count; i++) {
		const struct disturbance *row = &isolation->rows[i];

		if (!strcmp(text_at(row->alone->any, "id"), PICTURE) && !strcmp(row->load, MUSIC) &&
			!isnan(isolation_ratio(row, result, 99)))
			return row;
	}
	return NULL;
}

/* Frames dropped beyond those alone; NAN where that was not counted. */
static double drops(const struct match *metrics, const char *load, size_t result)
{
	for (size_t i = 0; i < metrics->count; i++) {
		const struct match_row *row = &metrics->rows[i];

		if (!strcmp(text_at(row->any, "id"), DROPS) && isolation_load(row) &&
			!strcmp(isolation_load(row), load) && row->of[result])
			return metric_shown_percentile(row->of[result], 50);
	}
	return NAN;
}

/* Two counts of rare things differ by more than two standard deviations. */
static bool more_than_chance(double dropped, double noise)
{
	noise = isnan(noise) ? 0 : noise;
	return dropped - noise > 2 * sqrt(dropped + noise);
}

enum disturbed isolation_music(const struct match *metrics, const struct isolation *isolation,
	size_t result, char *text, size_t size)
{
	const struct disturbance *music = find_music(isolation, result);
	double ratio, noise, dropped, noise_dropped;
	int used;

	if (!music) {
		snprintf(text, size, "no moving picture could be measured beside music");
		return DISTURBED_UNKNOWN;
	}
	ratio = isolation_ratio(music, result, 99);
	noise = isolation_noise(isolation, music, result, 99);
	dropped = drops(metrics, MUSIC, result);
	noise_dropped = drops(metrics, ISOLATION_AGAIN, result);
	used = snprintf(text, size,
		"p99 of a moving picture's frames beside music is ×%.2f of alone", ratio);
	if (!isnan(dropped) && used < (int)size)
		used += snprintf(text + used, size - (size_t)used, ", %g more frame%s dropped",
			dropped, dropped == 1 ? "" : "s");
	if (!isnan(noise) && used < (int)size)
		snprintf(text + used, size - (size_t)used, " (noise: alone again is ×%.2f)", noise);
	if (ratio >= ISOLATION_FELT && !(ratio <= noise))
		return DISTURBED_YES;
	if (more_than_chance(dropped, noise_dropped))
		return DISTURBED_YES;
	return noise >= ISOLATION_FELT ? DISTURBED_NOISE : DISTURBED_NO;
}

const char *disturbed_word(enum disturbed disturbed)
{
	static const char *const words[] = {
		[DISTURBED_UNKNOWN] = "not measured",
		[DISTURBED_NO] = "no",
		[DISTURBED_NOISE] = "cannot be told",
		[DISTURBED_YES] = "yes",
	};

	return words[disturbed];
}
