/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_GPU_H
#define VIRTIO_GPU_H

#include "virtio/ring.h"

/* GPU device (VIRTIO 1.4, 5.7): its 2D part, and as much of blobs as can be seen without 3D. */
enum gpu_feature {
	GPU_F_VIRGL = 0,
	GPU_F_EDID = 1,
	GPU_F_RESOURCE_UUID = 2,
	GPU_F_RESOURCE_BLOB = 3,
	GPU_F_CONTEXT_INIT = 4,
	GPU_F_BLOB_ALIGNMENT = 5,
};

enum gpu_queue { GPU_CONTROL, GPU_CURSOR, GPU_QUEUES };

enum gpu_config { /* offsets */
	GPU_CONFIG_EVENTS_READ = 0,
	GPU_CONFIG_EVENTS_CLEAR = 4,
	GPU_CONFIG_NUM_SCANOUTS = 8,
	GPU_CONFIG_NUM_CAPSETS = 12,
	GPU_CONFIG_BLOB_ALIGNMENT = 16,
	GPU_CONFIG_END = 20,
};

enum gpu_type {
	GPU_CMD_GET_DISPLAY_INFO = 0x100,
	GPU_CMD_RESOURCE_CREATE_2D,
	GPU_CMD_RESOURCE_UNREF,
	GPU_CMD_SET_SCANOUT,
	GPU_CMD_RESOURCE_FLUSH,
	GPU_CMD_TRANSFER_TO_HOST_2D,
	GPU_CMD_ATTACH_BACKING,
	GPU_CMD_DETACH_BACKING,
	GPU_CMD_GET_CAPSET_INFO,
	GPU_CMD_GET_CAPSET,
	GPU_CMD_GET_EDID,
	GPU_CMD_ASSIGN_UUID,
	GPU_CMD_CREATE_BLOB,
	GPU_CMD_SET_SCANOUT_BLOB,
	GPU_CMD_CTX_CREATE = 0x200,
	GPU_CMD_CTX_DESTROY,
	GPU_CMD_MAP_BLOB = 0x208,
	GPU_CMD_UNMAP_BLOB,
	GPU_CMD_UPDATE_CURSOR = 0x300,
	GPU_CMD_MOVE_CURSOR,
	GPU_OK_NODATA = 0x1100,
	GPU_OK_DISPLAY_INFO,
	GPU_OK_CAPSET_INFO,
	GPU_OK_CAPSET,
	GPU_OK_EDID,
	GPU_OK_RESOURCE_UUID,
	GPU_OK_MAP_INFO,
	GPU_ERR_UNSPEC = 0x1200,
	GPU_ERR_OUT_OF_MEMORY,
	GPU_ERR_INVALID_SCANOUT_ID,
	GPU_ERR_INVALID_RESOURCE_ID,
	GPU_ERR_INVALID_CONTEXT_ID,
	GPU_ERR_INVALID_PARAMETER,
	GPU_NONE = 0xffffffff, /* ours: no type was written */
};

enum gpu_event { GPU_EVENT_DISPLAY = 1 };

#define GPU_FLAG_FENCE 1u
struct gpu_header {
	uint32_t type, flags;
	uint64_t fence_id;
	uint32_t ctx_id;
	uint8_t ring_idx, padding[3];
};

struct gpu_rect {
	uint32_t x, y, width, height;
};

#define GPU_SCANOUTS_MAX 16
struct gpu_display_info {
	struct gpu_header header;
	struct {
		struct gpu_rect r;
		uint32_t enabled, flags;
	} mode[GPU_SCANOUTS_MAX];
};

struct gpu_edid {
	struct gpu_header header;
	uint32_t size, padding;
	uint8_t edid[1024];
};

#define GPU_FORMATS 8
extern const uint32_t gpu_formats[GPU_FORMATS]; /* each of 4 bytes a pixel */
#define GPU_FORMAT_B8G8R8X8 2

struct gpu_create_2d {
	struct gpu_header header;
	uint32_t resource, format, width, height;
};

/* UNREF, DETACH_BACKING, ASSIGN_UUID, UNMAP_BLOB; GET_EDID: the scanout, GET_CAPSET_INFO: the
 * index. */
struct gpu_one {
	struct gpu_header header;
	uint32_t id, padding;
};

struct gpu_set_scanout {
	struct gpu_header header;
	struct gpu_rect r;
	uint32_t scanout, resource;
};

