/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/trap.h"

#include "el1/el1.h"
#include "el1/power.h"

static struct trap last;
static volatile bool expected;

void trap_expect(void)
{
	last = (struct trap){0};
	expected = true;
	dsb();
	isb();
}

bool trap_taken(struct trap *trap)
{
	dsb();
	isb();
	expected = false;
	if (trap)
		*trap = last;
	return last.taken;
}

/* Exception classes: Arm ARM D19.2.40, ESR_EL1. */
const char *trap_words(uint64_t syndrome)
{
	switch (syndrome >> 26 & 0x3f) {
	case 0x00:
		return "undefined instruction";
	case 0x07:
		return "access to floating point trapped";
	case 0x16:
	case 0x17:
		return "the call trapped";
	case 0x18:
		return "access to a system register trapped";
	case 0x20:
	case 0x21:
		return "instruction abort";
	case 0x24:
	case 0x25:
		return "data abort";
	case 0x2f:
		return "system error";
	}
	return "another exception";
}

void trap_fatal(uint64_t syndrome, uint64_t at, uint64_t address);

void trap_fatal(uint64_t syndrome, uint64_t at, uint64_t address)
{
	emit_begin("note");
	emit_text("text", "the EL1 probe met an exception that it did not expect");
	emit_text("exception", trap_words(syndrome));
	emit_hex("syndrome", syndrome);
	emit_hex("at", at);
	emit_hex("address", address);
	emit_end();
	power_off();
}

/* Called from start.S. */
void trap_sync(uint64_t syndrome, uint64_t at, uint64_t address);
void trap_serror(uint64_t syndrome);

void trap_sync(uint64_t syndrome, uint64_t at, uint64_t address)
{
	if (!expected)
		trap_fatal(syndrome, at, address);
	last = (struct trap){true, syndrome, address};
}

void trap_serror(uint64_t syndrome)
{
	if (!expected)
		trap_fatal(syndrome | 0x2full << 26, 0, 0);
	last = (struct trap){true, syndrome | 0x2full << 26, 0};
}
