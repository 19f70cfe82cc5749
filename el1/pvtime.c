/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/call.h"
#include "el1/el1.h"

/* Paravirtualized Time for Arm-based Systems (DEN0057A) */
#define PV_TIME_FEATURES 0xc5000020u
#define PV_TIME_ST	 0xc5000021u

static void run(void)
{
	bool stolen = call(PV_TIME_FEATURES, PV_TIME_ST, 0, 0).x[0] == 0;
	int64_t address = stolen ? call(PV_TIME_ST, 0, 0, 0).x[0] : NOT_SUPPORTED;

	fact_bool("arm.pvtime", (int32_t)call(PV_TIME_FEATURES, PV_TIME_FEATURES, 0, 0).x[0] == 0);
	fact_bool("arm.pvtime.stolen_time", address >= 0);
}

EL1_UNIT(34, pvtime) = {"el1.pvtime", "probe", run};
