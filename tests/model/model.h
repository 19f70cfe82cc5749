/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_MODEL_H
#define TESTS_MODEL_H

#include "core/ask.h"
#include "virtio/bus.h"
#include "virtio/features.h"
#include "virtio/ring.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * A virtio device in the test's own process, with its own side of the rings, behind the
 * bus that the transports stand on (virtio/bus.h). It is correct, but for the fault that
 * is switched on. Time is its own, and moves with each register access and each poll:
 * a check that waits 50 ms for nothing to happen takes none.
 */
#define MODEL_QUEUES_MAX   72
#define MODEL_CONFIG_MAX   256
#define MODEL_LATENCY_NS   30000 /* from notification to used buffer */
#define MODEL_RESET_NS	   20000
#define MODEL_ACCESS_NS	   500
#define MODEL_RELAX_NS	   20000
#define MODEL_MSIX_VECTORS 4
#define MODEL_NOTIFY_DATA  0x100 /* queue_notif_config_data of queue 0 */

/* Each row of tests/model/faults/ breaks one statement. */
enum fault {
	FAULT_NONE,
#define FAULT(name, check, statement, where, what) FAULT_##name,
#include "tests/model/faults/all.def"
#undef FAULT
	FAULT_COUNT,
};

struct fault_row {
	const char *name, *check, *statement;
	const char *where; /* "class/variant", or "" for the check's first class and the first
			      variant */
	const char *what;
};
extern const struct fault_row fault_rows[FAULT_COUNT];

/* True if that fault is switched on: `if (model_fault(FAULT_X)) ...wrong... else ...right...`. */
bool model_fault(enum fault fault);
void model_fault_is(enum fault fault);

/* How a model differs from the plain one of its class. */
struct model_variant {
	const char *name;
	bool mmio;
	const char *ring;      /* the plan's setting "wire.ring" */
	bool bare;	       /* offers nothing optional, of the ring's and the class's features */
	unsigned long options; /* enum model_option: meant for one class, or for the transport */
	unsigned only_type;    /* 0: for every class */
};
extern const struct model_variant model_variants[];
extern const size_t model_variant_count;

enum model_option {
	MODEL_READONLY = 1 << 0, /* block: VIRTIO_BLK_F_RO */
	MODEL_LEGACY_ID = 1 << 1,
	MODEL_ZONED = 1 << 2,	    /* block: host-managed zones */
	MODEL_ZONED_AWARE = 1 << 3, /* block: host-aware zones */
	MODEL_NO_APPEND = 1 << 4,   /* block: zones without zone append */
	MODEL_RICH = 1 << 8,	    /* PCI: SR-IOV, an admin queue, notification and vendor data */
};

struct model;

struct model_queue {
	unsigned max, size;
	bool enabled, was_reset;
	uint64_t desc, driver, device;
	uint16_t msix_vector, avail_idx, used_idx; /* packed: positions */
	bool avail_wrap, used_wrap;
	uint64_t due_ns;       /* of the processing that a notification asked for; 0: none */
	uint64_t reset_due_ns; /* of a reset of this queue; 0: none */
	uint32_t popped, pushed;
	uint16_t last_used; /* packed: the descriptor written last, and when */
	uint64_t last_used_ns;
	uint16_t signalled_idx; /* used_idx when the driver was last signalled (event index) */
};

/* A buffer that the driver made available, its elements resolved to memory. */
struct model_request {
	unsigned id, descs;
	unsigned read_count, write_count;
	struct {
		uint8_t *bytes;
		uint32_t len;
	} seg[VQ_SEGS_MAX];	     /* the device-readable ones first */
	uint32_t readable, writable; /* bytes */
};

/* Instead of a length: the request stays with the device; see model_complete(). */
#define MODEL_KEEP (-1)

struct model_class {
	unsigned type;
	const char *id;	      /* "virtio.block[0]" */
	uint64_t features[2]; /* the class's own bits, words 0-1 and 2-3 */
	unsigned queues;
	unsigned queue_max;
	uint32_t config_size;
	void (*init)(struct model *m); /* configuration, state; also called at reset */
	/* Changes what is offered, by the variant's options. */
	void (*offer)(struct model *m);
	/* The driver sets FEATURES_OK: false refuses what it accepted. */
	bool (*negotiated)(struct model *m);
	/* Answers a request; returns the bytes written or MODEL_KEEP. */
	int64_t (*handle)(struct model *m, unsigned queue, struct model_request *r);
	/* What happens by itself in time; NULL: nothing. */
	void (*tick)(struct model *m);
	/* A byte range of the configuration was written; NULL: writes are ignored. */
	void (*config_write)(struct model *m, uint32_t offset, unsigned width, uint32_t value);
	/* What the host does when a check asks it (core/ask.h); NULL: no action. */
	int (*act)(
		struct model *m, const char *action, const char *arguments, struct answer *answer);
	uint32_t shm_length; /* of shared memory region `shm_id`; 0: none */
	unsigned shm_id;
};

