/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_CONDITIONS_H
#define REPORTS_CONDITIONS_H

#include "reports/match.h"

/*
 * Metrics that stand together, in a table or a chart, share most of what they were
 * measured under. That is said once; by the rest they are told apart.
 */
struct company {
	const struct match_row **rows; /* to be freed with company_free() */
	size_t count;
};

/* The rows for which `belongs` is true, those of one id next to each other. */
struct company company_of(const struct match *metrics,
	bool (*belongs)(const struct match_row *row, const void *with), const void *with);
void company_free(struct company *company);

/* "virtio.sound[0], rate=48000": device and conditions that all have. Returns `text`. */
const char *conditions_shared(const struct company *company, char *text, size_t size);
/* What is this row's own, but for the condition `except` (or NULL); "" where there is nothing. */
const char *conditions_own(const struct company *company, const struct match_row *row,
	const char *except, char *text, size_t size);

#endif
