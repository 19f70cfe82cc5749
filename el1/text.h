/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_TEXT_H
#define EL1_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/*
 * What little of <string.h> this program needs is in text.c, as there is no library; the
 * compiler itself calls memcpy(), memmove(), memset() and memcmp().
 */
bool text_equal(const char *a, const char *b);
/* Does `text` begin with `start`? */
bool text_begins(const char *text, const char *start);
/* Is `word` one of the words in `list`, with commas or spaces between them? */
bool text_lists(const char *list, const char *word);

#endif
