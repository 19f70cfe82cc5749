/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_HTML_PAGE_H
#define REPORTS_HTML_PAGE_H

#include "reports/conditions.h"
#include "reports/html.h"
#include "reports/report.h"

/* The page: one file with everything in it, no script, nothing from elsewhere. */
void html_page(FILE *out, const struct report *report);
extern const char html_style[];

/* Its sections, each in a file of its name, in the order they stand. */
void html_header(FILE *out, const struct report *report);
void html_requirements(FILE *out, const struct report *report);
void html_checks(FILE *out, const struct report *report);
void html_metrics(FILE *out, const struct report *report);
void html_isolation(FILE *out, const struct report *report); /* where it was measured */
void html_facts(FILE *out, const struct report *report);
void html_environment(FILE *out, const struct report *report);
void html_words(FILE *out, const struct report *report);

/* Those of a bench's metrics that are distributions, or numbers. */
void html_distributions(FILE *out, const struct report *report, const struct company *company);
void html_numbers(FILE *out, const struct report *report, const struct company *company);
/* The head of their lines: what is measured, for so many lines. */
void html_metric_subject(FILE *out, const struct match_row *row, size_t lines);
/* html_figure.c: one picture with its caption. */
void html_figure(FILE *out, const struct plot *plot, const char *caption);

/* html_pieces.c: what sections share. */
enum tone { TONE_NONE, TONE_GOOD, TONE_WARN, TONE_BAD };
const char *tone_class(enum tone tone);
enum tone verdict_tone(const char *word);
enum tone finding_tone(const struct finding *finding);
/* A word with its colour; the word tells all, for print and for those who see no colour. */
void html_badge(FILE *out, enum tone tone, const char *word);
/* Where there are several results: the letter of one, and what its curves look like. */
void html_key(FILE *out, const struct report *report, size_t result);
/* A column's head for each result. */
void html_result_heads(FILE *out, const struct report *report);

#endif
