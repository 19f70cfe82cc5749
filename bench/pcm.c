/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/pcm.h"

#include "core/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

const struct pcm_shape pcm_music = {
	.rate = 48000,
	.channels = 2,
	.format = SNDRV_PCM_FORMAT_S16_LE,
	.period_frames = MUSIC_FRAMES,
	.periods = MUSIC_PERIODS,
};

#define DRAIN_GLANCE_NS 1000000

static int call(struct pcm *pcm, unsigned long request, void *arg)
{
	return ioctl(pcm->fd, request, arg) < 0 ? -errno : 0;
}

static const struct {
	int format;
	unsigned bytes;
	const char *name;
} formats[] = {
	{SNDRV_PCM_FORMAT_U8, 1, "U8"},
	{SNDRV_PCM_FORMAT_S16_LE, 2, "S16_LE"},
	{SNDRV_PCM_FORMAT_S24_LE, 4, "S24_LE"},
	{SNDRV_PCM_FORMAT_S32_LE, 4, "S32_LE"},
	{SNDRV_PCM_FORMAT_FLOAT_LE, 4, "FLOAT_LE"},
};

unsigned pcm_format_bytes(int format)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (formats[i].format == format)
			return formats[i].bytes;
	return 0;
}

const char *pcm_format_name(int format)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (formats[i].format == format)
			return formats[i].name;
	return NULL;
}

int pcm_format_from_name(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (!strcmp(formats[i].name, name))
			return formats[i].format;
	return -1;
}

int pcm_find(const char *card_sysfs, enum pcm_direction direction, char *node, size_t size)
{
	char pattern[PATH_MAX];
	glob_t found;

	snprintf(pattern, sizeof(pattern), "%s/pcmC*D*%c", card_sysfs,
		direction == PCM_PLAYBACK ? 'p' : 'c');
	if (glob(pattern, 0, NULL, &found))
		return -ENODEV;
	snprintf(node, size, "/dev/snd/%s", strrchr(found.gl_pathv[0], '/') + 1);
	globfree(&found);
	return 0;
}

int pcm_open(struct pcm *pcm, const char *node, enum pcm_direction direction)
{
	int clock = SNDRV_PCM_TSTAMP_TYPE_MONOTONIC;

	*pcm = (struct pcm){.direction = direction};
	pcm->fd = open(node, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (pcm->fd < 0)
		return -errno;
	return call(pcm, SNDRV_PCM_IOCTL_TTSTAMP, &clock);
}

void pcm_close(struct pcm *pcm)
{
	if (pcm->fd >= 0)
		close(pcm->fd);
	pcm->fd = -1;
}

/* ---- hardware parameters: masks and intervals that refining narrows ---- */

static struct snd_mask *mask_of(struct snd_pcm_hw_params *params, int parameter)
{
	return &params->masks[parameter - SNDRV_PCM_HW_PARAM_FIRST_MASK];
}

static struct snd_interval *interval_of(struct snd_pcm_hw_params *params, int parameter)
{
	return &params->intervals[parameter - SNDRV_PCM_HW_PARAM_FIRST_INTERVAL];
}

static void params_any(struct snd_pcm_hw_params *params)
{
	memset(params, 0, sizeof(*params));
	for (int i = SNDRV_PCM_HW_PARAM_FIRST_MASK; i <= SNDRV_PCM_HW_PARAM_LAST_MASK; i++)
		memset(mask_of(params, i)->bits, 0xff, sizeof(params->masks->bits));
	for (int i = SNDRV_PCM_HW_PARAM_FIRST_INTERVAL; i <= SNDRV_PCM_HW_PARAM_LAST_INTERVAL; i++)
		interval_of(params, i)->max = UINT_MAX;
	params->rmask = ~0u;
	params->info = ~0u;
}

static void params_set(struct snd_pcm_hw_params *params, int parameter, unsigned value)
{
	if (parameter <= SNDRV_PCM_HW_PARAM_LAST_MASK) {
		struct snd_mask *mask = mask_of(params, parameter);

		memset(mask, 0, sizeof(*mask));
		mask->bits[value / 32] = 1u << value % 32;
	} else {
		*interval_of(params, parameter) = (struct snd_interval){
			.min = value,
			.max = value,
			.integer = 1,
		};
	}
	params->rmask |= 1u << parameter;
}

/* One parameter after the other, so that a refusal can name its parameter. */
static int set_hardware(struct pcm *pcm, const struct pcm_shape *shape)
{
	const struct {
		int parameter;
		unsigned value;
		const char *name;
	} wanted[] = {
		{SNDRV_PCM_HW_PARAM_ACCESS, SNDRV_PCM_ACCESS_RW_INTERLEAVED, "access"},
		{SNDRV_PCM_HW_PARAM_FORMAT, (unsigned)shape->format, "format"},
		{SNDRV_PCM_HW_PARAM_CHANNELS, shape->channels, "channels"},
		{SNDRV_PCM_HW_PARAM_RATE, shape->rate, "rate"},
		{SNDRV_PCM_HW_PARAM_PERIOD_SIZE, shape->period_frames, "period_frames"},
		{SNDRV_PCM_HW_PARAM_BUFFER_SIZE, shape->period_frames * shape->periods, "periods"},
	};
	struct snd_pcm_hw_params params;

	params_any(&params);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		int err;

		params_set(&params, wanted[i].parameter, wanted[i].value);
		err = call(pcm, SNDRV_PCM_IOCTL_HW_REFINE, &params);
		if (err) {
			pcm->refused = wanted[i].name;
			return err;
		}
	}
	pcm->refused = "hw_params";
	return call(pcm, SNDRV_PCM_IOCTL_HW_PARAMS, &params);
}

