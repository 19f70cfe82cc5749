/* SPDX-License-Identifier: Apache-2.0 */
#include "core/json_parse.h"

#include "core/json_escape.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 2048 /* as jansson: nesting costs stack */

struct parser {
	const char *at, *end;
	const char *what; /* the first mistake; `at` stays where it is */
	unsigned depth;
	char *decoded; /* a string with its escapes resolved; as large as the text */
};

static json_t *parse_value(struct parser *p);

static json_t *mistake(struct parser *p, const char *what)
{
	if (!p->what)
		p->what = what;
	return NULL;
}

static void skip_space(struct parser *p)
{
	while (*p->at == ' ' || *p->at == '\n' || *p->at == '\t' || *p->at == '\r')
		p->at++;
}

static bool take(struct parser *p, char wanted)
{
	skip_space(p);
	if (*p->at != wanted)
		return false;
	p->at++;
	return true;
}

/* The rest of a string from its first escape on; what came before is in `decoded`. */
static bool decode_rest(struct parser *p, char **out)
{
	const char *what = NULL;

	while (*p->at != '"' && !what) {
		if ((unsigned char)*p->at < ' ')
			what = "a string is not closed, or has a control character";
		else if (*p->at == '\\')
			what = json_unescape(&p->at, out);
		else
			*(*out)++ = *p->at++;
	}
	if (what)
		mistake(p, what);
	return !what;
}

#define EACH(byte) (0x0101010101010101ull * (byte))

/* Whether one of eight bytes ends a run of plain ASCII: a quote, an escape, a control or UTF-8. */
static bool ends_run(uint64_t eight)
{
	uint64_t quote = eight ^ EACH('"'), escape = eight ^ EACH('\\');

	return ((quote - EACH(1)) | (escape - EACH(1)) | (eight - EACH(' ')) | eight) & EACH(0x80);
}

/* Most of a document is short keys and plain words. */
static const char *past_plain(const char *at, const char *end)
{
	for (uint64_t eight; end - at >= 8; at += 8) {
		memcpy(&eight, at, 8);
		if (ends_run(eight))
			break;
	}
	return at;
}

/* The string whose quote was taken: its bytes, in the text itself or in `decoded`. */
static const char *parse_string(struct parser *p, size_t *length, bool *ascii)
{
	const char *start = p->at;
	unsigned char seen = 0;
	char *out;

	p->at = past_plain(start, p->end);
	while (*p->at != '"' && *p->at != '\\' && (unsigned char)*p->at >= ' ')
		seen |= (unsigned char)*p->at++;
	*length = (size_t)(p->at - start);
	if (*p->at != '"') {
		if (!p->decoded && !(p->decoded = malloc((size_t)(p->end - start) + 1)))
			return (void *)mistake(p, "out of memory");
		memcpy(p->decoded, start, *length);
		out = p->decoded + *length;
		if (!decode_rest(p, &out))
			return NULL;
		start = p->decoded;
		*length = (size_t)(out - p->decoded);
		seen = 0x80;
	}
	p->at++;
	*ascii = !(seen & 0x80);
	return start;
}

static json_t *parse_text(struct parser *p)
{
	bool ascii = true;
	size_t length;
	const char *text = parse_string(p, &length, &ascii);
	json_t *string;

	if (!text)
		return NULL;
	string = ascii ? json_stringn_nocheck(text, length) : json_stringn(text, length);
	return string ? string : mistake(p, "a string is not UTF-8");
}

static const char *past_digits(const char *at)
{
	while (*at >= '0' && *at <= '9')
		at++;
	return at;
}

static json_t *parse_long(struct parser *p, const char *start)
{
	long long integer;

	errno = 0;
	integer = strtoll(start, NULL, 10);
	return errno ? mistake(p, "an integer is too large") : json_integer(integer);
}

static json_t *parse_real(struct parser *p, const char *start)
{
	double number = strtod(start, NULL);

	if (!isfinite(number))
		return mistake(p, "a number is too large");
	return json_real(number);
}

