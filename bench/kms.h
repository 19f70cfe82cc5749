/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_KMS_H
#define BENCH_KMS_H

#include <stddef.h>
#include <stdint.h>
#include <xf86drmMode.h>

/*
 * One display through kernel mode setting: the first connected connector of a card,
 * its mode, and a CRTC that can drive it. Calls return 0 or a negative errno.
 */
struct kms {
	int fd;
	uint32_t connector, crtc;
	drmModeModeInfo mode;
	char missing[160]; /* kms_open() gave -ENODEV or -ENOENT: what there is none of, in words */
};

/* A dumb buffer that can be scanned out, mapped. XRGB8888: 4 bytes a pixel. */
struct kms_buffer {
	uint32_t handle, framebuffer, width, height, pitch;
	uint64_t size;
	uint8_t *pixels;
};

/* A flip that the kernel says is done. */
struct kms_flip_event {
	uint64_t cookie;  /* as given to kms_flip() */
	uint64_t time_ns; /* CLOCK_MONOTONIC, by the kernel, to the microsecond */
	uint32_t sequence;
};

#define KMS_PIXEL_BYTES 4

/*
 * `wanted`: a mode by name ("1280x800"), or NULL for the preferred one. -ENODEV where the
 * card has no display, -ENOENT where that display does not list the mode (`missing` says
 * what), -EACCES where somebody else drives the display.
 */
int kms_open(struct kms *kms, const char *path, const char *wanted);
void kms_close(struct kms *kms);

int kms_buffer_new(struct kms *kms, struct kms_buffer *buffer, uint32_t width, uint32_t height);
void kms_buffer_free(struct kms *kms, struct kms_buffer *buffer);

/* Sets the mode with that buffer; takes the display away again. */
int kms_show(struct kms *kms, const struct kms_buffer *buffer);
int kms_hide(struct kms *kms);
/* Asks for a flip; its event comes to kms_flip_done(), -ETIMEDOUT if it does not. */
int kms_flip(struct kms *kms, const struct kms_buffer *buffer, uint64_t cookie);
int kms_flip_done(struct kms *kms, int timeout_ms, struct kms_flip_event *event);
/* Tells that pixels changed, in `rectangle` or (NULL) all. -ENOSYS: not offered. */
int kms_dirty(struct kms *kms, const struct kms_buffer *buffer, const drmModeClip *rectangle);
/* -ENXIO: no cursor plane. NULL takes the cursor away. */
int kms_cursor_set(struct kms *kms, const struct kms_buffer *buffer);
int kms_cursor_move(struct kms *kms, int x, int y);

/* ---- choosing, apart from any device ---- */

/* The wanted one, else the preferred, else the largest, else the fastest; NULL: none. */
const drmModeModeInfo *kms_choose_mode(
	const drmModeModeInfo *modes, size_t count, const char *wanted);
/* Refreshes a second, exact: from pixel clock and totals. */
double kms_mode_hz(const drmModeModeInfo *mode);

#endif
