/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_verify.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

int64_t block_verify(const struct block_worker *w, uint64_t most, struct message *msg)
{
	const struct walk *walk = &w->walk[BLOCK_WRITE];
	const struct block_disk *disk = w->crew->disk;
	unsigned size = w->crew->load->size;
	uint64_t written = walk->pass > 1 ? walk->count : walk->position;
	uint64_t count = written < most ? written : most;

	for (uint64_t i = 0; i < count; i++) {
		uint64_t position = i * written / count;
		uint64_t offset = w->first + walk_at(walk, position) * size;
		ssize_t n = pread(disk->fd, w->buffers, size, (off_t)offset);
		struct stamp_finding finding;
		char text[160];

		if (n != (ssize_t)size)
			return message_set(msg, n < 0 ? -errno : -EIO,
				"reading back the block at byte %" PRIu64 ": %s", offset,
				n < 0 ? strerror(errno) : "short read");
		if (stamps_check(&disk->stamps, w->buffers, size, offset,
			    walk_visits(walk, position), &finding) != STAMP_RIGHT) {
			stamp_explain(text, sizeof(text), &finding);
			return message_set(msg, -EILSEQ,
				"%s (block %" PRIu64 " of %" PRIu64 " read back)", text, i + 1,
				count);
		}
	}
	return (int64_t)count;
}
