/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_SCRATCH_H
#define CORE_SCRATCH_H

#include <stdbool.h>

/*
 * A disk whose first sector begins with this may be overwritten from its second
 * sector on; any other disk never is, unless the user names it with --scratch.
 */
#define SCRATCH_SIGNATURE   "stratos-conform scratch disk: every byte after this sector may be lost\n"
#define SCRATCH_SECTOR_SIZE 512

/* `path`: a disk or a file. False where it cannot be read. */
bool scratch_signed(const char *path);

#endif
