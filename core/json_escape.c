/* SPDX-License-Identifier: Apache-2.0 */
#include "core/json_escape.h"

#include <stdint.h>
#include <string.h>

/* Four hexadecimal digits; -1 where there are none. */
static int32_t hex4(const char *at)
{
	int32_t value = 0;

	for (int i = 0; i < 4; i++) {
		char c = at[i], low = (char)(c | 0x20);

		if (c >= '0' && c <= '9')
			value = value * 16 + c - '0';
		else if (low >= 'a' && low <= 'f')
			value = value * 16 + low - 'a' + 10;
		else
			return -1;
	}
	return value;
}

static char *put_utf8(char *out, int32_t code)
{
	if (code < 0x80) {
		*out++ = (char)code;
		return out;
	}
	if (code < 0x800) {
		*out++ = (char)(0xc0 | code >> 6);
	} else if (code < 0x10000) {
		*out++ = (char)(0xe0 | code >> 12);
		*out++ = (char)(0x80 | (code >> 6 & 0x3f));
	} else {
		*out++ = (char)(0xf0 | code >> 18);
		*out++ = (char)(0x80 | (code >> 12 & 0x3f));
		*out++ = (char)(0x80 | (code >> 6 & 0x3f));
	}
	*out++ = (char)(0x80 | (code & 0x3f));
	return out;
}

/* After "\u": one code point, or two halves of one. */
static const char *unescape_code(const char **at, char **out)
{
	int32_t code = hex4(*at), low;

	if (code <= 0)
		return code ? "\\u needs four hexadecimal digits" : "\\u0000 is not allowed";
	*at += 4;
	if (code < 0xd800 || code > 0xdfff) {
		*out = put_utf8(*out, code);
		return NULL;
	}
	low = code < 0xdc00 && (*at)[0] == '\\' && (*at)[1] == 'u' ? hex4(*at + 2) : -1;
	if (low < 0xdc00 || low > 0xdfff)
		return "half a surrogate pair";
	*at += 6;
	*out = put_utf8(*out, 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00));
	return NULL;
}

const char *json_unescape(const char **at, char **out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *simple;

	(*at)++;
	if (**at == 'u') {
		(*at)++;
		return unescape_code(at, out);
	}
	simple = **at ? strchr(from, **at) : NULL;
	if (!simple)
		return "an escape that JSON does not have";
	*(*out)++ = to[simple - from];
	(*at)++;
	return NULL;
}
