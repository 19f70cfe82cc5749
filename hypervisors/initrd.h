/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_INITRD_H
#define HYPERVISORS_INITRD_H

#include "core/message.h"

#include <jansson.h>

/*
 * Writes `image` followed by a cpio archive that holds /plan.json: the kernel unpacks
 * both, so every hypervisor that loads an initrd can carry a plan. `work` is a
 * directory for a temporary file. Needs the program cpio.
 */
int initrd_with_plan(const char *path, const char *image, const json_t *plan, const char *work,
	struct message *msg);
/*
 * Writes `image` followed by an archive of files below `root`: `names` has a line for
 * each, directories before what is in them; symbolic links are followed.
 */
int initrd_append(const char *path, const char *image, const char *root, const char *names,
	struct message *msg);

#endif
