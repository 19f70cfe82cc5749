/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_JUDGE_H
#define REPORTS_JUDGE_H

#include "core/unit.h"
#include "reports/judge_waiver.h"
#include "reports/profile.h"
#include "reports/result_read.h"

/* What became of one requirement. */
enum outcome {
	OUTCOME_MET,
	OUTCOME_UNMET,
	OUTCOME_WAIVED,		/* unmet, and a waiver holds */
	OUTCOME_NOT_APPLICABLE, /* its condition does not hold, or the device is absent */
	OUTCOME_NOT_JUDGED,	/* cannot be said here: speed under emulation, unobservable */
	OUTCOME_UNKNOWN,	/* the result does not hold the answer */
	OUTCOME_COUNT
};

struct finding {
	const struct requirement *requirement;
	enum outcome outcome;
	char *where;			    /* the device or fact it is about; NULL: the only one */
	char *expected, *observed, *reason; /* each may be NULL */
	size_t others;			    /* more devices of the same outcome */
	bool said;
	const struct waiver *waiver; /* OUTCOME_WAIVED, or an expired one */
};

enum conformance {
	CONFORMANCE_YES,
	CONFORMANCE_NO,
	CONFORMANCE_INCOMPLETE, /* the run was cut short, or a mandatory answer is unknown */
	CONFORMANCE_UNREADABLE, /* the document could not be read */
};

/* One result held against one profile. */
struct judgement {
	char *file, *label; /* label: see result_label() */
	char *hypervisor;   /* "QEMU 10.0.2", or NULL */
	char *accelerator;
	char *error;	 /* CONFORMANCE_UNREADABLE: why */
	char **problems; /* "run"."problems" of the result */
	size_t problem_count;
	bool complete;
	bool empty; /* nothing was found or measured */
	enum conformance conformance;
	struct finding *findings; /* one for each requirement of the profile, in its order */
	size_t count;
	size_t counts[OUTCOME_COUNT];
	/* unmet or unknown, by level: [mandatory, recommended, optional] */
	size_t unmet[3], unknown[3];
};

struct judge_options {
	const struct profile *profile;
	const struct waivers *waivers; /* or NULL */
	bool strict;		       /* recommended requirements count as mandatory ones */
};

/* Reads and judges each file, several at a time; `judgements` has room for `count`. */
void judge_files(const struct judge_options *options, char **files, size_t count,
	struct judgement *judgements);
void judge_result(const struct judge_options *options, const struct result *result,
	struct judgement *judgement);
void judgement_free(struct judgement *judgement);

const char *outcome_word(enum outcome outcome);
const char *conformance_word(enum conformance conformance);
/* As people read it: "pass", "fail", "warn", "fail (waived)", "not judged"; by level, too. */
const char *finding_label(const struct finding *finding);
/* Unmet mandatory first, then the other ones that need attention, then the rest. */
unsigned finding_rank(const struct finding *finding);

/* judge_fact.c, judge_check.c, judge_metric.c: the finding of one requirement. */
void judge_fact(struct finding *finding, const struct result *result);
void judge_check(struct finding *finding, const struct result *result);
void judge_metric(struct finding *finding, const struct result *result);
/* A condition on facts, of a requirement or of its "when". */
void judge_condition(
	struct finding *finding, const struct condition *condition, const struct result *result);

/* judge_finding.c: what those say. Of several devices the most telling outcome is kept. */
struct said {
	enum outcome outcome;
	const char *where, *expected, *observed, *reason; /* copied; each may be NULL */
};
void finding_say(struct finding *finding, const struct said *said);
void finding_free(struct finding *finding);

/*
 * judge_silence.c: what it means that the result holds nothing of what `unit` should have
 * found, with the reason in `text`: OUTCOME_UNKNOWN (left out by the plan, skipped, the
 * run was cut short), OUTCOME_NOT_APPLICABLE (no such device), or OUTCOME_UNMET (it ran,
 * so that silence is the answer).
 */
enum outcome judge_silence(
	const struct result *result, const struct unit *unit, char *text, size_t size);

#endif