/* Started by us alone; woken once a period can be moved; stopped by an xrun. */
static int set_software(struct pcm *pcm, const struct pcm_shape *shape)
{
	struct snd_pcm_sw_params params = {
		.tstamp_mode = SNDRV_PCM_TSTAMP_ENABLE,
		.period_step = 1,
		.avail_min = shape->period_frames,
		.start_threshold = LONG_MAX,
		.stop_threshold = (snd_pcm_uframes_t)shape->period_frames * shape->periods,
	};

	pcm->refused = "sw_params";
	return call(pcm, SNDRV_PCM_IOCTL_SW_PARAMS, &params);
}

int pcm_configure(struct pcm *pcm, const struct pcm_shape *shape)
{
	int err = set_hardware(pcm, shape);

	if (!err)
		err = set_software(pcm, shape);
	if (err)
		return err;
	pcm->refused = NULL;
	pcm->shape = *shape;
	pcm->frame_bytes = shape->channels * pcm_format_bytes(shape->format);
	return 0;
}

/* ---- a running stream ---- */

int pcm_prepare(struct pcm *pcm)
{
	return call(pcm, SNDRV_PCM_IOCTL_PREPARE, NULL);
}

int pcm_start(struct pcm *pcm)
{
	return call(pcm, SNDRV_PCM_IOCTL_START, NULL);
}

int pcm_drop(struct pcm *pcm)
{
	return call(pcm, SNDRV_PCM_IOCTL_DROP, NULL);
}

/* Non-blocking, the kernel only begins to drain; it ends in SETUP. */
int pcm_drain(struct pcm *pcm, int timeout_ms)
{
	uint64_t end = clock_ns() + (uint64_t)timeout_ms * 1000000u;
	struct pcm_position position = {0};
	int err = call(pcm, SNDRV_PCM_IOCTL_DRAIN, NULL);

	while (!err || err == -EAGAIN) {
		err = pcm_position(pcm, false, &position);
		if (!err && position.state != SNDRV_PCM_STATE_DRAINING)
			return position.state == SNDRV_PCM_STATE_SETUP ? 0 : -EPIPE;
		if (clock_ns() >= end)
			return -ETIMEDOUT;
		clock_sleep_ns(DRAIN_GLANCE_NS);
	}
	return err;
}

long pcm_write(struct pcm *pcm, const void *frames, size_t count)
{
	struct snd_xferi transfer = {.buf = (void *)frames, .frames = count};
	int err = call(pcm, SNDRV_PCM_IOCTL_WRITEI_FRAMES, &transfer);

	return err ? err : transfer.result;
}

long pcm_read(struct pcm *pcm, void *frames, size_t count)
{
	struct snd_xferi transfer = {.buf = frames, .frames = count};
	int err = call(pcm, SNDRV_PCM_IOCTL_READI_FRAMES, &transfer);

	return err ? err : transfer.result;
}

int pcm_wait(struct pcm *pcm, int timeout_ms)
{
	short ready = pcm->direction == PCM_PLAYBACK ? POLLOUT : POLLIN;
	struct pollfd event = {.fd = pcm->fd, .events = ready};
	int count = poll(&event, 1, timeout_ms);

	if (count < 0)
		return -errno;
	if (!count)
		return -ETIMEDOUT;
	return event.revents & (POLLERR | POLLHUP | POLLNVAL) ? -EPIPE : 0;
}

int pcm_position(struct pcm *pcm, bool now, struct pcm_position *position)
{
	/* Both flags mean "tell me": without them the call would set the values. */
	struct snd_pcm_sync_ptr sync = {
		.flags = SNDRV_PCM_SYNC_PTR_APPL | SNDRV_PCM_SYNC_PTR_AVAIL_MIN |
			 (now ? SNDRV_PCM_SYNC_PTR_HWSYNC : 0),
	};
	int err = call(pcm, SNDRV_PCM_IOCTL_SYNC_PTR, &sync);

	if (err)
		return err;
	*position = (struct pcm_position){
		.state = sync.s.status.state,
		.hw_frames = sync.s.status.hw_ptr,
		.appl_frames = sync.c.control.appl_ptr,
		.time_ns = (uint64_t)sync.s.status.tstamp.tv_sec * 1000000000u +
			   (uint64_t)sync.s.status.tstamp.tv_nsec,
	};
	return 0;
}

int pcm_delay(struct pcm *pcm, int64_t *frames)
{
	snd_pcm_sframes_t delay = 0;
	int err = call(pcm, SNDRV_PCM_IOCTL_DELAY, &delay);

	*frames = delay;
	return err;
}

uint64_t pcm_avail(const struct pcm *pcm, const struct pcm_position *position)
{
	uint64_t buffer = (uint64_t)pcm->shape.period_frames * pcm->shape.periods;

	if (pcm->direction == PCM_CAPTURE)
		return position->hw_frames - position->appl_frames;
	return buffer + position->hw_frames - position->appl_frames;
}
