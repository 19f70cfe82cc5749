/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/audio_coded.h"

#include "core/audio_code.h"

#include <string.h>

/* Little-endian, as the formats' names say and all supported machines are. */
static void put_sample(void *to, int format, uint8_t level)
{
	int32_t value = level - AUDIO_CODE_SILENT;
	float fraction = (float)value / 128;
	int16_t word = (int16_t)(value * 256);

	switch (format) {
	case SNDRV_PCM_FORMAT_U8:
		*(uint8_t *)to = level;
		break;
	case SNDRV_PCM_FORMAT_S16_LE:
		memcpy(to, &word, sizeof(word));
		break;
	case SNDRV_PCM_FORMAT_FLOAT_LE:
		memcpy(to, &fraction, sizeof(fraction));
		break;
	default:
		value *= format == SNDRV_PCM_FORMAT_S24_LE ? 1 << 16 : 1 << 24;
		memcpy(to, &value, sizeof(value));
	}
}

void audio_coded_source(const struct stream_spec *spec, void *frames, uint64_t first, size_t count)
{
	const struct pcm_shape *shape = &spec->shape;
	unsigned bytes = pcm_format_bytes(shape->format);
	uint8_t *sample = frames;

	for (size_t i = 0; i < count; i++) {
		uint8_t levels[2];

		audio_code_levels(spec->stream, first + i, levels);
		for (unsigned channel = 0; channel < shape->channels; channel++, sample += bytes)
			put_sample(sample, shape->format, levels[channel % 2]);
	}
}
