/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_SOURCE_H
#define HYPERVISORS_SOURCE_H

#include "hypervisors/prepare.h"

/*
 * A recipe's "source" of a sound device: what the guest records is coded sound from a file.
 * False, with the reason among `missing`, where this host's hypervisor has no such source.
 */
bool source_offered(struct preparation *p, const json_t *source, const struct variables *variables);
/* Makes its files. Takes the reference to `device`, the guest's id of it. */
int source_make(struct preparation *p, const json_t *source, const struct variables *variables,
	json_t *device, struct message *msg);

#endif
