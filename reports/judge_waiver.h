/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_JUDGE_WAIVER_H
#define REPORTS_JUDGE_WAIVER_H

#include "reports/profile.h"

/* Waivers (stratos-waiver/1, docs/schemas/waiver.json): what is known not to be met. */
struct waiver {
	const char *requirement, *reason, *issue, *expires; /* "2027-01-31": its last day */
	bool expired;
};

struct waivers {
	struct document doc;
	struct waiver *rows;
	size_t count;
};

/* `today` is "YYYY-MM-DD". A requirement that may not be waived is an error. */
int waivers_read(struct waivers *waivers, const char *file, const struct profile *profile,
	const char *today, struct message *msg);
void waivers_free(struct waivers *waivers);
const struct waiver *waivers_find(const struct waivers *waivers, const char *requirement);

#endif
