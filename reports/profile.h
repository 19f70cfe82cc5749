/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_PROFILE_H
#define REPORTS_PROFILE_H

#include "reports/condition.h"

/* A profile (stratos-profile/1, docs/schemas/profile.json): what a guest may rely on. */
enum requirement_level { REQUIRE_MANDATORY, REQUIRE_RECOMMENDED, REQUIRE_OPTIONAL };
enum subject { SUBJECT_FACT, SUBJECT_CHECK, SUBJECT_METRIC, SUBJECT_UNOBSERVABLE };

struct requirement {
	const json_t *json;	    /* its object; everything below is borrowed from it */
	const struct document *doc; /* where it stands, at $.requirements[index] */
	size_t index;
	const char *id, *title, *rationale, *source;
	const char *profile; /* the profile that states it, where one extends another */
	enum requirement_level level;
	enum subject subject;
	const char *name; /* the fact's, check's or metric's id, or pattern; or why unobservable */
	const char *device;	  /* checks, metrics: only on these (a pattern); NULL: on all */
	struct condition test;	  /* facts and metrics */
	const json_t *words;	  /* checks: the verdict words that satisfy; NULL: pass */
	bool present;		  /* checks: `absent` does not excuse */
	const char *statistic;	  /* metrics: "p99" */
	const char *unit;	  /* metrics, and facts that have one */
	const json_t *conditions; /* metrics: "conditions" it was measured under */
	struct condition *when;	  /* all must hold, else the requirement does not apply */
	size_t when_count;
	bool waivable;
};

#define PROFILES_MAX 16 /* in one family */

struct profile {
	struct document docs[PROFILES_MAX]; /* [0] the profile itself, then those it extends */
	size_t doc_count;
	const char *name, *version, *title, *description;
	struct requirement *requirements; /* those it extends first */
	size_t count;
};

/* Finds the file of a published profile (data_find() of the tool's own data, say). */
typedef int profile_finder(char *path, size_t size, const char *name, struct message *msg);

/*
 * Reads the profile in `file` and those it extends, each beside its file or else where
 * `find` says. A requirement of the same id replaces the inherited one, and may not be of
 * a lower level: who conforms to a profile conforms to what it extends.
 */
int profile_read(
	struct profile *profile, const char *file, profile_finder *find, struct message *msg);
void profile_free(struct profile *profile);
struct requirement *profile_find(const struct profile *profile, const char *id);

const char *requirement_level_word(enum requirement_level level);
const char *subject_word(enum subject subject);
bool requirement_wants_word(const struct requirement *requirement, const char *word);
/* Whether it is about what was found on that device (NULL: on none). */
bool requirement_wants_device(const struct requirement *requirement, const char *device);
/* What it asks for, in words: "p99 at most 0.5 ratio", "pass". Returns `text`. */
const char *requirement_expected(const struct requirement *requirement, const struct result *result,
	char *text, size_t size);

/* "p99 ", " ns": before and after a number; nothing where it goes without saying. */
const char *statistic_words(const char *statistic, char *text, size_t size);
const char *unit_words(const char *unit, char *text, size_t size);

/* profile_requirement.c: one object of "requirements", at index `index` of the document. */
int requirement_read(struct requirement *requirement, const struct document *doc, json_t *object,
	size_t index, struct message *msg);
void requirement_free(struct requirement *requirement);
extern const struct shape requirement_shape[];

#endif
