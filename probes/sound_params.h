/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_SOUND_PARAMS_H
#define PROBES_SOUND_PARAMS_H

#include <sound/asound.h>
#include <stdbool.h>

/* What a PCM stream can be set to: everything, narrowed down by the driver. */
struct sound_params {
	struct snd_pcm_hw_params raw;
};

/* Asks the driver (SNDRV_PCM_IOCTL_HW_REFINE), which sets nothing. 0 or -errno. */
int sound_params_refine(struct sound_params *params, int fd);
bool sound_params_has(const struct sound_params *params, int mask, unsigned value);
/* `interval`: SNDRV_PCM_HW_PARAM_RATE and its like. */
unsigned sound_params_min(const struct sound_params *params, int interval);
unsigned sound_params_max(const struct sound_params *params, int interval);
/* Whether the driver also takes that rate together with all else; fewer than min to max are. */
bool sound_params_takes_rate(int fd, unsigned rate);

#endif
