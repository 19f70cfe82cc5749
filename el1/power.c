/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/power.h"

#include "el1/call.h"
#include "el1/psci_ids.h"
#include "el1/sysreg.h"

void power_off(void)
{
	irq_off();
	call(PSCI_SYSTEM_OFF, 0, 0, 0);
	for (;;)
		wfi();
}
