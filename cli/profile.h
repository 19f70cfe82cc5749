/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_PROFILE_H
#define CLI_PROFILE_H

#include "reports/judge_waiver.h"

/* Reads a profile by file or published name; ends the program where that fails. */
void profile_load(struct profile *profile, const char *name);
/* Reads the waivers that hold today for that profile, the same way. */
void waivers_load(struct waivers *waivers, const char *file, const struct profile *profile);
/* A profile_finder: where the tool's own profiles are. */
int profile_published(char *path, size_t size, const char *name, struct message *msg);

#endif
