/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_TEXT_H
#define REPORTS_TEXT_H

#include <jansson.h>
#include <stddef.h>

/*
 * A value as people read it: text without quotes, lists with commas; what does not fit
 * ends in "...". Returns `text`.
 */
const char *value_text(const json_t *value, char *text, size_t size);
/* The string at `key` of an object; "" where there is none. */
const char *text_at(const json_t *object, const char *key);
/* A number without an exponent where it is large: "456340275", "0.522239". Returns `text`. */
const char *number_text(double number, char *text, size_t size);
/* Takes off the bytes at the end that are no whole character of UTF-8 (text was cut there). */
void text_trim(char *text);

#endif
