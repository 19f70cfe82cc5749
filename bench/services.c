/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/services.h"

#include "bench/kms.h"
#include "bench/pcm.h"
#include "core/clock.h"
#include "virtio/inventory.h"

#include <errno.h>

#define MUSIC_NS    10000000u
#define PICTURE_NS  16666667u
#define PATIENCE_MS 1000
#define START_MS    3000 /* for the first period, or frame */

static void gave(struct service *service)
{
	uint64_t now = clock_ns(), last = service->last_ns;

	if (last && now - last > service->longest_ns)
		service->longest_ns = now - last;
	service->last_ns = now;
}

static int start_music(struct pcm *pcm, const int16_t *silence)
{
	int err = pcm_prepare(pcm);

	if (!err && pcm_write(pcm, silence, MUSIC_FRAMES * MUSIC_PERIODS) < 0)
		err = -EIO;
	return err ? err : pcm_start(pcm);
}

static void *play(void *to)
{
	static const int16_t silence[MUSIC_FRAMES * MUSIC_PERIODS * 2];
	struct service *service = to;
	struct device card;
	char node[64];
	struct pcm pcm;

	if (!sound_cards.find(&card, 1) || pcm_find(card.path, PCM_PLAYBACK, node, sizeof(node)) ||
		pcm_open(&pcm, node, PCM_PLAYBACK))
		return NULL;
	if (!pcm_configure(&pcm, &pcm_music) && !start_music(&pcm, silence))
		while (!service->stop) {
			int err = pcm_wait(&pcm, PATIENCE_MS);

			if (!err)
				err = (int)pcm_write(&pcm, silence, MUSIC_FRAMES);
			if (err > 0)
				gave(service);
			else if (err == -EPIPE)
				start_music(&pcm, silence);
			else if (err && err != -ETIMEDOUT && err != -EAGAIN)
				break;
		}
	pcm_drop(&pcm);
	pcm_close(&pcm);
	return NULL;
}

static void show(struct service *service, struct kms *kms, struct kms_buffer buffers[2])
{
	struct kms_flip_event event;

	for (uint64_t n = 1; !service->stop; n++) {
		uint64_t due = service->last_ns + PICTURE_NS, now = clock_ns();

		if (now < due)
			clock_sleep_ns(due - now);
		if (kms_flip(kms, &buffers[n % 2], n) || kms_flip_done(kms, PATIENCE_MS, &event))
			return;
		gave(service);
	}
}

static void *draw(void *to)
{
	struct service *service = to;
	struct kms_buffer buffers[2] = {0};
	struct device card;
	struct kms kms;

	if (!gpu_cards.find(&card, 1) || kms_open(&kms, card.path, NULL))
		return NULL;
	for (int i = 0; i < 2; i++)
		if (kms_buffer_new(&kms, &buffers[i], kms.mode.hdisplay, kms.mode.vdisplay))
			goto close;
	if (!kms_show(&kms, &buffers[0]))
		show(service, &kms, buffers);
close:
	kms_close(&kms);
	return NULL;
}

static void start(struct service *service, uint64_t period_ns, void *(*run)(void *))
{
	*service = (struct service){.period_ns = period_ns};
	service->runs = !pthread_create(&service->thread, NULL, run, service);
}

static void finish(struct service *service)
{
	if (!service->runs)
		return;
	service->stop = true;
	pthread_join(service->thread, NULL);
	gave(service);
}

/* One that gives nothing is none. */
static void wait_for(struct service *service)
{
	uint64_t deadline = clock_ns() + START_MS * UINT64_C(1000000);

	while (service->runs && !service->last_ns && clock_ns() < deadline)
		clock_sleep_ns(1000000);
	if (service->runs && !service->last_ns) {
		finish(service);
		service->runs = false;
	}
}

void services_start(struct services *services)
{
	start(&services->music, MUSIC_NS, play);
	start(&services->picture, PICTURE_NS, draw);
	wait_for(&services->music);
	wait_for(&services->picture);
}

void services_watch(struct services *services)
{
	services->music.longest_ns = 0;
	services->picture.longest_ns = 0;
}

void services_stop(struct services *services)
{
	finish(&services->music);
	finish(&services->picture);
}

double service_lost(const struct service *service)
{
	uint64_t periods = service->longest_ns / service->period_ns;

	return periods ? (double)(periods - 1) : 0;
}