static json_t *parse_number(struct parser *p)
{
	const char *start = p->at, *digits = start + (*start == '-');
	unsigned long long integer = 0; /* means nothing beyond 18 digits */
	bool real = false;

	for (p->at = digits; *p->at >= '0' && *p->at <= '9'; p->at++)
		integer = integer * 10 + (unsigned)(*p->at - '0');
	if (p->at == digits || (*digits == '0' && p->at > digits + 1))
		return mistake(p, "a value was expected");
	if (*p->at == '.') {
		digits = p->at + 1;
		p->at = past_digits(digits);
		real = true;
		if (p->at == digits)
			return mistake(p, "a digit was expected after the point");
	}
	if (*p->at == 'e' || *p->at == 'E') {
		digits = p->at + 1 + (p->at[1] == '+' || p->at[1] == '-');
		p->at = past_digits(digits);
		real = true;
		if (p->at == digits)
			return mistake(p, "a digit was expected in the exponent");
	}
	if (real)
		return parse_real(p, start);
	if (p->at - digits > 18)
		return parse_long(p, start);
	return json_integer(digits > start ? -(long long)integer : (long long)integer);
}

static json_t *parse_word(struct parser *p)
{
	static const char *const words[] = {"true", "false", "null"};
	json_t *const values[] = {json_true(), json_false(), json_null()};

	for (size_t i = 0; i < 3; i++) {
		size_t length = strlen(words[i]);

		if (!strncmp(p->at, words[i], length)) {
			p->at += length;
			return values[i];
		}
	}
	return mistake(p, p->at == p->end ? "the text ends too early" : "a value was expected");
}

static json_t *parse_array(struct parser *p)
{
	json_t *array = json_array(), *item;

	if (take(p, ']'))
		return array;
	do {
		if (!(item = parse_value(p)))
			break;
		json_array_append_new(array, item);
		if (take(p, ']'))
			return array;
	} while (take(p, ',') || mistake(p, "',' or ']' was expected"));
	json_decref(array);
	return NULL;
}

/* "key": value, into the object. */
static bool parse_member(struct parser *p, json_t *object)
{
	size_t length, before = json_object_size(object);
	json_t *value;
	const char *key;
	char copy[128], *kept = copy;
	bool ascii = true;
	int err;

	if (!take(p, '"'))
		return mistake(p, "a key was expected");
	if (!(key = parse_string(p, &length, &ascii)))
		return false;
	if (key == p->decoded) { /* the value may need that room */
		kept = length < sizeof(copy) ? copy : malloc(length);
		memcpy(kept, key, length);
		key = kept;
	}
	if (!take(p, ':'))
		value = mistake(p, "':' was expected");
	else
		value = parse_value(p);
	err = !value;
	if (value)
		err = ascii ? json_object_setn_new_nocheck(object, key, length, value)
			    : json_object_setn_new(object, key, length, value);
	if (value && err)
		mistake(p, "a key is not UTF-8");
	else if (value && json_object_size(object) == before)
		mistake(p, "duplicate object key");
	if (kept != copy)
		free(kept);
	return !p->what;
}

static json_t *parse_object(struct parser *p)
{
	json_t *object = json_object();

	if (take(p, '}'))
		return object;
	do {
		if (!parse_member(p, object))
			break;
		if (take(p, '}'))
			return object;
	} while (take(p, ',') || mistake(p, "',' or '}' was expected"));
	json_decref(object);
	return NULL;
}

static json_t *parse_value(struct parser *p)
{
	json_t *value;

	skip_space(p);
	switch (*p->at) {
	case '"':
		p->at++;
		return parse_text(p);
	case '{':
	case '[':
		if (p->depth == DEPTH_MAX)
			return mistake(p, "nested too deep");
		p->depth++;
		value = *p->at++ == '{' ? parse_object(p) : parse_array(p);
		p->depth--;
		return value;
	case '-':
	case '0' ... '9':
		return parse_number(p);
	default:
		return parse_word(p);
	}
}

json_t *json_parse(const char *text, size_t size, struct json_mistake *found)
{
	struct parser p = {.at = text, .end = text + size};
	json_t *value = parse_value(&p);

	skip_space(&p);
	if (value && p.at != p.end)
		mistake(&p, "something follows the end");
	if (value && !json_is_object(value) && !json_is_array(value))
		mistake(&p, "an object was expected");
	free(p.decoded);
	if (!p.what)
		return value;
	json_decref(value);
	*found = (struct json_mistake){.what = p.what, .line = 1};
	for (const char *at = text; at < p.at && at < p.end; at++)
		found->line += *at == '\n';
	return NULL;
}
