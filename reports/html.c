/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html.h"

#include "reports/markup.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void html_put(FILE *out, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	for (; *fmt; fmt++) {
		if (*fmt != '%') {
			putc(*fmt, out);
		} else if (*++fmt == 's') {
			const char *text = va_arg(args, const char *);

			markup_text(out, text ? text : "");
		} else if (*fmt == 'd') {
			fprintf(out, "%d", va_arg(args, int));
		} else if (fmt[0] == 'z' && fmt[1] == 'u') {
			fprintf(out, "%zu", va_arg(args, size_t));
			fmt++;
		} else if (*fmt == '%') {
			putc('%', out);
		} else {
			abort(); /* a format of this program that this function does not know */
		}
	}
	va_end(args);
}

void html_raw(FILE *out, const char *markup)
{
	fputs(markup, out);
}
