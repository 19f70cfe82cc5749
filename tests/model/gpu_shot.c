/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/gpu.h"

#include "core/video_code.h"
#include "reports/truth.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A host that is asked for a screenshot of the first scanout, or to change the display. */
static int screenshot(struct model_screen *s, struct answer *answer)
{
	const struct screen_resource *resource = screen_find(s, s->scanout[0].resource);
	const struct gpu_rect *r = &s->scanout[0].r;
	struct video_code_seen seen = {0};
	uint8_t *rgb, *to;

	if (!resource || !resource->image) {
		snprintf(answer->text, sizeof(answer->text), "nothing is shown");
		return -EIO;
	}
	to = rgb = malloc((size_t)r->width * r->height * 3);
	for (uint32_t y = 0; rgb && y < r->height; y++)
		for (uint32_t x = 0; x < r->width; x++) {
			const uint8_t *bgrx = resource->image +
					      ((size_t)(r->y + y) * resource->width + r->x + x) * 4;

			*to++ = bgrx[2];
			*to++ = bgrx[1];
			*to++ = bgrx[0];
		}
	video_code_read(&seen, rgb, r->width, r->height);
	free(rgb);
	truth_tell(&seen, r->width, r->height, answer->text, sizeof(answer->text));
	return 0;
}

int screen_act(struct model *m, const char *action, const char *arguments, struct answer *answer)
{
	(void)arguments;
	if (!strcmp(action, "screenshot"))
		return screenshot(model_screen(m), answer);
	if (strcmp(action, "change-display") != 0)
		return -EOPNOTSUPP;
	model_config_put(m, GPU_CONFIG_EVENTS_READ, GPU_EVENT_DISPLAY, 4);
	model_config_changed(m);
	return 0;
}
