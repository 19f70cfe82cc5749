/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_RENDER_H
#define REPORTS_RENDER_H

#include "reports/judge.h"

#include <stdio.h>

/* One or more results judged against one profile, and the ways to show that. */
struct judged {
	const struct profile *profile;
	const struct waivers *waivers; /* or NULL */
	const struct judgement *results;
	size_t count;
	bool strict;
};

struct text_style {
	bool colours;
	bool quiet; /* only a line for each result */
};

void render_text(const struct judged *judged, const struct text_style *style, FILE *out);
/* stratos-judgement/1, docs/schemas/judgement.json; a new reference. */
json_t *render_json(const struct judged *judged);
/* The XML that CI systems read: a suite for each result, a case for each requirement. */
void render_junit(const struct judged *judged, FILE *out);
/* https://docs.kernel.org/dev-tools/ktap.html; several results are nested tests. */
void render_ktap(const struct judged *judged, FILE *out);
void render_markdown(const struct judged *judged, FILE *out);

/* render_matrix.c: the table of several results; part of render_text(). */
void render_matrix(const struct judged *judged, bool colours, FILE *out);

/* render_words.c: what several of them say. */
/* "conforms: 38 of 40 mandatory ..." */
void render_summary(const struct judgement *judgement, bool strict, FILE *out);
/* The findings' order for people: failing first, else as in the profile. To be freed. */
const struct finding **render_order(const struct judgement *judgement);
/* "virtio.block[1]: too small (and 2 more); waived: ISSUE"; "" if there is nothing to say. */
const char *render_reason(const struct finding *finding, char *text, size_t size);
/* Sentences on waivers that changed nothing or are over, each by `line`. */
void render_waivers(
	const struct judged *judged, void (*line)(void *to, const char *text), void *to);

#endif
