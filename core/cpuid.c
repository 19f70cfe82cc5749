/* SPDX-License-Identifier: Apache-2.0 */
#include "core/cpuid.h"

#if defined(__x86_64__)
#include <cpuid.h>

bool cpuid_read(uint32_t leaf, struct cpuid *out)
{
	__cpuid_count(leaf, 0, out->reg[CPUID_EAX], out->reg[CPUID_EBX], out->reg[CPUID_ECX],
		out->reg[CPUID_EDX]);
	return true;
}
#else
bool cpuid_read(uint32_t leaf, struct cpuid *out)
{
	(void)leaf;
	*out = (struct cpuid){0};
	return false;
}
#endif
