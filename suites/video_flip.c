/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video.h"
#include "core/must.h"
#include "virtio/inventory.h"

#define FLIPS 60

static void run(struct job *job)
{
	struct kms_flip_event event = {0};
	struct video video;
	uint64_t before = 0;

	video_open(job, &video);
	must(job, kms_show(&video.kms, &video.buffers[0]), "setting the mode");
	for (unsigned n = 1; n <= FLIPS; n++) {
		must(job, kms_flip(&video.kms, &video.buffers[n % 2], n), "asking for a page flip");
		expected(job, "the event of flip %u", n);
		if (kms_flip_done(&video.kms, VIDEO_PATIENCE_MS, &event)) {
			observed(job, "no event within %d ms", VIDEO_PATIENCE_MS);
			fail(job, "a flip was accepted and never completed");
			return;
		}
		observed(job, "the event of flip %lu at %lu ns, after one at %lu ns",
			(unsigned long)event.cookie, (unsigned long)event.time_ns,
			(unsigned long)before);
		if (event.cookie != n || event.time_ns < before) {
			fail(job, "flip events come out of order");
			return;
		}
		before = event.time_ns;
	}
	pass(job);
}

CHECK(video_flips_complete) = {
	.id = "video.flips-complete",
	.title = "Every page flip is completed, in order",
	.source = "Linux KMS (drm_mode.h, PAGE_FLIP); VIRTIO 1.4 clause 5.7 RESOURCE_FLUSH",
	.each = &gpu_cards,
	.timeout_ms = 20000,
	.run = run,
};
