/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/sound_params.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define CONTROLS_MAX 128

static const struct {
	unsigned format;
	const char *name;
} formats[] = {
	{SNDRV_PCM_FORMAT_S8, "S8"},
	{SNDRV_PCM_FORMAT_U8, "U8"},
	{SNDRV_PCM_FORMAT_S16_LE, "S16_LE"},
	{SNDRV_PCM_FORMAT_U16_LE, "U16_LE"},
	{SNDRV_PCM_FORMAT_S18_3LE, "S18_3LE"},
	{SNDRV_PCM_FORMAT_U18_3LE, "U18_3LE"},
	{SNDRV_PCM_FORMAT_S20_LE, "S20_LE"},
	{SNDRV_PCM_FORMAT_U20_LE, "U20_LE"},
	{SNDRV_PCM_FORMAT_S20_3LE, "S20_3LE"},
	{SNDRV_PCM_FORMAT_U20_3LE, "U20_3LE"},
	{SNDRV_PCM_FORMAT_S24_LE, "S24_LE"},
	{SNDRV_PCM_FORMAT_U24_LE, "U24_LE"},
	{SNDRV_PCM_FORMAT_S24_3LE, "S24_3LE"},
	{SNDRV_PCM_FORMAT_U24_3LE, "U24_3LE"},
	{SNDRV_PCM_FORMAT_S32_LE, "S32_LE"},
	{SNDRV_PCM_FORMAT_U32_LE, "U32_LE"},
	{SNDRV_PCM_FORMAT_FLOAT_LE, "FLOAT_LE"},
	{SNDRV_PCM_FORMAT_FLOAT64_LE, "FLOAT64_LE"},
	{SNDRV_PCM_FORMAT_MU_LAW, "MU_LAW"},
	{SNDRV_PCM_FORMAT_A_LAW, "A_LAW"},
	{SNDRV_PCM_FORMAT_IMA_ADPCM, "IMA_ADPCM"},
	{SNDRV_PCM_FORMAT_DSD_U8, "DSD_U8"},
	{SNDRV_PCM_FORMAT_DSD_U16_LE, "DSD_U16_LE"},
	{SNDRV_PCM_FORMAT_DSD_U32_LE, "DSD_U32_LE"},
};

/* The rates that VIRTIO 1.4, 5.14.6.6.2.1 knows. */
static const unsigned rates[] = {5512, 8000, 11025, 16000, 22050, 32000, 44100, 48000, 64000, 88200,
	96000, 176400, 192000, 384000};

/* "virtio.sound[0].playback[0]" of "/sys/class/sound/card0/pcmC0D0p". */
struct streams {
	struct job *job;
	const char *direction;
	int count;
};

static void show_shape(struct job *job, const char *id, const struct sound_params *params)
{
	static const struct {
		int interval;
		const char *fact;
	} ranges[] = {
		{SNDRV_PCM_HW_PARAM_CHANNELS, "channels"},
		{SNDRV_PCM_HW_PARAM_PERIOD_SIZE, "period_frames"},
		{SNDRV_PCM_HW_PARAM_PERIODS, "periods"},
		{SNDRV_PCM_HW_PARAM_BUFFER_SIZE, "buffer_frames"},
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
		fact_int(job, sound_params_min(params, ranges[i].interval), "%s.%s_min", id,
			ranges[i].fact);
		fact_int(job, sound_params_max(params, ranges[i].interval), "%s.%s_max", id,
			ranges[i].fact);
	}
}

