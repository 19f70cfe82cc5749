/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video_screen.h"

#include "core/ask.h"
#include "core/clock.h"
#include "core/video_code.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define ANSWER_MS   5000
#define PATIENCE_NS 1000000000u

uint32_t screen_bands(const struct kms_buffer *buffer)
{
	return buffer->height / VIDEO_CODE_BAND;
}

void screen_draw(struct kms_buffer *buffer, uint32_t number)
{
	video_code_draw(
		buffer->pixels, buffer->width, buffer->pitch, number, 0, screen_bands(buffer));
}

/* Does not come back where there is none. */
static void take_screenshot(struct job *job, struct screen *screen)
{
	struct answer answer;
	int err = ask_host(job, &answer, ANSWER_MS, "screenshot", "%s", "");

	if (err == -EOPNOTSUPP)
		unobservable(job, "only the host can see the display: %s", answer.text);
	else if (err)
		inconclusive(
			job, "no screenshot by the recipe's action 'screenshot': %s", answer.text);
	else if (sscanf(answer.text, "width=%u height=%u wrong=%lu unreadable=%u runs=%255s",
			 &screen->width, &screen->height, &screen->wrong, &screen->unreadable,
			 screen->runs) != 5)
		say(job, VERDICT_ERROR, "the host's answer is no screenshot: %s", answer.text);
	else
		return;
	job_stop(job);
}

/* A display that shows a part only would still show that part as it was drawn. */
static bool as_drawn(const struct screen *screen, const struct kms_buffer *buffer)
{
	return !screen->wrong && !screen->unreadable && screen->width == buffer->width &&
	       screen->height == buffer->height;
}

void screen_look(struct job *job, struct screen *screen)
{
	take_screenshot(job, screen);
	screen->top = 0;
	sscanf(screen->runs, "%u:", &screen->top);
}

bool screen_whole(const struct screen *screen, const struct kms_buffer *buffer)
{
	return as_drawn(screen, buffer) && !strchr(screen->runs, ',');
}

bool screen_wait(
	struct job *job, struct screen *screen, const struct kms_buffer *buffer, const char *runs)
{
	uint64_t end = clock_ns() + PATIENCE_NS;

	do {
		screen_look(job, screen);
		if (as_drawn(screen, buffer) && !strcmp(screen->runs, runs))
			return true;
	} while (clock_ns() < end);
	return false;
}

void screen_tell(const struct screen *screen, char *text, size_t size)
{
	snprintf(text, size, "%ux%u, frame:bands %s, %u bands unreadable, %lu pixels wrong",
		screen->width, screen->height, screen->runs, screen->unreadable,
		(unsigned long)screen->wrong);
}
