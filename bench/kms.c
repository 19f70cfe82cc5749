/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/kms.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xf86drm.h>

/* libdrm gives -errno from some calls, -1 with errno from others. */
static int result(int value)
{
	return value < 0 ? (value == -1 ? -errno : value) : 0;
}

/* ---- what to drive ---- */

static uint32_t crtc_for(int fd, const drmModeRes *resources, const drmModeConnector *connector)
{
	for (int i = 0; i < connector->count_encoders; i++) {
		drmModeEncoder *encoder = drmModeGetEncoder(fd, connector->encoders[i]);
		uint32_t possible = encoder ? encoder->possible_crtcs : 0;

		drmModeFreeEncoder(encoder);
		for (int n = 0; n < resources->count_crtcs && n < 32; n++)
			if (possible & 1u << n)
				return resources->crtcs[n];
	}
	return 0;
}

static int missing(struct kms *kms, const char *what, const char *detail)
{
	snprintf(kms->missing, sizeof(kms->missing), "%s%s", what, detail);
	return -ENODEV;
}

static int take_connector(struct kms *kms, const drmModeRes *resources,
	const drmModeConnector *connector, const char *wanted)
{
	const drmModeModeInfo *mode;

	if (!connector->count_modes)
		return missing(kms, "the connected connector lists no mode", "");
	mode = kms_choose_mode(connector->modes, (size_t)connector->count_modes, wanted);
	if (!mode) {
		missing(kms, "the connector lists no mode ", wanted);
		return -ENOENT;
	}
	kms->connector = connector->connector_id;
	kms->mode = *mode;
	kms->crtc = crtc_for(kms->fd, resources, connector);
	return kms->crtc ? 0 : missing(kms, "no CRTC can drive the connected connector", "");
}

static int choose_output(struct kms *kms, const char *wanted)
{
	drmModeRes *resources = drmModeGetResources(kms->fd);
	int err = missing(kms, "no connector is connected", "");
	bool found = false;

	if (!resources)
		return missing(kms, "the card has no display: it only renders", "");
	for (int i = 0; i < resources->count_connectors && !found; i++) {
		drmModeConnector *connector =
			drmModeGetConnector(kms->fd, resources->connectors[i]);

		found = connector && connector->connection == DRM_MODE_CONNECTED;
		if (found)
			err = take_connector(kms, resources, connector, wanted);
		drmModeFreeConnector(connector);
	}
	drmModeFreeResources(resources);
	return err;
}

int kms_open(struct kms *kms, const char *path, const char *wanted)
{
	uint64_t dumb = 0;
	int err;

	*kms = (struct kms){.fd = open(path, O_RDWR | O_CLOEXEC)};
	if (kms->fd < 0)
		return -errno;
	if (!drmIsMaster(kms->fd) && drmSetMaster(kms->fd))
		err = -EACCES;
	else
		err = choose_output(kms, wanted);
	if (!err && (drmGetCap(kms->fd, DRM_CAP_DUMB_BUFFER, &dumb) || !dumb))
		err = missing(kms, "the card has no dumb buffers", "");
	if (err)
		kms_close(kms);
	return err;
}

void kms_close(struct kms *kms)
{
	close(kms->fd);
	kms->fd = -1;
}

/* ---- buffers ---- */

static int map_buffer(struct kms *kms, struct kms_buffer *buffer)
{
	uint64_t offset;
	void *pixels;
	int err = result(drmModeMapDumbBuffer(kms->fd, buffer->handle, &offset));

	if (err)
		return err;
	pixels = mmap(
		NULL, buffer->size, PROT_READ | PROT_WRITE, MAP_SHARED, kms->fd, (off_t)offset);
	if (pixels == MAP_FAILED)
		return -errno;
	buffer->pixels = pixels;
	return 0;
}

int kms_buffer_new(struct kms *kms, struct kms_buffer *buffer, uint32_t width, uint32_t height)
{
	int err;

	*buffer = (struct kms_buffer){.width = width, .height = height};
	err = result(drmModeCreateDumbBuffer(kms->fd, width, height, KMS_PIXEL_BYTES * 8, 0,
		&buffer->handle, &buffer->pitch, &buffer->size));
	if (!err)
		err = result(drmModeAddFB(kms->fd, width, height, 24, KMS_PIXEL_BYTES * 8,
			buffer->pitch, buffer->handle, &buffer->framebuffer));
	if (!err)
		err = map_buffer(kms, buffer);
	if (err)
		kms_buffer_free(kms, buffer);
	return err;
}

void kms_buffer_free(struct kms *kms, struct kms_buffer *buffer)
{
	if (buffer->pixels)
		munmap(buffer->pixels, buffer->size);
	if (buffer->framebuffer)
		drmModeRmFB(kms->fd, buffer->framebuffer);
	if (buffer->handle)
		drmModeDestroyDumbBuffer(kms->fd, buffer->handle);
	*buffer = (struct kms_buffer){0};
}

/* ---- showing ---- */

int kms_show(struct kms *kms, const struct kms_buffer *buffer)
{
	return result(drmModeSetCrtc(
		kms->fd, kms->crtc, buffer->framebuffer, 0, 0, &kms->connector, 1, &kms->mode));
}

int kms_hide(struct kms *kms)
{
	return result(drmModeSetCrtc(kms->fd, kms->crtc, 0, 0, 0, NULL, 0, NULL));
}

int kms_flip(struct kms *kms, const struct kms_buffer *buffer, uint64_t cookie)
{
	return result(drmModePageFlip(kms->fd, kms->crtc, buffer->framebuffer,
		DRM_MODE_PAGE_FLIP_EVENT, (void *)(uintptr_t)cookie));
}

/* The kernel hands out whole events only (Documentation/gpu/drm-uapi.rst). */
int kms_flip_done(struct kms *kms, int timeout_ms, struct kms_flip_event *event)
{
	struct pollfd ready = {.fd = kms->fd, .events = POLLIN};
	struct drm_event_vblank done;
	ssize_t n;

	do {
		int count = poll(&ready, 1, timeout_ms);

		if (count <= 0)
			return count ? -errno : -ETIMEDOUT;
		n = read(kms->fd, &done, sizeof(done));
		if (n < 0)
			return -errno;
	} while (n != sizeof(done) || done.base.type != DRM_EVENT_FLIP_COMPLETE);
	*event = (struct kms_flip_event){
		.cookie = done.user_data,
		.time_ns = done.tv_sec * 1000000000ull + done.tv_usec * 1000ull,
		.sequence = done.sequence,
	};
	return 0;
}

int kms_dirty(struct kms *kms, const struct kms_buffer *buffer, const drmModeClip *rectangle)
{
	return result(drmModeDirtyFB(
		kms->fd, buffer->framebuffer, (drmModeClip *)rectangle, rectangle ? 1 : 0));
}

int kms_cursor_set(struct kms *kms, const struct kms_buffer *buffer)
{
	return result(drmModeSetCursor(kms->fd, kms->crtc, buffer ? buffer->handle : 0,
		buffer ? buffer->width : 0, buffer ? buffer->height : 0));
}

int kms_cursor_move(struct kms *kms, int x, int y)
{
	return result(drmModeMoveCursor(kms->fd, kms->crtc, x, y));
}
