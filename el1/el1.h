/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_EL1_H
#define EL1_EL1_H

#include "core/fdt.h"
#include "el1/emit.h"
#include "el1/sysreg.h"
#include "el1/trap.h"

/*
 * A question asked from EL1, without any kernel: a file in el1/ with one of these at its
 * end. Its descriptor, with the same id, stands in probes/el1.c.
 */
struct el1_unit {
	const char *id;
	const char *kind; /* "probe", "check", "bench" */
	void (*run)(void);
};

#define EL1_UNIT(order, name)                                                                      \
	const struct el1_unit el1_unit_##name;                                                     \
	static const struct el1_unit *const el1_entry_##name                                       \
		__attribute__((section(".el1_units." #order), used)) = &el1_unit_##name;           \
	const struct el1_unit el1_unit_##name

/* What a check says; a probe or bench that says nothing has passed. */
void check_pass(void);
void check_fail(const char *reason);
void check_say(const char *word, const char *reason);

/* What has not come by then never will: a busy host may run a CPU of its guest late. */
#define PATIENCE_NS   2000000000u
#define PATIENCE_TEXT "2 s"

/* The device tree that start.S was given. */
extern struct fdt device_tree;
/* EL2 or EL1: where the hypervisor started this program. */
extern unsigned entry_el;

#endif
