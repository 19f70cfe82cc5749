/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_POWER_H
#define EL1_POWER_H

/* PSCI SYSTEM_OFF; waits for ever where that returns. */
_Noreturn void power_off(void);

#endif
