/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *text_at(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

void text_trim(char *text)
{
	size_t length = strlen(text), tail = 0, whole;
	unsigned char first;

	while (tail < length && tail < 3 && (text[length - 1 - tail] & 0xc0) == 0x80)
		tail++;
	if (tail >= length)
		return;
	first = (unsigned char)text[length - 1 - tail];
	whole = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
	if (first >= 0x80 && tail + 1 < whole)
		text[length - 1 - tail] = '\0';
}

const char *number_text(double number, char *text, size_t size)
{
	snprintf(text, size, fabs(number) >= 1e6 && fabs(number) < 1e18 ? "%.0f" : "%.6g", number);
	return text;
}

static void put_value(FILE *out, const json_t *value)
{
	char number[40];
	json_t *item;
	size_t i;

	if (json_is_string(value))
		fputs(json_string_value(value), out);
	else if (json_is_integer(value))
		fprintf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else if (json_is_real(value))
		fputs(number_text(json_real_value(value), number, sizeof(number)), out);
	else if (json_is_boolean(value))
		fputs(json_is_true(value) ? "true" : "false", out);
	if (json_is_array(value) && !json_array_size(value))
		fputs("nothing", out);
	json_array_foreach (value, i, item) {
		fputs(i ? ", " : "", out);
		put_value(out, item);
	}
}

const char *value_text(const json_t *value, char *text, size_t size)
{
	char *whole = NULL;
	size_t length;
	FILE *out = open_memstream(&whole, &length);

	text[0] = '\0';
	if (!out)
		return text;
	put_value(out, value);
	fclose(out);
	snprintf(text, size, "%s", whole);
	if (length >= size) {
		text[size - sizeof("...")] = '\0';
		text_trim(text);
		strcat(text, "...");
	}
	free(whole);
	return text;
}
