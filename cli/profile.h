/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_PROFILE_H
#define CLI_PROFILE_H

#include "reports/profile.h"

/* Reads a profile by file or published name; ends the program where that fails. */
void profile_load(struct profile *profile, const char *name);
/* A profile_finder: where the tool's own profiles are. */
int profile_published(char *path, size_t size, const char *name, struct message *msg);

#endif
