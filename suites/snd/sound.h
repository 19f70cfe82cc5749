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

/* For steps that only prepare what is checked: ends the job as `inconclusive` if not OK. */
void sound_prepared(struct job *job, uint32_t status, const char *request);
/* A stream of that direction, its parameters set and prepared; absent where there is none. */
struct snd_pcm sound_stream(
	struct snd *s, enum snd_direction direction, unsigned period_ms, unsigned periods);
/* Gives the device `count` periods of silence, or empty ones, in the stream's direction. */
void sound_give(struct snd *s, const struct snd_pcm *pcm, struct snd_message *m, unsigned count);
/*
 * Stops and releases the stream, and takes back what it had: a device that keeps messages
 * across a reset (virtio.sound.reset) would use them in the next check's queue.
 */
void sound_end(struct snd *s, const struct snd_pcm *pcm);
struct vq *sound_queue(struct snd *s, const struct snd_pcm *pcm);

#endif
