/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/truth.h"

#include "core/video_code.h"
#include "reports/ppm.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void truth_tell(const struct video_code_seen *seen, uint32_t width, uint32_t height, char *text,
	size_t size)
{
	size_t used;

	snprintf(text, size, "width=%u height=%u wrong=%lu unreadable=%u runs=", width, height,
		(unsigned long)seen->wrong_pixels, seen->unreadable);
	for (size_t i = 0; i < seen->run_count && i < VIDEO_CODE_RUNS_MAX; i++) {
		used = strlen(text);
		snprintf(text + used, size - used, "%s%u:%u", i ? "," : "", seen->runs[i].number,
			seen->runs[i].bands);
	}
	if (!seen->run_count)
		snprintf(text + strlen(text), size - strlen(text), "none");
}

int truth_look(const char *makes, const char *file, char *text, size_t size)
{
	struct video_code_seen seen;
	struct message msg = {0};
	struct ppm picture;
	int err;

	if (strcmp(makes, "screenshot")) {
		snprintf(text, size, "nobody looks at a %s", makes);
		return -EOPNOTSUPP;
	}
	err = ppm_read(&picture, file, &msg);
	if (err) {
		snprintf(text, size, "%s", msg.text);
		return err;
	}
	video_code_read(&seen, picture.rgb, picture.width, picture.height);
	truth_tell(&seen, picture.width, picture.height, text, size);
	ppm_free(&picture);
	return 0;
}
