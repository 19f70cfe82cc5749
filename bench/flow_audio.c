/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/flow.h"
#include "bench/pcm.h"
#include "core/must.h"
#include "core/own_image.h"
#include "core/sysfs.h"
#include "virtio/claim.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define PATIENCE_MS 2000

/*
 * A guest that is let run too late finds the stream stopped, and all of it played. A device
 * that says "xrun" and plays nothing moves no pointer.
 */
static int await_period(struct pcm *pcm)
{
	struct pcm_position position;
	int err = pcm_wait(pcm, PATIENCE_MS);

	if (err == -EPIPE && !pcm_position(pcm, false, &position) &&
		position.hw_frames >= MUSIC_FRAMES)
		return 0;
	return err;
}

/* 0, or what became of what the card was given; `step` says where. */
static int play_first(struct pcm *pcm, const char **step)
{
	static const int16_t silence[MUSIC_FRAMES * MUSIC_PERIODS * 2];
	long err = pcm_write(pcm, silence, MUSIC_FRAMES * MUSIC_PERIODS);

	*step = "the first write";
	if (err < 0)
		return (int)err;
	*step = "the start";
	err = pcm_start(pcm);
	if (err)
		return (int)err;
	*step = "waiting for the first period";
	return await_period(pcm);
}

static int first_period(struct job *job, const char *id, const char **step)
{
	char node[64];
	struct pcm pcm;
	int err;

	must(job, pcm_find(job->device->path, PCM_PLAYBACK, node, sizeof(node)), "find");
	must(job, pcm_open(&pcm, node, PCM_PLAYBACK), "open");
	must(job, pcm_configure(&pcm, &pcm_music), "configure");
	must(job, pcm_prepare(&pcm), "prepare");
	err = play_first(&pcm, step);
	if (!err)
		flow_reached(job, id);
	pcm_drop(&pcm);
	pcm_close(&pcm);
	return err;
}

/*
 * Its driver is bound to it once more, which resets the device. Why not is in `why`; only in
 * the tool's own image nobody else plays anything.
 */
static int bind_again(const struct device *card, struct message *why)
{
	struct device device = {0};
	char name[64], driver[64];

	if (!own_image())
		return message_set(why, -EPERM, "this is not the tool's own image");
	if (!sysfs_link_name(name, sizeof(name), "%s/device", card->path))
		return message_set(why, -ENODEV, "it has no device in sysfs");
	snprintf(device.path, sizeof(device.path), "/sys/bus/virtio/devices/%s", name);
	claim_driver(&device, driver, sizeof(driver));
	if (!driver[0])
		return message_set(why, -ENODEV, "it is no virtio device");
	if (claim_take(&device, why))
		return -EIO;
	return claim_give_back(&device, driver, why);
}

/*
 * What an earlier guest in the same hypervisor left behind can silence a card
 * (docs/findings/sound-after-reset.md): how far a watchdog would get is measured, too.
 */
static void complain(struct job *job, int err, const char *step)
{
	struct message why = {0};
	const char *again;

	if (bind_again(job->device, &why)) {
		fail(job,
			"the card takes sound and plays none: %s failed: %s (its driver was not "
			"bound again: %s)",
			step, strerror(-err), why.text);
		return;
	}
	fail(job,
		"the card takes sound and plays none: %s failed: %s; with its driver bound again "
		"it plays%s",
		step, strerror(-err),
		first_period(job, "flow.guest.first_audio_rebound", &again) ? " none either" : "");
}

static void run(struct job *job)
{
	const char *step;
	char node[64];
	int err;

	if (pcm_find(job->device->path, PCM_PLAYBACK, node, sizeof(node))) {
		absent(job, "the card plays nothing");
		return;
	}
	err = first_period(job, "flow.guest.first_audio_period", &step);
	if (!err)
		return;
	expected(job, "a period of 10 ms played within %d ms", PATIENCE_MS);
	observed(job, "%s: %s", step, strerror(-err));
	complain(job, err, step);
}

static const struct metric_desc metrics[] = {
	{"flow.guest.first_audio_period", "ms", BETTER_LOWER,
		"from the kernel's start to the first period that a sound card played"},
	{"flow.guest.first_audio_rebound", "ms", BETTER_LOWER,
		"the same where it played none until its driver was bound to it again"},
	{0},
};

BENCH(flow_audio) = {
	.id = "flow.audio",
	.title = "When the first audio period was played after a start",
	.source = "Project Stratos: fast boot",
	.each = &sound_cards,
	.flags = UNIT_SLOW,
	.timeout_ms = 20000,
	.metrics = metrics,
	.run = run,
};
