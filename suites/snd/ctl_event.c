/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#include <string.h>

/* A switch or a number of 32 bits that can be read and written. */
static bool suits(const struct snd_ctl_info *info)
{
	const uint32_t both = SND_CTL_ACCESS_READ | SND_CTL_ACCESS_WRITE;

	return (info->access & both) == both && info->type <= SND_CTL_INTEGER;
}

static uint32_t other(const struct snd_ctl_info *info, uint32_t value)
{
	uint32_t min = info->type == SND_CTL_BOOLEAN ? 0 : info->value[0];
	uint32_t max = info->type == SND_CTL_BOOLEAN ? 1 : info->value[1];

	return value == min ? max : min;
}

static void set(struct snd *s, uint32_t control, uint32_t value)
{
	struct snd_ctl_write request = {SND_R_CTL_WRITE, control};

	memcpy(request.value, &value, sizeof(value));
	snd_need_ok(s->v->job, snd_ask(s, &request, sizeof(request), 0).status, "CTL_WRITE");
}

static void judge(struct job *job, struct snd *s, uint32_t control, const struct snd_ctl_info *info)
{
	struct snd_ctl_request read = {SND_R_CTL_READ, control};
	struct snd_answer answer = snd_ask(s, &read, sizeof(read), SND_CTL_VALUE);
	struct snd_event event;
	uint32_t value, mask;

	snd_need_ok(job, answer.status, "CTL_READ");
	memcpy(&value, answer.payload, sizeof(value));
	set(s, control, other(info, value));
	if (!snd_wait_event(s, VDEV_SILENCE_MS, &event)) {
		set(s, control, value);
		inconclusive(job, "changing control %u is followed by no notification", control);
		return;
	}
	set(s, control, value);
	mask = event.data >> 16;
	expected(job, "a notification with a mask of at most %d bits", SND_CTL_EVENT_BITS);
	observed(job, "event 0x%x, control %u, mask 0x%x", event.code, event.data & 0xffff, mask);
	if (event.code != SND_EVT_CTL_NOTIFY)
		inconclusive(job, "an event of another type came: 0x%x", event.code);
	else if (mask >> SND_CTL_EVENT_BITS)
		fail(job, "the notification's mask 0x%x has bits that are not defined", mask);
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
		if (suits(&controls[i])) {
			judge(job, &s, i, &controls[i]);
			return;
		}
	absent(job, "no control element can be changed and read back");
}

CHECK(snd_ctl_event) = {
	.id = "virtio.sound.control-event",
	.title = "A notification of a control element has no undefined mask",
	.source = "VIRTIO 1.4, 5.14.6.10.4 Notifications",
	.unseen = "notifications other than those that follow a change by the driver",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D017",
	.needs = NEEDS(&check_snd_ctl_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
