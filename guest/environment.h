/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUEST_ENVIRONMENT_H
#define GUEST_ENVIRONMENT_H

#include <jansson.h>
#include <stdbool.h>

/* "tool" of a document. */
json_t *environment_tool(void);
/* "environment" of a document: what the numbers were measured on, as the guest sees it. */
json_t *environment_json(bool own_image);
/* For PID 1 of the tool's own image, as its first act: remembers when that was. */
void environment_pid1_starts(void);

#endif
