/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_HTML_H
#define REPORTS_HTML_H

#include <stdio.h>

/*
 * Writes markup. The format is the only place markup can come from: whatever a %s stands
 * for is escaped, for text and for quoted attributes alike, so that no document can put a
 * tag or a script into a page. Knows %s, %d, %zu and %%.
 */
void html_put(FILE *out, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Text that html_put() has made, or that is this program's own: written as it is. */
void html_raw(FILE *out, const char *markup);

#endif
