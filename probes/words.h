/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_WORDS_H
#define PROBES_WORDS_H

#include "core/job.h"

/* The kernel's one-line lists: "tsc hpet acpi_pm", "always [madvise] never". */

/* Appends each word, without brackets. */
void words_add(struct fact_items *items, const char *line);
/* The word in brackets, or false. */
bool words_chosen(char *word, size_t size, const char *line);

#endif
