/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#include <string.h>

#define TLV_HEADER 8 /* type, length */
#define WHOLE	   4096

/* Reads the metadata into a buffer with room for the header and `room` bytes of value. */
static struct snd_answer tlv_read(struct snd *s, uint32_t control, uint32_t room)
{
	struct snd_ctl_request request = {SND_R_CTL_TLV_READ, control};

	return snd_ask(s, &request, sizeof(request), TLV_HEADER + room);
}

static void judge(struct job *job, struct snd *s, uint32_t control)
{
	struct snd_answer whole = tlv_read(s, control, WHOLE), part;
	uint32_t value;

	snd_need_ok(job, whole.status, "CTL_TLV_READ");
	value = whole.used - 4 - TLV_HEADER;
	if (whole.used <= 4 + TLV_HEADER + 4) {
		inconclusive(job, "the metadata of control %u is too short to be cut", control);
		return;
	}
	part = tlv_read(s, control, 4);
	expected(job, "control %u, 4 of %u bytes of value: status OK, used length %d", control,
		value, 4 + TLV_HEADER + 4);
	observed(job, "status %s, used length %u", snd_status_word(part.status), part.used);
	if (part.status != SND_S_OK)
		fail(job, "metadata that does not fit is answered %s",
			snd_status_word(part.status));
	else if (part.used != 4 + TLV_HEADER + 4)
		fail(job, "of metadata that does not fit %u bytes are written, not %d", part.used,
			4 + TLV_HEADER + 4);
	else if (memcmp((const uint8_t *)part.payload + TLV_HEADER,
			 (const uint8_t *)whole.payload + TLV_HEADER, 4) != 0)
		fail(job, "metadata that does not fit begins with other bytes");
	else
		pass(job);
}

static void run(struct job *job)
{
	uint32_t count;
	struct snd s = sound_start(job, &sound_controls, &count);
	struct snd_answer answer = snd_info(&s, SND_R_CTL_INFO, 0, count, sound_controls.size);
	const struct snd_ctl_info *controls = answer.payload;

	snd_need_ok(job, answer.status, "CTL_INFO");
	for (uint32_t i = 0; i < count; i++)
		if (controls[i].access & SND_CTL_ACCESS_TLV_READ) {
			judge(job, &s, i);
			return;
		}
	absent(job, "no control element has readable metadata");
}

CHECK(snd_ctl_tlv_short) = {
	.id = "virtio.sound.control-metadata-short",
	.title = "Of metadata that does not fit the device writes as much as it can",
	.source = "VIRTIO 1.4, 5.14.6.10.3 Metadata",
	.level = LEVEL_SHOULD,
	.statements = "V14-SOUND-D016",
	.needs = NEEDS(&check_snd_ctl_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
