/* SPDX-License-Identifier: Apache-2.0 */
#include "core/scratch.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

bool scratch_signed(const char *path)
{
	char sector[SCRATCH_SECTOR_SIZE] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, sector, sizeof(sector));

	if (fd >= 0)
		close(fd);
	return n == (ssize_t)sizeof(sector) &&
	       !memcmp(sector, SCRATCH_SIGNATURE, strlen(SCRATCH_SIGNATURE));
}
