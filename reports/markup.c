/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/markup.h"

/* jansson has made sure of UTF-8. */
void markup_text(FILE *out, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&':
			fputs("&amp;", out);
			break;
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		case '\'':
			fputs("&#39;", out);
			break;
		default:
			if ((unsigned char)*text < ' ' && *text != '\n' && *text != '\t')
				fputs("\xef\xbf\xbd", out); /* U+FFFD */
			else
				putc(*text, out);
		}
	}
}
