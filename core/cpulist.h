/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_CPULIST_H
#define CORE_CPULIST_H

#include <stddef.h>

#define CPULIST_MAX 512 /* CPUs that anything here keeps a number for */

/*
 * The kernel's list format, "0-3,8" (cpumask(9)): fills at most `max` numbers, in order,
 * and returns how many there are.
 */
size_t cpulist_parse(const char *text, unsigned *cpus, size_t max);
/* /sys/devices/system/cpu/<which>: "online", "present", "possible". */
size_t cpulist_read(const char *which, unsigned *cpus, size_t max);
/* Binds the calling thread to one CPU; 0 or -errno. */
int cpulist_pin(unsigned cpu);

#endif
