/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/text.h"

void *memcpy(void *to, const void *from, size_t size)
{
	char *out = to;
	const char *in = from;

	while (size--)
		*out++ = *in++;
	return to;
}

void *memmove(void *to, const void *from, size_t size)
{
	char *out = to;
	const char *in = from;

	if (out <= in)
		return memcpy(to, from, size);
	while (size--)
		out[size] = in[size];
	return to;
}

void *memset(void *to, int byte, size_t size)
{
	char *out = to;

	while (size--)
		*out++ = (char)byte;
	return to;
}

int memcmp(const void *a, const void *b, size_t size)
{
	const unsigned char *x = a, *y = b;

	for (; size--; x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

size_t strlen(const char *text)
{
	size_t size = 0;

	while (text[size])
		size++;
	return size;
}

int strcmp(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return (unsigned char)*a - (unsigned char)*b;
}

bool text_equal(const char *a, const char *b)
{
	return !strcmp(a, b);
}

bool text_begins(const char *text, const char *start)
{
	while (*start)
		if (*text++ != *start++)
			return false;
	return true;
}

static bool between(char c)
{
	return c == ',' || c == ' ' || c == '\0';
}

bool text_lists(const char *list, const char *word)
{
	size_t size = strlen(word);

	while (*list) {
		if (text_begins(list, word) && between(list[size]))
			return true;
		while (!between(*list))
			list++;
		if (*list)
			list++;
	}
	return false;
}
