/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#define ITEMS_MAX 256 /* more are not asked for */

/* NULL if it is a non-empty ASCII string that ends within its field. */
static const char *wrong(const char *text, size_t size)
{
	if (!*text)
		return "empty";
	for (size_t i = 0; i < size; i++) {
		if (!text[i])
			return NULL;
		if (text[i] & 0x80)
			return "not ASCII";
	}
	return "not ended by 0";
}

static bool items_right(struct job *job, struct snd *s, uint32_t control, uint32_t items)
{
	struct snd_ctl_request request = {SND_R_CTL_ENUM_ITEMS, control};
	struct snd_answer answer;

	if (!items || items > ITEMS_MAX)
		return true;
	answer = snd_ask(s, &request, sizeof(request), items * SND_CTL_ITEM);
	if (answer.status != SND_S_OK) {
		fail(job, "the %u items of control %u are not told: %s", items, control,
			snd_status_word(answer.status));
		return false;
	}
	for (uint32_t i = 0; i < items; i++) {
		const char *text = (const char *)answer.payload + (size_t)i * SND_CTL_ITEM;
		const char *what = wrong(text, SND_CTL_ITEM);

		observed(job, "item %u of control %u: '%.*s'", i, control, SND_CTL_ITEM, text);
		if (!what)
			continue;
		fail(job, "the name of item %u of control %u is %s", i, control, what);
		return false;
	}
	return true;
}

static void run(struct job *job)
{
	uint32_t count;
	struct snd s = sound_start(job, &sound_controls, &count);
	struct snd_answer answer = snd_info(&s, SND_R_CTL_INFO, 0, count, sound_controls.size);
	const struct snd_ctl_info *controls = answer.payload;

	snd_need_ok(job, answer.status, "CTL_INFO");
	expected(job, "names that are ASCII, not empty, and ended by 0");
	for (uint32_t i = 0; i < count; i++) {
		const char *what = wrong(controls[i].name, SND_CTL_NAME);

		observed(job, "control %u: '%.*s'", i, SND_CTL_NAME, controls[i].name);
		if (what) {
			fail(job, "the name of control %u is %s", i, what);
			return;
		}
		if (controls[i].type == SND_CTL_ENUMERATED &&
			!items_right(job, &s, i, controls[i].value[0]))
			return;
	}
	pass(job);
}

CHECK(snd_ctl_names) = {
	.id = "virtio.sound.control-names",
	.title = "Control elements and their items have names",
	.source = "VIRTIO 1.4, 5.14.6.10.1 Query information",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D014",
	.needs = NEEDS(&check_snd_ctl_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
