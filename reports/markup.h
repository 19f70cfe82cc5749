/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_MARKUP_H
#define REPORTS_MARKUP_H

#include <stdio.h>

/*
 * Text, for HTML and for XML 1.0, between tags and in attributes: nothing of it is markup.
 * Control characters, which have no place in either, become U+FFFD.
 */
void markup_text(FILE *out, const char *text);

#endif
