/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_SND_SOUND_H
#define SUITES_SND_SOUND_H

#include "virtio/snd.h"

/* What the checks of sound devices share. */
extern const struct unit check_snd_jack_info, check_snd_pcm_info, check_snd_chmap_info,
	check_snd_ctl_info;

/* Configuration items: jacks, streams, channel maps, control elements. */
struct sound_items {
	const char *what; /* "jack" */
	uint32_t code, size;
	uint32_t config; /* offset of their number */
};
extern const struct sound_items sound_jacks, sound_streams, sound_chmaps, sound_controls;

/* Starts the device with what the items need, and counts them; absent where there are none. */
struct snd sound_start(struct job *job, const struct sound_items *items, uint32_t *count);
/* The same, and asks for all of them; inconclusive where they are not told. */
const void *sound_all(struct job *job, const struct sound_items *items, uint32_t *count);

/* False, after a `fail`, where a bit that is not one of the lowest `defined` is set. */
bool sound_bits(struct job *job, uint64_t value, unsigned defined, const char *what, ...)
	PRINTF(4, 5);
/* False, after a `fail`, where one of the bytes is not 0. */
bool sound_padding(struct job *job, const uint8_t *bytes, size_t size, const char *what, ...)
	PRINTF(4, 5);

#endif
