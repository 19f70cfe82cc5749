/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/audio_shapes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 16

struct words {
	char text[256];
	char *word[WORDS_MAX];
	size_t count;
};

static void split(struct job *job, const char *key, const char *otherwise, struct words *words)
{
	char *rest = words->text, *word;

	words->count = 0;
	snprintf(words->text, sizeof(words->text), "%s", job_setting_str(job, key, otherwise));
	while (words->count < WORDS_MAX && (word = strtok_r(rest, " ", &rest)))
		words->word[words->count++] = word;
}

static _Noreturn void refuse(struct job *job, const char *key, const char *word, const char *wanted)
{
	say(job, VERDICT_ERROR, "the plan's setting %s: '%s' is no %s", key, word, wanted);
	job_stop(job);
}

static unsigned number(struct job *job, const char *key, const char *word)
{
	char *end;
	unsigned long value = strtoul(word, &end, 10);

	if (*end || !value || value > 1000000)
		refuse(job, key, word, "number from 1 to 1000000");
	return (unsigned)value;
}

static int format(struct job *job, const char *word)
{
	int found = pcm_format_from_name(word);

	if (found < 0)
		refuse(job, "audio.formats", word,
			"format this tool uses (U8 S16_LE S24_LE S32_LE FLOAT_LE)");
	return found;
}

size_t audio_shapes(
	struct job *job, const char *default_periods, struct pcm_shape *shapes, size_t max)
{
	static struct words rates, formats, channels, periods;
	size_t count = 0;

	split(job, "audio.rates", "48000", &rates);
	split(job, "audio.formats", "S16_LE", &formats);
	split(job, "audio.channels", "2", &channels);
	split(job, "audio.periods", default_periods, &periods);
	for (size_t i = 0; i < rates.count * formats.count * channels.count * periods.count; i++) {
		size_t rest = i;
		struct pcm_shape shape = {.periods = AUDIO_PERIODS};

		shape.period_frames =
			number(job, "audio.periods", periods.word[rest % periods.count]);
		rest /= periods.count;
		shape.channels =
			number(job, "audio.channels", channels.word[rest % channels.count]);
		rest /= channels.count;
		shape.format = format(job, formats.word[rest % formats.count]);
		rest /= formats.count;
		shape.rate = number(job, "audio.rates", rates.word[rest]);
		if (count < max)
			shapes[count++] = shape;
	}
	return count;
}
