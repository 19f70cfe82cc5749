/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/features.h"

#include <stdio.h>

const char *features_text(const struct features *f, char text[FEATURES_TEXT])
{
	int top = FEATURE_WORDS - 1, n;

	while (top > 0 && !f->word[top])
		top--;
	n = snprintf(text, FEATURES_TEXT, "0x%08x", f->word[top]);
	while (top-- > 0)
		n += snprintf(text + n, (size_t)(FEATURES_TEXT - n), "_%08x", f->word[top]);
	return text;
}
