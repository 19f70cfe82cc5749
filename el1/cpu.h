/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_CPU_H
#define EL1_CPU_H

#include <stdbool.h>
#include <stdint.h>

/* The second CPU of the device tree, which waits for work once it was started. */

/* How many CPUs the tree has, and the affinity of the second. */
unsigned cpu_count(uint64_t *second);
/* PSCI's answer to CPU_ON; true in `*up` once it runs, with the time that took. */
int32_t cpu_start(bool *up, uint32_t *took_ns);
bool cpu_is_up(void);
/* Has the second CPU run `work`; false where it did not within PATIENCE_NS. */
bool cpu_do(void (*work)(void));
/* The second CPU keeps running `work` until it returns; without waiting for that. */
void cpu_begin(void (*work)(void));
bool cpu_wait(void);
/* CPU_OFF by itself; true when AFFINITY_INFO says that it is off. */
bool cpu_stop(void);

#endif
