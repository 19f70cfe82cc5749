/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/emit.h"

#include "core/crc32c.h"
#include "el1/text.h"
#include "el1/uart.h"

#define ROOM 6144

static char line[ROOM];
static size_t used;
static unsigned next_frame;
static uint32_t sum;

static void put(const char *text)
{
	while (*text && used < ROOM - 1)
		line[used++] = *text++;
	line[used] = '\0';
}

static const char *decimal(char *end, uint64_t value)
{
	*end = '\0';
	do
		*--end = (char)('0' + value % 10);
	while (value /= 10);
	return end;
}

static const char *hexadecimal(char *end, uint64_t value, int digits)
{
	*end = '\0';
	do {
		*--end = "0123456789abcdef"[value & 15];
		value >>= 4;
		digits--;
	} while (value || digits > 0);
	return end;
}

/* A comma where something stands before it. */
static void separate(void)
{
	if (used && line[used - 1] != '{' && line[used - 1] != '[' && line[used - 1] != ':')
		put(",");
}

static void put_quoted(const char *text)
{
	char escaped[3] = "\\";

	separate();
	put("\"");
	for (; *text; text++) {
		escaped[1] = *text;
		escaped[2] = '\0';
		if ((unsigned char)*text < ' ' || (unsigned char)*text > '~')
			put("?");
		else
			put(*text == '"' || *text == '\\' ? escaped : escaped + 1);
	}
	put("\"");
}

static void put_key(const char *key)
{
	if (!key)
		return;
	put_quoted(key);
	put(":");
}

void emit_begin(const char *event)
{
	used = 0;
	put("{");
	emit_text("event", event);
}

void emit_text(const char *key, const char *text)
{
	put_key(key);
	put_quoted(text);
}

void emit_int(const char *key, int64_t value)
{
	char digits[24];

	put_key(key);
	separate();
	if (value < 0)
		put("-");
	put(decimal(digits + 23, value < 0 ? -(uint64_t)value : (uint64_t)value));
}

void emit_bool(const char *key, bool value)
{
	put_key(key);
	put(value ? "true" : "false");
}

void emit_hex(const char *key, uint64_t value)
{
	char digits[24] = "0x";
	const char *text = hexadecimal(digits + 23, value, 1);

	memmove(digits + 2, text, strlen(text) + 1);
	emit_text(key, digits);
}

void emit_open(const char *key, char bracket)
{
	const char text[2] = {bracket, '\0'};

	put_key(key);
	separate();
	put(text);
}

void emit_close(char bracket)
{
	const char text[2] = {bracket, '\0'};

	put(text);
}

void emit_item_text(const char *text)
{
	emit_text(NULL, text);
}

void emit_item_int(int64_t value)
{
	emit_int(NULL, value);
}

void emit_end(void)
{
	char digits[24];
	const char *number = decimal(digits + 23, next_frame++);
	uint32_t crc;

	put("}");
	crc = crc32c(crc32c(crc32c(0, number, strlen(number)), " ", 1), line, used);
	sum += crc;
	uart_put("@SC ");
	uart_put(number);
	uart_put(" ");
	uart_put(decimal(digits + 23, used));
	uart_put(" ");
	uart_put(hexadecimal(digits + 23, crc, 8));
	uart_put(" ");
	uart_put(line);
	uart_put("\n");
}

static void fact_begin(const char *id)
{
	emit_begin("fact");
	emit_text("id", id);
}

void fact_int(const char *id, int64_t value)
{
	fact_begin(id);
	emit_int("value", value);
	emit_end();
}

void fact_bool(const char *id, bool value)
{
	fact_begin(id);
	emit_bool("value", value);
	emit_end();
}

void fact_text(const char *id, const char *value)
{
	fact_begin(id);
	emit_text("value", value);
	emit_end();
}

void fact_hex(const char *id, uint64_t value)
{
	fact_begin(id);
	emit_hex("value", value);
	emit_end();
}

void fact_version(const char *id, unsigned major, unsigned minor)
{
	char text[24], digits[24];
	const char *number = decimal(digits + 23, major);
	size_t size = strlen(number);

	memcpy(text, number, size);
	text[size++] = '.';
	number = decimal(digits + 23, minor);
	memcpy(text + size, number, strlen(number) + 1);
	fact_text(id, text);
}

/* DEN0028G 6.2: the bytes of the UID stand in the registers from the lowest up. */
void fact_uid(const char *id, const int64_t words[4])
{
	char text[40], digits[24];
	size_t size = 0;

	for (unsigned i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			text[size++] = '-';
		memcpy(text + size,
			hexadecimal(digits + 23, (uint64_t)words[i / 4] >> i % 4 * 8 & 0xff, 2), 2);
		size += 2;
	}
	text[size] = '\0';
	fact_text(id, text);
}

void fact_list(const char *id)
{
	fact_begin(id);
	emit_open("value", '[');
}

void fact_list_end(void)
{
	emit_close(']');
	emit_end();
}

void metric_samples(
	const char *id, const char *key, const char *value, const uint32_t *samples, size_t count)
{
	emit_begin("metric");
	emit_text("id", id);
	emit_text("unit", "ns");
	emit_text("better", "lower");
	emit_open("conditions", '{');
	if (key)
		emit_text(key, value);
	emit_close('}');
	emit_open("samples", '[');
	for (size_t i = 0; i < count; i++)
		emit_item_int(samples[i]);
	emit_close(']');
	emit_end();
}

uint32_t emit_sum(void)
{
	return sum;
}
