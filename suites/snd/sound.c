/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"

#include "virtio/wire.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct sound_items sound_jacks = {
	"jack", SND_R_JACK_INFO, sizeof(struct snd_jack_info), SND_CONFIG_JACKS};
const struct sound_items sound_streams = {
	"stream", SND_R_PCM_INFO, sizeof(struct snd_pcm_info), SND_CONFIG_STREAMS};
const struct sound_items sound_chmaps = {
	"channel map", SND_R_CHMAP_INFO, sizeof(struct snd_chmap_info), SND_CONFIG_CHMAPS};
const struct sound_items sound_controls = {
	"control element", SND_R_CTL_INFO, sizeof(struct snd_ctl_info), SND_CONFIG_CONTROLS};

struct snd sound_start(struct job *job, const struct sound_items *items, uint32_t *count)
{
	struct vdev *v = wire_open(job);
	struct snd s;

	if (items == &sound_controls) /* the number cannot be read without it: 5.14.5.1 */
		vdev_need(v, SND_F_CTLS);
	s = snd_start(v, SND_F_CTLS);
	*count = vdev_config32(v, items->config);
	if (!*count) {
		absent(job, "the device has no %s", items->what);
		job_stop(job);
	}
	return s;
}

const void *sound_all(struct job *job, const struct sound_items *items, uint32_t *count)
{
	struct snd s = sound_start(job, items, count);
	struct snd_answer answer = snd_info(&s, items->code, 0, *count, items->size);

	if (answer.status == SND_S_OK)
		return answer.payload;
	inconclusive(
		job, "%ss are not told: status %s", items->what, snd_status_word(answer.status));
	job_stop(job);
}

bool sound_bits(struct job *job, uint64_t value, unsigned defined, const char *what, ...)
{
	char text[120];
	va_list args;

	va_start(args, what);
	vsnprintf(text, sizeof(text), what, args);
	va_end(args);
	expected(job, "%s: no bit above %u", text, defined - 1);
	observed(job, "%s: 0x%llx", text, (unsigned long long)value);
	if (!(value >> defined))
		return true;
	fail(job, "%s: 0x%llx has bits that are not defined", text, (unsigned long long)value);
	return false;
}

bool sound_padding(struct job *job, const uint8_t *bytes, size_t size, const char *what, ...)
{
	char text[120];
	va_list args;

	va_start(args, what);
	vsnprintf(text, sizeof(text), what, args);
	va_end(args);
	expected(job, "%s: %zu padding bytes of 0", text, size);
	for (size_t i = 0; i < size; i++) {
		observed(job, "%s: byte %zu is 0x%02x", text, i, bytes[i]);
		if (!bytes[i])
			continue;
		fail(job, "%s: padding byte %zu is 0x%02x%s", text, i, bytes[i],
			bytes[i] == 0xff ? ", perhaps not written" : "");
		return false;
	}
	return true;
}
