/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

/* All items at once, then the last of them alone. */
static void run(struct job *job)
{
	const struct sound_items *items = job->unit->data;
	uint32_t count;
	struct snd s = sound_start(job, items, &count);
	const struct {
		uint32_t start, count;
	} asks[] = {{0, count}, {count - 1, 1}};

	for (size_t i = 0; i < sizeof(asks) / sizeof(*asks); i++) {
		uint32_t want = 4 + asks[i].count * items->size;
		struct snd_answer answer =
			snd_info(&s, items->code, asks[i].start, asks[i].count, items->size);

		expected(job, "status OK, used length %u", want);
		observed(job, "status %s, used length %u", snd_status_word(answer.status),
			answer.used);
		if (answer.status != SND_S_OK) {
			fail(job, "%u of %u %ss are not told: status %s", asks[i].count, count,
				items->what, snd_status_word(answer.status));
			return;
		}
		if (answer.used != want) {
			fail(job, "the answer about %u %ss has %u bytes, not %u", asks[i].count,
				items->what, answer.used, want);
			return;
		}
	}
	pass(job);
}

/* NOLINTNEXTLINE(bugprone-macro-parentheses): `name` becomes a name */
#define INFO(name, word, what, clause, items)                                                      \
	CHECK(name) = {                                                                            \
		.id = "virtio.sound." word,                                                        \
		.title = "Each " what " in the configuration is told",                             \
		.source = "VIRTIO 1.4, 5.14.6.1 Item Information Request, " clause,                \
		.prose = "the response consists of the status followed by the information "        \
			 "structures of the items",                                                \
		.level = LEVEL_MUST,                                                               \
		.each = &wire_sounds,                                                              \
		.flags = UNIT_CLAIMS,                                                              \
		.run = run,                                                                        \
		.data = &(items),                                                                  \
	}

INFO(snd_jack_info, "jack-info", "jack", "VIRTIO_SND_R_JACK_INFO", sound_jacks);
INFO(snd_pcm_info, "pcm-info", "stream", "VIRTIO_SND_R_PCM_INFO", sound_streams);
INFO(snd_chmap_info, "chmap-info", "channel map", "VIRTIO_SND_R_CHMAP_INFO", sound_chmaps);
INFO(snd_ctl_info, "control-info", "control element", "VIRTIO_SND_R_CTL_INFO", sound_controls);
