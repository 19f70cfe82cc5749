/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Progress on stderr: one rewritten line on a terminal, plain lines elsewhere. */
struct progress {
	bool terminal;
	uint64_t start;
	unsigned units, bad;
};

void progress_begin(struct progress *progress, const char *recipe, const char *accelerator);
void progress_event(void *progress, const json_t *event);
void progress_end(struct progress *progress);

#endif
