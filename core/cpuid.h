/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_CPUID_H
#define CORE_CPUID_H

#include <stdbool.h>
#include <stdint.h>

enum cpuid_register { CPUID_EAX, CPUID_EBX, CPUID_ECX, CPUID_EDX };

struct cpuid {
	uint32_t reg[4];
};

/* What the CPUID instruction says; false on architectures that have none. */
bool cpuid_read(uint32_t leaf, struct cpuid *out);
/* As above: code that decodes leaves takes one, so that tests can bring their own. */
typedef bool cpuid_reader(uint32_t leaf, struct cpuid *out);

#endif
