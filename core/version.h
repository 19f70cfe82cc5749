/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_VERSION_H
#define CORE_VERSION_H

#include <jansson.h>

#define STRATOS_VERSION "0.1.0"

/* The commit the program was built from, "-dirty" behind it where the tree was changed. */
const char *version_commit(void);
/* {"version": ..., "commit": ...}: stands in every document. */
json_t *version_json(void);

#endif
