/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_GIC_H
#define EL1_GIC_H

#include "core/fdt.h"

/* The interrupt controller, version 2 or 3, as the device tree describes it. */
struct gic {
	unsigned version; /* 0: none that is known */
	uint64_t distributor, cpu_interface, redistributors, redistributors_size;
	bool its;
};

extern struct gic gic;

#define SPURIOUS 1023

/* Finds it and makes the calling CPU ready to take interrupts (still masked). */
void gic_start(const struct fdt *fdt);
void gic_start_cpu(void);
/* Lets a private interrupt (SGI 0 to 15, PPI 16 to 31) of the calling CPU through. */
void gic_enable(unsigned number);
void gic_disable(unsigned number);
bool gic_pending(unsigned number);
/* SGI `number` to the CPU with that affinity (GICv2: the second CPU interface), or to oneself. */
void gic_send(unsigned number, uint64_t affinity, bool self);
/* The calling CPU's redistributor frame; 0 where none matches its affinity. */
uint64_t gic_redistributor(void);
/* INTID of private interrupt `index` of the first node with that "compatible"; 0: none. */
unsigned gic_ppi(const char *compatible, unsigned index);
/* Where the registers of its private interrupts (ISENABLER0 and so on) stand; 0: nowhere. */
uint64_t gic_private(void);

/*
 * Who is called for an interrupt, on the CPU that takes it, with the time at which it
 * was taken; the interrupt is over when that returns.
 */
typedef void irq_handler(unsigned number, uint64_t at);
void irq_handle(irq_handler *handler);

#endif
