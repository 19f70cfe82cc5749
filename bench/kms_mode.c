/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/kms.h"

#include <stdbool.h>
#include <string.h>

double kms_mode_hz(const drmModeModeInfo *mode)
{
	if (!mode->htotal || !mode->vtotal)
		return mode->vrefresh;
	return mode->clock * 1000.0 / mode->htotal / mode->vtotal;
}

static bool preferred(const drmModeModeInfo *mode)
{
	return mode->type & DRM_MODE_TYPE_PREFERRED;
}

static unsigned area(const drmModeModeInfo *mode)
{
	return (unsigned)mode->hdisplay * mode->vdisplay;
}

static bool better(const drmModeModeInfo *a, const drmModeModeInfo *b)
{
	if (preferred(a) != preferred(b))
		return preferred(a);
	if (area(a) != area(b))
		return area(a) > area(b);
	return kms_mode_hz(a) > kms_mode_hz(b);
}

const drmModeModeInfo *kms_choose_mode(
	const drmModeModeInfo *modes, size_t count, const char *wanted)
{
	const drmModeModeInfo *best = NULL;

	for (size_t i = 0; i < count; i++)
		if ((!wanted || !strcmp(modes[i].name, wanted)) &&
			(!best || better(&modes[i], best)))
			best = &modes[i];
	return best;
}
