/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_WAV_H
#define REPORTS_WAV_H

#include "core/message.h"

#include <stddef.h>
#include <stdint.h>

/* A recording: 16-bit stereo PCM, as a hypervisor's sink writes it. */
struct wav {
	unsigned rate;
	size_t count;	      /* frames */
	int16_t (*frames)[2]; /* left, right */
	size_t missing;	      /* bytes that the header promises and the file has not */
	char *content;	      /* private: the file */
};

/*
 * 0 or -errno with msg: missing, no WAV file, another format. A header whose lengths were
 * never filled in (the hypervisor was killed) is taken for the rest of the file, and one that
 * promises more than there is, too.
 */
int wav_read(struct wav *wav, const char *file, struct message *msg);
void wav_free(struct wav *wav);

#endif
