/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"

#include "virtio/blk_zone.h"

#include <stdarg.h>
#include <stdio.h>

#define AREA 64 /* sectors: the scratch signature stays */

bool status_is(struct job *job, uint8_t status, uint8_t want, const char *request, ...)
{
	char text[200];
	va_list args;

	va_start(args, request);
	vsnprintf(text, sizeof(text), request, args);
	va_end(args);
	expected(job, "%s: %s", text, blk_status_word(want));
	observed(job, "%s: %s", text, blk_status_word(status));
	if (status == want)
		return true;
	fail(job, "%s is answered %s, not %s", text, blk_status_word(status),
		blk_status_word(want));
	return false;
}

void prepared(struct job *job, uint8_t status, const char *request, ...)
{
	char text[200];
	va_list args;

	if (status == BLK_S_OK)
		return;
	va_start(args, request);
	vsnprintf(text, sizeof(text), request, args);
	va_end(args);
	inconclusive(job, "%s is answered %s", text, blk_status_word(status));
	job_stop(job);
}

static bool host_managed(struct vdev *v)
{
	return vdev_accepted(v, BLK_F_ZONED) && vdev_config8(v, BLK_CONFIG_ZONED_MODEL) == BLK_Z_HM;
}

uint64_t disk_area(struct vq *q, uint64_t sectors)
{
	struct vdev *v = q->v;
	struct blk_zone zone;
	unsigned count;

	if (vdev_offers(v, BLK_F_RO)) {
		absent(v->job, "the disk is read-only");
		job_stop(v->job);
	}
	if (blk_capacity(v) < AREA + sectors) {
		skipped(v->job, "the disk has no %llu sectors to write to",
			(unsigned long long)sectors);
		job_stop(v->job);
	}
	if (host_managed(v)) {
		prepared(v->job, blk_zone_report(q, AREA, &zone, 1, &count), "a zone report");
		if (!count || zone.type != BLK_ZT_CONV) {
			skipped(v->job, "the disk does not begin with a conventional zone");
			job_stop(v->job);
		}
	}
	return AREA;
}

bool accept_unzoned(struct vdev *v)
{
	struct features wanted = {0};

	features_add(&wanted, VIRTIO_F_VERSION_1);
	vdev_add_needed(v, &wanted);
	return vdev_try_features(v, &wanted);
}
