/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_NESTED_H
#define HYPERVISORS_NESTED_H

#include "hypervisors/prepare.h"

/*
 * A recipe with "nested" starts a machine that is itself a hypervisor's host: Linux with
 * an initrd of the tool's making, to which everything the inner recipe needs is
 * appended, as /work: kernel, initrd and the script `start` with the inner argv.
 */

/* "nested" of the recipe, or NULL. */
const json_t *nested_in(const struct recipe *recipe);
/* Writes <work>/host-initrd and says in `nested` what will run inside. */
int nested_prepare(
	struct preparation *outer, const struct variables *variables, struct message *msg);

#endif
