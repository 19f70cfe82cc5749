/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_TIMER_H
#define EL1_TIMER_H

#include <stdbool.h>
#include <stdint.h>

enum timer { TIMER_PHYSICAL = 1, TIMER_VIRTUAL = 2 };

/* Its interrupt as the device tree has it, 16 to 31; 0: none. */
unsigned timer_interrupt(enum timer timer);

#endif
