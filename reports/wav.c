/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/wav.h"

#include "core/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT_PCM 1
#define ENDLESS	   0x7fff0000u /* lengths of recorders that write into a pipe begin here */

/* Chunks of a RIFF file are little-endian, as every machine this runs on is. */
struct chunk {
	char id[4];
	uint32_t size;
};

struct format {
	uint16_t tag, channels;
	uint32_t rate, bytes_per_second;
	uint16_t frame_bytes, bits;
};

static int take_format(
	struct wav *wav, const char *file, const struct format *format, struct message *msg)
{
	if (format->tag != FORMAT_PCM || format->channels != 2 || format->bits != 16)
		return message_set(msg, -EINVAL,
			"%s: %u channels of %u bits in format %u; expected 2 channels of 16 bits "
			"PCM: set the sink's format in the recipe",
			file, format->channels, format->bits, format->tag);
	wav->rate = format->rate;
	return 0;
}

static int walk(struct wav *wav, const char *file, size_t size, struct message *msg)
{
	size_t at = 12;
	struct chunk chunk;

	while (size - at >= sizeof(chunk)) {
		memcpy(&chunk, wav->content + at, sizeof(chunk));
		at += sizeof(chunk);
		if (!memcmp(chunk.id, "fmt ", 4) && size - at >= sizeof(struct format)) {
			struct format format;
			int err;

			memcpy(&format, wav->content + at, sizeof(format));
			err = take_format(wav, file, &format, msg);
			if (err)
				return err;
		}
		if (!memcmp(chunk.id, "data", 4)) {
			if (chunk.size > size - at && chunk.size < ENDLESS)
				wav->missing = chunk.size - (size - at);
			if (!chunk.size || chunk.size > size - at)
				chunk.size = (uint32_t)(size - at);
			wav->frames = (void *)(wav->content + at);
			wav->count = chunk.size / sizeof(*wav->frames);
			break;
		}
		at += chunk.size < size - at ? chunk.size + (chunk.size & 1) : size - at;
		if (at > size)
			break;
	}
	if (!wav->rate || !wav->frames)
		return message_set(msg, -EINVAL, "%s: short: %zu bytes without %s", file, size,
			wav->rate ? "sound" : "a format");
	return 0;
}

int wav_read(struct wav *wav, const char *file, struct message *msg)
{
	size_t size;
	int err;

	*wav = (struct wav){.content = file_read_whole(file, &size, msg)};
	if (!wav->content)
		return -errno;
	if (size < 12 || memcmp(wav->content, "RIFF", 4) || memcmp(wav->content + 8, "WAVE", 4))
		err = message_set(msg, -EINVAL, "%s: no WAV file (%zu bytes)", file, size);
	else
		err = walk(wav, file, size, msg);
	if (err)
		wav_free(wav);
	return err;
}

void wav_free(struct wav *wav)
{
	free(wav->content);
	*wav = (struct wav){0};
}
