/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_TEXT_H
#define EL1_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* What little of <string.h> this program needs; the compiler calls the first four. */
void *memcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *a, const void *b, size_t size);
size_t strlen(const char *text);
bool text_equal(const char *a, const char *b);
/* Does `text` begin with `start`? */
bool text_begins(const char *text, const char *start);
/* Is `word` one of the words in `list`, with commas or spaces between them? */
bool text_lists(const char *list, const char *word);

#endif