struct model {
	struct bus bus; /* first: the transports see this */
	const struct model_class *class;
	const struct model_variant *variant;
	uint64_t now_ns;
	uint8_t status;
	uint64_t reset_due_ns;
	struct features offered, accepted;
	struct model_queue queue[MODEL_QUEUES_MAX];
	uint8_t config[MODEL_CONFIG_MAX];
	uint8_t generation;
	uint32_t isr;
	bool suspended, config_pending, broken; /* broken: an error state that a reset ends */
	uint64_t suspend_due_ns, resume_due_ns;
	unsigned negotiations, status_reads;
	uint32_t last_config_read;
	void *state; /* the class's own */

	/* registers of the transports */
	uint32_t device_feature_select, driver_feature_select, queue_select, shm_select;
	uint16_t config_vector;
	uint8_t pci_config[0x140];
	bool msix_enabled, msix_masked;
	uint32_t msix_table[MODEL_MSIX_VECTORS * 4], msix_pending;
};

/* ---- for the classes: tests/model/class_*.c ---- */
extern const struct model_class *const model_classes[];
extern const size_t model_class_count;
/* Copies from the device-readable part; returns how many bytes there were. */
uint32_t model_read(const struct model_request *r, uint32_t offset, void *into, uint32_t size);
/* Copies into the device-writable part; returns how many bytes had room. */
uint32_t model_write(
	const struct model_request *r, uint32_t offset, const void *from, uint32_t size);
/* For what was kept. */
void model_complete(struct model *m, unsigned queue, const struct model_request *r, uint32_t len);
/* The next buffer of a queue that the driver fills and the device takes at will (events, receive).
 */
bool model_take(struct model *m, unsigned queue, struct model_request *r);
bool model_has(const struct model *m, unsigned bit); /* negotiated */
bool model_option(const struct model *m, enum model_option option);
/* The class's shared memory: none where nothing optional is offered. */
uint32_t model_shm_length(const struct model *m);
unsigned model_shm_id(const struct model *m);
void model_config_put(struct model *m, uint32_t offset, uint64_t value, unsigned width);
/* The configuration changed by itself: generation, and a notification. */
void model_config_changed(struct model *m);
void model_needs_reset(struct model *m);
/* Queues: tests/model/queues.c. */
bool model_live(const struct model *m);
void model_queue_reset_done(struct model_queue *q);
void model_process(struct model *m, unsigned queue);
void model_reset(struct model *m);
/* Status: tests/model/status.c. */
void model_suspend_step(struct model *m);

/* ---- for the transports ---- */
struct bus *model_open(const struct model_class *class, const struct model_variant *variant);
extern const struct bus_ops model_pci_bus, model_mmio_bus;
void model_pci_init(struct model *m);
void model_step(struct model *m, uint64_t ns); /* time goes on */
uint32_t model_status(struct model *m);
void model_set_status(struct model *m, uint32_t status);
uint32_t model_device_features(struct model *m, uint32_t word);
uint32_t model_driver_features(struct model *m, uint32_t word);
void model_set_driver_features(struct model *m, uint32_t word, uint32_t bits);
struct model_queue *model_selected(struct model *m); /* NULL: there is no such queue */
void model_enable_queue(struct model *m, struct model_queue *q);
void model_reset_queue(struct model *m, struct model_queue *q);
void model_notify(struct model *m, uint32_t value);
uint32_t model_config_read(struct model *m, uint32_t offset, unsigned width);
void model_config_write(struct model *m, uint32_t offset, unsigned width, uint32_t value);
void model_signal(struct model *m, uint32_t bit, uint16_t vector);
uint64_t model_now_ns(struct bus *bus);
void model_relax(struct bus *bus);
void model_close(struct bus *bus);

/* ---- the device's side of the rings: tests/model/ring_*.c ---- */
enum pop_result { POP_NONE, POP_REQUEST, POP_BROKEN };
enum pop_result model_pop(struct model *m, struct model_queue *q, struct model_request *r);
enum pop_result model_pop_split(struct model *m, struct model_queue *q, struct model_request *r);
enum pop_result model_pop_packed(struct model *m, struct model_queue *q, struct model_request *r);
void model_push(
	struct model *m, struct model_queue *q, const struct model_request *r, uint32_t len);
/* These return whether the driver wants to be signalled. */
bool model_push_split(
	struct model *m, struct model_queue *q, const struct model_request *r, uint32_t len);
bool model_push_packed(
	struct model *m, struct model_queue *q, const struct model_request *r, uint32_t len);
void model_packed_step(struct model *m, struct model_queue *q);
bool model_add_seg(struct model_request *r, uint64_t addr, uint32_t len, bool writes);

#endif
