/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_VERDICT_H
#define CORE_VERDICT_H

/*
 * What a check may say. The order is the order of severity: where one check says
 * several things about one device, the most severe is kept.
 */
enum verdict {
	VERDICT_NONE,	      /* nothing said yet; a check that ends so becomes `error` */
	VERDICT_PASS,	      /* observed, and right */
	VERDICT_ABSENT,	      /* not offered, and its absence is consistent */
	VERDICT_SKIPPED,      /* not tried, with the reason */
	VERDICT_UNOBSERVABLE, /* no guest can see this */
	VERDICT_BLOCKED,      /* a prerequisite check did not pass */
	VERDICT_INCONCLUSIVE, /* tried, but noise or a missing host event hid the answer */
	VERDICT_WARN,	      /* observed, and a SHOULD is broken */
	VERDICT_FAIL,	      /* observed, and a MUST is broken */
	VERDICT_WEDGED,	      /* device or guest stopped answering within the time limit */
	VERDICT_CRASHED,      /* guest or hypervisor died during this check */
	VERDICT_ERROR,	      /* this tool or its environment is at fault */
	VERDICT_COUNT
};

const char *verdict_word(enum verdict v);
const char *verdict_meaning(enum verdict v);
/* VERDICT_COUNT if `word` is none of the words. */
enum verdict verdict_from_word(const char *word);

#endif
