/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/quantity.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct scale {
	double factor;
	const char *suffix;
};

double quantity_seconds(const char *unit)
{
	static const struct scale times[] = {{1e-9, "ns"}, {1e-6, "us"}, {1e-3, "ms"}, {1, "s"}};

	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		if (!strcmp(times[i].suffix, unit))
			return times[i].factor;
	return 0;
}

/* Three significant digits without an exponent: 0.123, 1.23, 12.3, 123, 12345. */
static void digits(double value, char *text, size_t size)
{
	double magnitude = fabs(value);
	int decimals = magnitude >= 99.95    ? 0
		       : magnitude >= 9.995  ? 1
		       : magnitude >= 0.9995 ? 2
					     : 3;

	snprintf(text, size, "%.*f", decimals, value);
	if (strchr(text, '.') && value == (double)(long)value)
		snprintf(text, size, "%ld", (long)value);
}

static const char *scaled(double value, const struct scale *scales, char *text, size_t size)
{
	char number[64];

	while (scales[1].suffix && fabs(value) < scales->factor * 0.9995)
		scales++;
	digits(value / scales->factor, number, sizeof(number));
	snprintf(text, size, "%s%s", number, scales->suffix);
	return text;
}

const char *quantity(double value, const char *unit, char *text, size_t size)
{
	static const struct scale times[] = {
		{1, " s"}, {1e-3, " ms"}, {1e-6, " µs"}, {1e-9, " ns"}, {0}};
	static const struct scale rates[] = {{1e6, " M/s"}, {1e3, " k/s"}, {1, " /s"}, {0}};
	static const struct scale volumes[] = {{1e3, " GB/s"}, {1, " MB/s"}, {1e-3, " kB/s"}, {0}};
	double seconds = quantity_seconds(unit);
	char number[64];

	if (isnan(value)) {
		snprintf(text, size, "–");
		return text;
	}
	if (value == 0) {
		snprintf(text, size, "0");
		return text;
	}
	if (seconds)
		return scaled(value * seconds, times, text, size);
	if (!strcmp(unit, "1/s"))
		return scaled(value, rates, text, size);
	if (!strcmp(unit, "MB/s"))
		return scaled(value, volumes, text, size);
	digits(value, number, sizeof(number));
	if (!strcmp(unit, "count") || !strcmp(unit, "ratio"))
		snprintf(text, size, "%s", number);
	else
		snprintf(text, size, "%s %s", number, unit);
	return text;
}
