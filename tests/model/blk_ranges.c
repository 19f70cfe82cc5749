/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/blk.h"

#include <string.h>

#define RANGES_MAX 4
#define RANGE_MAX  1024

/* 5.2.6.2: what is wrong with the flags, or BLK_S_OK. */
static uint8_t check_flags(uint32_t type, uint32_t flags)
{
	static const struct {
		uint32_t type;
		enum fault fault;
	} ignores[] = {
		{BLK_T_DISCARD, FAULT_BLK_DISCARD_FLAGS},
		{BLK_T_WRITE_ZEROES, FAULT_BLK_ZEROES_FLAGS},
		{BLK_T_SECURE_ERASE, FAULT_BLK_ERASE_FLAGS},
	};

	for (size_t i = 0; i < sizeof(ignores) / sizeof(*ignores); i++)
		if (type == ignores[i].type && flags & ~BLK_RANGE_UNMAP)
			return model_fault(ignores[i].fault) ? BLK_S_OK : BLK_S_UNSUPP;
	if (type == BLK_T_DISCARD && flags && !model_fault(FAULT_BLK_DISCARD_UNMAP))
		return BLK_S_UNSUPP;
	return BLK_S_OK;
}

static uint8_t check(struct model *m, const struct disk_request *d, const struct blk_range *range)
{
	uint8_t status = check_flags(d->type, range->flags);

	if (status == BLK_S_OK &&
		(!disk_has(m, range->sector, (uint64_t)range->sectors * BLK_SECTOR) ||
			range->sectors > RANGE_MAX))
		status = BLK_S_IOERR;
	return status;
}

static bool keeps(const struct disk_request *d, const struct blk_range *range, unsigned index)
{
	if (d->type != BLK_T_WRITE_ZEROES)
		return d->type == BLK_T_DISCARD;
	return model_fault(range->flags ? FAULT_BLK_ZEROES_UNMAP : FAULT_BLK_ZEROES_KEPT) ||
	       (index && model_fault(FAULT_BLK_ZEROES_SEGMENTS));
}

static void carry_out(struct model *m, const struct disk_request *d, const struct blk_range *range,
	unsigned index)
{
	if (d->type == BLK_T_SECURE_ERASE && disk_is_zoned(m))
		zones_erased(m, range->sector, range->sectors);
	if (!keeps(d, range, index))
		memset(model_disk(m)->bytes + range->sector * BLK_SECTOR, 0,
			(size_t)range->sectors * BLK_SECTOR);
}

void disk_ranges(struct model *m, struct disk_request *d)
{
	struct blk_range ranges[RANGES_MAX];
	unsigned count = d->out / sizeof(*ranges);

	if (d->out % sizeof(*ranges) || count > RANGES_MAX || model_option(m, MODEL_READONLY))
		return;
	if ((d->type == BLK_T_DISCARD && model_fault(FAULT_BLK_DISCARD_UNSUPP)) ||
		(d->type == BLK_T_SECURE_ERASE && model_fault(FAULT_BLK_ERASE_UNSUPP))) {
		d->status = BLK_S_UNSUPP;
		return;
	}
	model_read(d->r, sizeof(struct blk_header), ranges, d->out);
	for (unsigned i = 0; i < count; i++) {
		d->status = check(m, d, &ranges[i]);
		if (d->status != BLK_S_OK)
			return;
	}
	for (unsigned i = 0; i < count; i++)
		carry_out(m, d, &ranges[i], i);
	d->status = BLK_S_OK;
}
