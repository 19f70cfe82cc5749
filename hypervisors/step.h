/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_STEP_H
#define HYPERVISORS_STEP_H

#include "hypervisors/variables.h"

/*
 * Runs what a recipe names under "prepare": a script of the tool's own by its name in
 * hypervisors/steps, and its arguments. NULL: nothing to do. The first line
 * it complains with becomes the message.
 */
int step_run(const json_t *step, const struct variables *variables, struct message *msg);

#endif
