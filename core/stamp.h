/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_STAMP_H
#define CORE_STAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Blocks that say what they are. Every sector of a written block carries its own byte
 * address on the disk, the generation (how often the address was written) and the id of
 * the run, around a body that is the same in all sectors of a run; so what is read back
 * tells a lost write from a misplaced, a stale and a torn one.
 */
#define STAMP_SECTOR 512
#define STAMP_WORDS  (STAMP_SECTOR / sizeof(uint64_t))

struct stamps {
	uint64_t run;
	uint64_t sector[STAMP_WORDS]; /* what all sectors of the run have in common */
};

enum stamp_fault {
	STAMP_RIGHT,
	STAMP_ZEROES,	 /* lost: never written, or discarded */
	STAMP_FOREIGN,	 /* lost: something that bears no stamp */
	STAMP_OTHER_RUN, /* lost: what an earlier run wrote there */
	STAMP_MISPLACED, /* belongs to another address */
	STAMP_STALE,	 /* an older generation: a later write is lost */
	STAMP_EARLY,	 /* a generation not yet written there: writes changed places */
	STAMP_TORN,	 /* a sector that begins right and goes on wrong */
};

/* The first wrong sector of a block. */
struct stamp_finding {
	enum stamp_fault fault;
	uint64_t address; /* of the sector */
	uint64_t expected_generation;
	uint64_t found_address, found_generation, found_run; /* 0 where it bears none */
};

/* `run` 0: a random one. */
void stamps_init(struct stamps *stamps, uint64_t run);
/* Writes the common part once into a buffer that is stamped many times. */
void stamps_fill(const struct stamps *stamps, void *buffer, size_t size);
/* Stamps the sectors of a filled buffer that will be written at `address`: no more than that. */
void stamps_put(const struct stamps *stamps, void *buffer, size_t size, uint64_t address,
	uint64_t generation);
/* What was read from `address`; STAMP_RIGHT if all of it is as stamps_put() made it. */
enum stamp_fault stamps_check(const struct stamps *stamps, const void *buffer, size_t size,
	uint64_t address, uint64_t generation, struct stamp_finding *finding);
/* Whether a sector bears a stamp, of any run, for that address. */
bool stamp_belongs(const void *sector, uint64_t address);
/* A finding in words: "sector at byte 8192 is stale: generation 1 instead of 2". */
void stamp_explain(char *text, size_t size, const struct stamp_finding *finding);

#endif
