/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/sound_params.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>

static struct snd_interval *interval_of(struct snd_pcm_hw_params *raw, int which)
{
	return &raw->intervals[which - SNDRV_PCM_HW_PARAM_FIRST_INTERVAL];
}

static void allow_everything(struct snd_pcm_hw_params *raw)
{
	memset(raw, 0, sizeof(*raw));
	memset(raw->masks, 0xff, sizeof(raw->masks));
	for (int i = SNDRV_PCM_HW_PARAM_FIRST_INTERVAL; i <= SNDRV_PCM_HW_PARAM_LAST_INTERVAL; i++)
		interval_of(raw, i)->max = ~0u;
	raw->rmask = ~0u; /* look at every parameter */
	raw->info = ~0u;
}

int sound_params_refine(struct sound_params *params, int fd)
{
	allow_everything(&params->raw);
	return ioctl(fd, SNDRV_PCM_IOCTL_HW_REFINE, &params->raw) ? -errno : 0;
}

bool sound_params_has(const struct sound_params *params, int mask, unsigned value)
{
	const struct snd_mask *bits = &params->raw.masks[mask - SNDRV_PCM_HW_PARAM_FIRST_MASK];

	return bits->bits[value / 32] >> (value % 32) & 1;
}

unsigned sound_params_min(const struct sound_params *params, int interval)
{
	const struct snd_interval *range =
		&params->raw.intervals[interval - SNDRV_PCM_HW_PARAM_FIRST_INTERVAL];

	return range->min + range->openmin;
}

unsigned sound_params_max(const struct sound_params *params, int interval)
{
	const struct snd_interval *range =
		&params->raw.intervals[interval - SNDRV_PCM_HW_PARAM_FIRST_INTERVAL];

	return range->max - range->openmax;
}

bool sound_params_takes_rate(int fd, unsigned rate)
{
	struct snd_pcm_hw_params raw;
	struct snd_interval *range;

	allow_everything(&raw);
	range = interval_of(&raw, SNDRV_PCM_HW_PARAM_RATE);
	range->min = range->max = rate;
	range->integer = 1;
	return ioctl(fd, SNDRV_PCM_IOCTL_HW_REFINE, &raw) == 0;
}
