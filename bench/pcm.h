/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_PCM_H
#define BENCH_PCM_H

#include <sound/asound.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One PCM substream through the kernel's own interface (<sound/asound.h>), without
 * alsa-lib: Debian has no static archive of it. Never blocks: waits are bounded by
 * pcm_wait(). Calls return 0 (or a count) or a negative errno; -EPIPE is an xrun.
 */
enum pcm_direction { PCM_PLAYBACK, PCM_CAPTURE };

/* How a stream is asked for; the device gives exactly that or refuses. */
struct pcm_shape {
	unsigned rate, channels, period_frames, periods;
	int format; /* SNDRV_PCM_FORMAT_* */
};

/* What everything that only wants sound asks for: 48 kHz stereo S16, 4 periods of 10 ms. */
#define MUSIC_FRAMES  480
#define MUSIC_PERIODS 4
extern const struct pcm_shape pcm_music;

struct pcm {
	int fd;
	enum pcm_direction direction;
	struct pcm_shape shape;
	unsigned frame_bytes;
	const char *refused; /* after pcm_configure() failed: the parameter that was refused */
};

/* Where the stream stands: as of the last period interrupt, or of now. */
struct pcm_position {
	snd_pcm_state_t state;
	uint64_t hw_frames;   /* moved by the device since prepare */
	uint64_t appl_frames; /* written or read by us since prepare */
	uint64_t time_ns;     /* CLOCK_MONOTONIC when the kernel took hw_frames */
};

/*
 * The device node of a card's first substream in that direction: "/sys/class/sound/card0"
 * gives "/dev/snd/pcmC0D0p". -ENODEV where the card has none.
 */
int pcm_find(const char *card_sysfs, enum pcm_direction direction, char *node, size_t size);

int pcm_open(struct pcm *pcm, const char *node, enum pcm_direction direction);
int pcm_configure(struct pcm *pcm, const struct pcm_shape *shape);
int pcm_prepare(struct pcm *pcm);
int pcm_start(struct pcm *pcm);
/* Plays what is queued, then stops; -ETIMEDOUT where that takes longer. */
int pcm_drain(struct pcm *pcm, int timeout_ms);
/* Stops at once; what is queued is lost. */
int pcm_drop(struct pcm *pcm);
void pcm_close(struct pcm *pcm);

/* Interleaved frames; at most as many as fit now. */
long pcm_write(struct pcm *pcm, const void *frames, size_t count);
long pcm_read(struct pcm *pcm, void *frames, size_t count);
/* Until a period can be written or read: 0, -ETIMEDOUT, or -EPIPE where the stream stopped. */
int pcm_wait(struct pcm *pcm, int timeout_ms);
/* `now`: asks the device, else what the last period interrupt left. */
int pcm_position(struct pcm *pcm, bool now, struct pcm_position *position);
/* Frames until what is written or read now is heard or was spoken, by the device's word. */
int pcm_delay(struct pcm *pcm, int64_t *frames);
/* Frames that can be written or read at that position. */
uint64_t pcm_avail(const struct pcm *pcm, const struct pcm_position *position);

unsigned pcm_format_bytes(int format);
const char *pcm_format_name(int format);    /* "S16_LE"; NULL for one this tool does not use */
int pcm_format_from_name(const char *name); /* -1 for one it does not use */

#endif
