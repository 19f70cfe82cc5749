/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/host.h"

#include "core/clock.h"

#ifdef __x86_64__

#include <x86intrin.h>

#define MEASURE_NS 20000000u /* both clocks are read within 100 ns: 5 ppm */

unsigned host_tsc_khz(void)
{
	static unsigned khz;
	uint64_t start, ticks;

	if (khz)
		return khz;
	start = clock_ns();
	ticks = __rdtsc();
	clock_sleep_ns(MEASURE_NS);
	ticks = __rdtsc() - ticks;
	khz = (unsigned)((double)ticks * 1e6 / (double)(clock_ns() - start));
	return khz;
}

#else

unsigned host_tsc_khz(void)
{
	return 0;
}

#endif
