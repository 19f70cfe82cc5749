/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUEST_WIRE_LANE_H
#define GUEST_WIRE_LANE_H

#include "guest/run_on.h"

/*
 * Runs the plan's units that claim devices: device by device, so that each is taken
 * from its driver once and given back when all are done with it, however they ended.
 */
void wire_lane_run(struct runner *runner);

#endif
