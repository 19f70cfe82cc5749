/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_DEVICES_H
#define HYPERVISORS_DEVICES_H

#include "hypervisors/prepare.h"

/*
 * Adds to the argv what the recipe says for each device of the machine, and makes its
 * scratch disk; what cannot be offered is told in `missing`.
 */
int devices_add(struct preparation *p, struct variables *variables, struct message *msg);

#endif
