/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_HOSTILE_H
#define TESTS_HOSTILE_H

#include "tests/hostile/random.h"
#include "tests/model/model.h"

/*
 * A model device that means harm. It stands between the driver and a correct model: what
 * is read from registers may be changed on its way, and after any access the rings and
 * buffers, which are the device's to write, may be changed where they lie.
 */
#define ACTS_MAX 4

/* What a register is, whatever the transport. */
enum reg {
	REG_OTHER,
	REG_STATUS,
	REG_FEATURES,
	REG_QUEUES,	/* how many there are */
	REG_QUEUE_SIZE, /* of one */
	REG_QUEUE,	/* what else is known of a queue: enabled, reset, where it is notified */
	REG_GENERATION,
	REG_ISR,
	REG_CONFIG, /* the device configuration */
	REG_PCI,    /* configuration space */
	REG_ANY,
};
enum reg reg_of(const struct model *m, unsigned space, uint64_t offset);

/* Proof of what a device did that no check may overlook; shared with the check's process. */
struct deeds {
	bool broke_guard;	     /* wrote outside of the buffers it was given */
	bool asked_reset, was_reset; /* 0 was written to its status, and read */
	bool was_there;		     /* some access read something else than all ones */
	bool asked, answered;	     /* was notified of buffers, and used some */
	uint64_t accesses;
};

struct hostile {
	struct bus bus; /* first: the transports see this */
	struct model *model;
	uint64_t random;
	struct deeds *deeds;
	struct deed {
		const struct act *act;
		uint64_t first; /* the access from which on it is done */
		uint32_t one_in;
	} plan[ACTS_MAX];
	unsigned count;
};

/* One kind of malice: lies about a register, or meddles with memory, or both. */
struct act {
	const char *name;
	enum reg reg; /* which `lie` is about */
	uint32_t (*lie)(struct hostile *h, uint32_t truth);
	/* The queue is enabled, and its rings lie in our memory. */
	void (*meddle)(struct hostile *h, struct model_queue *q);
};
extern const struct act register_acts[], memory_acts[];
extern const size_t register_act_count, memory_act_count;

/* Of that seed; it is closed with its bus. */
struct bus *hostile_open(struct model *model, uint64_t seed, struct deeds *deeds);
/* "used-id from access 30, one in 4; ...": what such a device does. */
void hostile_describe(uint64_t seed, char *text, size_t size);

#endif
