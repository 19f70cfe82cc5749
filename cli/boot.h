/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_BOOT_H
#define CLI_BOOT_H

#include "core/message.h"

#include <jansson.h>

/* The plan in `file` (NULL: everything) with what the recipe says of the guest's end. */
json_t *plan_for_boot(const char *file, const char *end, struct message *msg);

#endif
