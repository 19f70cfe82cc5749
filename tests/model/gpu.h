/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_MODEL_GPU_H
#define TESTS_MODEL_GPU_H

#include "tests/model/model.h"
#include "virtio/gpu.h"

/* The model of a GPU: tests/model/class_gpu.c, gpu_info.c, gpu_2d.c, gpu_blob.c, gpu_shot.c. */
#define SCREEN_SCANOUTS	 2
#define SCREEN_RESOURCES 16
#define SCREEN_SIDE_MAX	 4096
#define SCREEN_CAPSETS	 2
#define SCREEN_ALIGNMENT 4096
#define SCREEN_SHM	 0x10000

struct screen_resource {
	uint32_t id; /* 0: free */
	uint32_t format, width, height;
	uint8_t *image; /* NULL: a blob */
	uint32_t blob_mem;
	bool mapped;
	unsigned entry_count; /* of the backing */
	struct gpu_mem_entry entries[GPU_ENTRIES_MAX];
};

struct model_screen {
	struct screen_resource resources[SCREEN_RESOURCES];
	struct {
		uint32_t resource;
		struct gpu_rect r;
	} scanout[SCREEN_SCANOUTS];
	uint32_t contexts; /* a bit for each of ids 0 to 31 */
	/* of faults */
	struct gpu_transfer late;
	uint64_t late_ns;
	uint64_t last_fence;
};

/* A request and its response. */
struct screen_call {
	struct model *m;
	struct model_screen *s;
	const struct model_request *r;
	union {
		struct gpu_header header;
		struct gpu_create_2d create;
		struct gpu_one one;
		struct gpu_set_scanout scanout;
		struct gpu_flush flush;
		struct gpu_transfer transfer;
		struct gpu_attach attach;
		struct gpu_get_capset capset;
		struct gpu_ctx_create context;
		struct gpu_create_blob blob;
		struct gpu_set_scanout_blob scanout_blob;
		struct gpu_map_blob map;
		struct gpu_cursor cursor;
	} in;
	union {
		struct gpu_header header;
		struct gpu_display_info display;
		struct gpu_edid edid;
		struct gpu_capset_info capset_info;
		struct gpu_uuid uuid;
		uint8_t bytes[sizeof(struct gpu_edid)];
	} out;
	uint32_t size; /* of the response */
};

struct model_screen *model_screen(struct model *m);
struct screen_resource *screen_find(struct model_screen *s, uint32_t id);
struct screen_resource *screen_add(struct model_screen *s, uint32_t id); /* NULL: no room */
void screen_drop(struct model_screen *s, struct screen_resource *resource);
bool screen_back(
	struct screen_resource *resource, const struct gpu_mem_entry *entries, unsigned count);
void screen_tick(struct model *m);
bool screen_inside(const struct gpu_rect *r, uint32_t width, uint32_t height);
int screen_act(struct model *m, const char *action, const char *arguments, struct answer *answer);

/* Each answers a command, and returns the response's type. */
uint32_t screen_display_info(struct screen_call *c);
uint32_t screen_edid(struct screen_call *c);
uint32_t screen_capset_info(struct screen_call *c);
uint32_t screen_capset(struct screen_call *c);
uint32_t screen_create(struct screen_call *c);
uint32_t screen_unref(struct screen_call *c);
uint32_t screen_set_scanout(struct screen_call *c);
uint32_t screen_flush(struct screen_call *c);
uint32_t screen_transfer(struct screen_call *c);
uint32_t screen_attach(struct screen_call *c);
uint32_t screen_detach(struct screen_call *c);
uint32_t screen_uuid(struct screen_call *c);
uint32_t screen_cursor(struct screen_call *c);
uint32_t screen_context(struct screen_call *c);
uint32_t screen_create_blob(struct screen_call *c);
uint32_t screen_scanout_blob(struct screen_call *c);
uint32_t screen_map(struct screen_call *c);
uint32_t screen_unmap(struct screen_call *c);

#endif
