/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_SYSREG_H
#define EL1_SYSREG_H

#include <stdint.h>

#define read_sysreg(name)                                                                          \
	({                                                                                         \
		uint64_t value_;                                                                   \
		__asm__ volatile("mrs %0, " #name : "=r"(value_)::"memory");                       \
		value_;                                                                            \
	})
#define write_sysreg(name, value)                                                                  \
	do {                                                                                       \
		__asm__ volatile("msr " #name ", %0" ::"r"((uint64_t)(value)) : "memory");         \
		__asm__ volatile("isb" ::: "memory");                                              \
	} while (0)

static inline void isb(void)
{
	__asm__ volatile("isb" ::: "memory");
}

static inline void dsb(void)
{
	__asm__ volatile("dsb sy" ::: "memory");
}

static inline void wfi(void)
{
	__asm__ volatile("dsb sy\n\twfi" ::: "memory");
}

static inline void irq_on(void)
{
	__asm__ volatile("msr daifclr, #2\n\tisb" ::: "memory");
}

static inline void irq_off(void)
{
	__asm__ volatile("msr daifset, #2" ::: "memory");
}

/* The virtual counter, not read ahead of what stands before it (Arm ARM D12.1). */
static inline uint64_t counter(void)
{
	isb();
	return read_sysreg(cntvct_el0);
}

static inline uint64_t ticks_to_ns(uint64_t ticks)
{
	uint64_t frequency = read_sysreg(cntfrq_el0);

	return frequency ? ticks * 1000000000u / frequency : 0;
}

static inline uint64_t ns_to_ticks(uint64_t ns)
{
	return ns * (read_sysreg(cntfrq_el0) / 1000u) / 1000000u;
}

/*
 * Registers of devices: always the plain form of load and store, as a hypervisor cannot
 * emulate those with write-back (ESR_EL2.ISV is 0 for them).
 */
static inline uint32_t read32(uint64_t address)
{
	uint32_t value;

	__asm__ volatile("ldr %w0, [%1]" : "=r"(value) : "r"(address) : "memory");
	return value;
}

static inline void write32(uint64_t address, uint32_t value)
{
	__asm__ volatile("str %w0, [%1]" ::"r"(value), "r"(address) : "memory");
}

static inline uint8_t read8(uint64_t address)
{
	uint32_t value;

	__asm__ volatile("ldrb %w0, [%1]" : "=r"(value) : "r"(address) : "memory");
	return (uint8_t)value;
}

static inline void write8(uint64_t address, uint8_t value)
{
	__asm__ volatile("strb %w0, [%1]" ::"r"(value), "r"(address) : "memory");
}

static inline uint64_t read64(uint64_t address)
{
	uint64_t value;

	__asm__ volatile("ldr %0, [%1]" : "=r"(value) : "r"(address) : "memory");
	return value;
}

#endif
