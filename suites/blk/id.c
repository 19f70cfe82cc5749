/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#include <ctype.h>
#include <string.h>

/* The text ends at the first NUL, if there is one; behind it all is padding. */
static bool well_formed(const uint8_t id[BLK_ID_BYTES])
{
	size_t length = strnlen((const char *)id, BLK_ID_BYTES);

	for (size_t i = 0; i < length; i++)
		if (!isascii(id[i]) || !isprint(id[i]))
			return false;
	return bytes_all(id + length, BLK_ID_BYTES - length, 0);
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct vq *q = blk_start(v);
	struct blk_request r = blk_new(v, BLK_T_GET_ID, 0, BLK_ID_BYTES);
	uint32_t len;

	memset(r.data->bytes, 0xff, BLK_ID_BYTES);
	if (!status_is(job, blk_do(q, &r, &len), BLK_S_OK, "a request for the device's id"))
		return;
	expected(job, "at most %d ASCII characters, the rest NUL", BLK_ID_BYTES);
	observed(job, "'%.*s', used length %u", BLK_ID_BYTES, (const char *)r.data->bytes, len);
	if (well_formed(r.data->bytes))
		pass(job);
	else
		fail(job, "the id is no NUL-padded ASCII string");
}

CHECK(blk_id) = {
	.id = "virtio.block.id",
	.title = "The device's id is a NUL-padded ASCII string",
	.source = "VIRTIO 1.4, 5.2.6 Device Operation",
	.prose = "the device ID string is a NUL-padded ASCII string up to 20 bytes long",
	.level = LEVEL_MUST,
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
