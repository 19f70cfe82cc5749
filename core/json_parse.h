/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_JSON_PARSE_H
#define CORE_JSON_PARSE_H

#include <jansson.h>
#include <stddef.h>

/*
 * JSON text (RFC 8259) into jansson's values, as json_loadb() with JSON_REJECT_DUPLICATES
 * does and with the same limits, but at a third of its time: that reader looks at each byte
 * through three calls, and a thousand results are a few hundred megabytes.
 *
 * `text` has a NUL after its `size` bytes. NULL with `error` filled (first error, its line
 * counted from 1) where it is no JSON.
 */
struct json_mistake {
	const char *what;
	unsigned line;
};
json_t *json_parse(const char *text, size_t size, struct json_mistake *mistake);

#endif