struct gpu_flush {
	struct gpu_header header;
	struct gpu_rect r;
	uint32_t resource, padding;
};

struct gpu_transfer {
	struct gpu_header header;
	struct gpu_rect r;
	uint64_t offset;
	uint32_t resource, padding;
};

struct gpu_mem_entry {
	uint64_t addr;
	uint32_t length, padding;
};

#define GPU_ENTRIES_MAX 64
struct gpu_attach {
	struct gpu_header header;
	uint32_t resource, entry_count;
	struct gpu_mem_entry entries[GPU_ENTRIES_MAX];
};

struct gpu_capset_info {
	struct gpu_header header;
	uint32_t id, max_version, max_size, padding;
};
#define GPU_CAPSETS 5 /* defined: 1 to 5 */

struct gpu_get_capset {
	struct gpu_header header;
	uint32_t id, version;
};

struct gpu_uuid {
	struct gpu_header header;
	uint8_t uuid[16];
};

struct gpu_ctx_create {
	struct gpu_header header;
	uint32_t name_length, init;
	char name[64];
};

#define GPU_BLOB_MEM_GUEST     1
#define GPU_BLOB_MEM_HOST3D    2
#define GPU_BLOB_FLAG_MAPPABLE 1
#define GPU_SHM_HOST_VISIBLE   1 /* 0 is VIRTIO_GPU_SHM_ID_UNDEFINED, the only other one */
struct gpu_create_blob {
	struct gpu_header header;
	uint32_t resource, mem, flags, entry_count;
	uint64_t blob, size;
	struct gpu_mem_entry entry; /* as many as entry_count says: 0 or 1 of ours */
};
#define GPU_CREATE_BLOB_SIZE offsetof(struct gpu_create_blob, entry) /* without entries */

struct gpu_set_scanout_blob {
	struct gpu_header header;
	struct gpu_rect r;
	uint32_t scanout, resource, width, height, format, padding;
	uint32_t strides[4], offsets[4];
};

struct gpu_map_blob {
	struct gpu_header header;
	uint32_t resource, padding;
	uint64_t offset;
};

struct gpu_cursor {
	struct gpu_header header;
	uint32_t scanout, x, y, padding;
	uint32_t resource, hot_x, hot_y, padding_2;
};

/* A device that is at work. */
struct gpu {
	struct vdev *v;
	struct vq *control, *cursor;
	uint32_t scanouts;
};

/* Reset to DRIVER_OK with these features, as vdev_begin(). */
#define gpu_start(v, ...) gpu_start_with(v, (const int[]){VIRTIO_F_VERSION_1, ##__VA_ARGS__, -1})
struct gpu gpu_start_with(struct vdev *v, const int *bits);
/* "OK_NODATA", "ERR_INVALID_SCANOUT_ID", "no response type". */
const char *gpu_type_word(uint32_t type);
bool gpu_is_error(uint32_t type);

/*
 * Makes a request, whose first field is its header, with room for a response of `room`
 * bytes. Bytes of it that the device does not write stay 0xff; `used` is what it says to
 * have written. Type GPU_NONE: no answer within VDEV_ANSWER_MS, or none that says what it is.
 */
struct gpu_response {
	struct gpu_header header;
	uint32_t used;
	const void *bytes;
};
struct gpu_response gpu_ask(struct vq *q, const void *request, uint32_t size, uint32_t room);

/* On the control queue, with a response that is a header alone; these return its type. */
uint32_t gpu_command(struct gpu *g, const void *request, uint32_t size);
uint32_t gpu_create(struct gpu *g, uint32_t resource, uint32_t width, uint32_t height);
uint32_t gpu_attach(
	struct gpu *g, uint32_t resource, const struct gpu_mem_entry *entries, unsigned count);
uint32_t gpu_attach_one(struct gpu *g, uint32_t resource, const struct dma *dma);
uint32_t gpu_scanout(struct gpu *g, uint32_t scanout, uint32_t resource, const struct gpu_rect *r);
uint32_t gpu_transfer(struct gpu *g, uint32_t resource, const struct gpu_rect *r, uint64_t offset);
uint32_t gpu_flush(struct gpu *g, uint32_t resource, const struct gpu_rect *r);
uint32_t gpu_one(struct gpu *g, uint32_t type, uint32_t id);

#endif
