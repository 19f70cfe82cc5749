/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_EL1_H
#define HYPERVISORS_EL1_H

#include "hypervisors/session.h"

/*
 * The EL1 probe (el1/) is started in the guest's place, with the same recipe, and asks
 * those of its units that the plan wants and that have no verdict yet.
 */
bool el1_wanted(const struct session *session);
/* "el1.skip=...": the units it leaves out; to be freed. */
char *el1_arguments(const struct session *session);

#endif