static void show_stream(const char *path, void *to)
{
	struct streams *streams = to;
	struct job *job = streams->job;
	struct fact_items taken = {0}, rate_items = {0};
	struct sound_params params;
	char id[96], node[300];
	int fd, err;

	snprintf(
		id, sizeof(id), "%s.%s[%d]", job->device->id, streams->direction, streams->count++);
	snprintf(node, sizeof(node), "/dev/snd/%s", strrchr(path, '/') + 1);
	fact_str(job, node, "%s.node", id);
	fd = open(node, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	err = fd < 0 ? -errno : sound_params_refine(&params, fd);
	if (err) {
		note(job, "%s: %s", node, strerror(-err)); /* busy: somebody plays on it */
		if (fd >= 0)
			close(fd);
		return;
	}
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (sound_params_has(&params, SNDRV_PCM_HW_PARAM_FORMAT, formats[i].format))
			fact_item(&taken, "%s", formats[i].name);
	fact_list(job, &taken, "%s.formats", id);
	for (size_t i = 0; i < sizeof(rates) / sizeof(*rates); i++)
		if (sound_params_takes_rate(fd, rates[i]))
			fact_item(&rate_items, "%u", rates[i]);
	fact_list(job, &rate_items, "%s.rates", id);
	show_shape(job, id, &params);
	close(fd);
}

static void show_card(struct job *job, unsigned card)
{
	static struct snd_ctl_elem_id ids[CONTROLS_MAX];
	struct snd_ctl_elem_list list = {.space = CONTROLS_MAX, .pids = ids};
	struct snd_ctl_card_info info = {0};
	struct fact_items controls = {0};
	char node[64];
	int fd;

	snprintf(node, sizeof(node), "/dev/snd/controlC%u", card);
	fd = open(node, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return;
	if (ioctl(fd, SNDRV_CTL_IOCTL_CARD_INFO, &info) == 0) {
		fact_str(job, (const char *)info.name, "%s.name", job->device->id);
		fact_str(job, (const char *)info.driver, "%s.card_driver", job->device->id);
	}
	if (ioctl(fd, SNDRV_CTL_IOCTL_ELEM_LIST, &list) == 0)
		for (unsigned i = 0; i < list.used; i++)
			fact_item(&controls, "%s", ids[i].name);
	fact_list(job, &controls, "%s.controls", job->device->id);
	close(fd);
}

static void run(struct job *job)
{
	struct streams playback = {.job = job, .direction = "playback"};
	struct streams capture = {.job = job, .direction = "capture"};
	unsigned card = 0;

	sscanf(strrchr(job->device->path, '/'), "/card%u", &card);
	show_card(job, card);
	sysfs_each(show_stream, &playback, "%s/pcmC*D*p", job->device->path);
	sysfs_each(show_stream, &capture, "%s/pcmC*D*c", job->device->path);
	fact_int(job, playback.count, "%s.playback_streams", job->device->id);
	fact_int(job, capture.count, "%s.capture_streams", job->device->id);
}

static const struct fact_desc facts[] = {
	{"virtio.sound[].name", FACT_STRING, NULL, "the card's name"},
	{"virtio.sound[].card_driver", FACT_STRING, NULL, "the card's driver"},
	{"virtio.sound[].controls", FACT_LIST, NULL, "mixer controls and jacks"},
	{"virtio.sound[].playback_streams", FACT_INTEGER, NULL, "streams that play"},
	{"virtio.sound[].capture_streams", FACT_INTEGER, NULL, "streams that record"},
	/* "*": playback or capture */
	{"virtio.sound[].*[].node", FACT_STRING, NULL, "device node of the stream"},
	{"virtio.sound[].*[].formats", FACT_LIST, NULL,
		"sample formats it takes, as ALSA names them"},
	{"virtio.sound[].*[].rates", FACT_LIST, NULL,
		"rates in Hz it takes, of those that VIRTIO knows"},
	{"virtio.sound[].*[].channels_min", FACT_INTEGER, NULL, "fewest channels"},
	{"virtio.sound[].*[].channels_max", FACT_INTEGER, NULL, "most channels"},
	{"virtio.sound[].*[].period_frames_min", FACT_INTEGER, "frames", "shortest period"},
	{"virtio.sound[].*[].period_frames_max", FACT_INTEGER, "frames", "longest period"},
	{"virtio.sound[].*[].periods_min", FACT_INTEGER, NULL, "fewest periods in the buffer"},
	{"virtio.sound[].*[].periods_max", FACT_INTEGER, NULL, "most periods in the buffer"},
	{"virtio.sound[].*[].buffer_frames_min", FACT_INTEGER, "frames", "smallest buffer"},
	{"virtio.sound[].*[].buffer_frames_max", FACT_INTEGER, "frames", "largest buffer"},
	{0},
};

PROBE(sound) = {
	.id = "sound",
	.title = "What each sound card plays and records: formats, rates, channels, periods",
	.source = "<sound/asound.h>: SNDRV_PCM_IOCTL_HW_REFINE; VIRTIO 1.4, 5.14",
	.each = &sound_cards,
	.facts = facts,
	.run = run,
};
