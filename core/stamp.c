/* SPDX-License-Identifier: Apache-2.0 */
#include "core/stamp.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

/* Words of a sector; the last one ties its end to its head, so that a torn sector shows. */
enum { AT_MAGIC, AT_ADDRESS, AT_GENERATION, AT_RUN, AT_BODY, AT_TAIL = STAMP_WORDS - 1 };

#define MAGIC	   0x504d4154532d4353u /* "SC-STAMP" in a little-endian dump */
#define BODY_BYTES ((AT_TAIL - AT_BODY) * sizeof(uint64_t))
#define WEYL_STEP  0x9e3779b97f4a7c15u /* 2^64 / golden ratio */

/* splitmix64's output function (Steele, Lea, Flood: Fast splittable PRNGs, 2014). */
static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

static uint64_t tail_of(uint64_t run, uint64_t address, uint64_t generation)
{
	return run ^ (address * WEYL_STEP + generation);
}

void stamps_init(struct stamps *stamps, uint64_t run)
{
	while (!run)
		if (getrandom(&run, sizeof(run), GRND_NONBLOCK) < 0)
			run = mix((uint64_t)(uintptr_t)stamps); /* no entropy this early in boot */
	stamps->run = run;
	for (size_t i = 0; i < STAMP_WORDS; i++)
		stamps->sector[i] = mix(run + i * WEYL_STEP);
	stamps->sector[AT_MAGIC] = MAGIC;
	stamps->sector[AT_RUN] = run;
}

void stamps_fill(const struct stamps *stamps, void *buffer, size_t size)
{
	for (size_t at = 0; at < size; at += STAMP_SECTOR)
		memcpy((char *)buffer + at, stamps->sector, STAMP_SECTOR);
}

void stamps_put(const struct stamps *stamps, void *buffer, size_t size, uint64_t address,
	uint64_t generation)
{
	uint64_t *sector = buffer;

	for (uint64_t end = address + size; address < end; address += STAMP_SECTOR) {
		sector[AT_ADDRESS] = address;
		sector[AT_GENERATION] = generation;
		sector[AT_TAIL] = tail_of(stamps->run, address, generation);
		sector += STAMP_WORDS;
	}
}

static enum stamp_fault check_sector(
	const struct stamps *stamps, const uint64_t *sector, uint64_t address, uint64_t generation)
{
	static const uint64_t zeroes[STAMP_WORDS];

	if (sector[AT_MAGIC] != MAGIC)
		return memcmp(sector, zeroes, STAMP_SECTOR) ? STAMP_FOREIGN : STAMP_ZEROES;
	if (sector[AT_RUN] != stamps->run)
		return STAMP_OTHER_RUN;
	if (sector[AT_TAIL] != tail_of(stamps->run, sector[AT_ADDRESS], sector[AT_GENERATION]) ||
		memcmp(sector + AT_BODY, stamps->sector + AT_BODY, BODY_BYTES) != 0)
		return STAMP_TORN;
	if (sector[AT_ADDRESS] != address)
		return STAMP_MISPLACED;
	if (sector[AT_GENERATION] != generation)
		return sector[AT_GENERATION] < generation ? STAMP_STALE : STAMP_EARLY;
	return STAMP_RIGHT;
}

enum stamp_fault stamps_check(const struct stamps *stamps, const void *buffer, size_t size,
	uint64_t address, uint64_t generation, struct stamp_finding *finding)
{
	const uint64_t *sector = buffer;

	for (uint64_t end = address + size; address < end; address += STAMP_SECTOR) {
		enum stamp_fault fault = check_sector(stamps, sector, address, generation);
		bool stamped = sector[AT_MAGIC] == MAGIC;

		if (fault != STAMP_RIGHT) {
			*finding = (struct stamp_finding){
				.fault = fault,
				.address = address,
				.expected_generation = generation,
				.found_address = stamped ? sector[AT_ADDRESS] : 0,
				.found_generation = stamped ? sector[AT_GENERATION] : 0,
				.found_run = stamped ? sector[AT_RUN] : 0,
			};
			return fault;
		}
		sector += STAMP_WORDS;
	}
	return STAMP_RIGHT;
}

bool stamp_belongs(const void *sector, uint64_t address)
{
	const uint64_t *words = sector;

	return words[AT_MAGIC] == MAGIC && words[AT_ADDRESS] == address;
}

void stamp_explain(char *text, size_t size, const struct stamp_finding *f)
{
	int n = snprintf(text, size, "sector at byte %" PRIu64 " ", f->address);
	char *rest = text + n;
	size_t room = size - (size_t)n;

	switch (f->fault) {
	case STAMP_RIGHT:
		snprintf(rest, room, "is right");
		break;
	case STAMP_ZEROES:
		snprintf(rest, room, "is lost: it reads as zeroes");
		break;
	case STAMP_FOREIGN:
		snprintf(rest, room, "is lost: it holds bytes that were never written");
		break;
	case STAMP_OTHER_RUN:
		snprintf(rest, room, "is lost: it holds what run %016" PRIx64 " wrote",
			f->found_run);
		break;
	case STAMP_MISPLACED:
		snprintf(rest, room, "is misplaced: it holds what was written to byte %" PRIu64,
			f->found_address);
		break;
	case STAMP_STALE:
	case STAMP_EARLY:
		snprintf(rest, room, "is %s: generation %" PRIu64 " instead of %" PRIu64,
			f->fault == STAMP_STALE ? "stale" : "ahead of time", f->found_generation,
			f->expected_generation);
		break;
	case STAMP_TORN:
		snprintf(rest, room, "is torn: it begins right and goes on wrong");
		break;
	}
}
