/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_ISOLATION_H
#define REPORTS_ISOLATION_H

#include "reports/match.h"

/*
 * How much a load disturbs what is measured beside it: metrics that were measured alone
 * (condition load=none) and again under a named load are held against each other.
 */
#define ISOLATION_KEY	"load"
#define ISOLATION_ALONE "none"
#define ISOLATION_AGAIN "none-again" /* alone, after all loads: how much is noise */

/* From here on a load is felt. */
#define ISOLATION_FELT 1.5

struct disturbance {
	const struct match_row *alone, *loaded;
	const char *load;
};

struct isolation {
	struct disturbance *rows;
	size_t count;
};

/* To be freed with isolation_free(); aborts where memory runs out. */
struct isolation isolation_find(const struct match *metrics);
void isolation_free(struct isolation *isolation);

/*
 * Loaded by alone, at a percentile (of a number: the numbers themselves), turned so that
 * above 1 is worse; NAN where one of the two does not show it, or alone is 0.
 */
double isolation_ratio(const struct disturbance *row, size_t result, double percent);
/* The ratio of the same metric measured alone once more; NAN where it was not. */
double isolation_noise(const struct isolation *isolation, const struct disturbance *row,
	size_t result, double percent);
/* The row that is disturbed most in that result, at p99, by its noise; NULL where none can be told.
 */
const struct disturbance *isolation_worst(const struct isolation *isolation, size_t result);

/* Was anything at all measured alone or under a load in that result? */
bool isolation_measured(const struct isolation *isolation, size_t result);

/* The load under which a metric was measured, or NULL. */
const char *isolation_load(const struct match_row *row);

/*
 * "Does music disturb navigation?": frames of a moving picture while the sound device
 * plays, in one line. YES where they are later than alone and than noise makes them, or
 * more are dropped than chance explains; NOISE where that cannot be told from noise;
 * UNKNOWN where there was no picture beside music.
 */
enum disturbed { DISTURBED_UNKNOWN, DISTURBED_NO, DISTURBED_NOISE, DISTURBED_YES };
#define ISOLATION_QUESTION "Does music disturb navigation?"

enum disturbed isolation_music(const struct match *metrics, const struct isolation *isolation,
	size_t result, char *text, size_t size);
const char *disturbed_word(enum disturbed disturbed);

#endif
