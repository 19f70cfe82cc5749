/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_INPUT_H
#define VIRTIO_INPUT_H

#include "virtio/inbox.h"

/* Input device (VIRTIO 1.4, 5.8). */
enum input_queue { INPUT_EVENTS, INPUT_STATUS };

enum input_config { /* offsets */
	INPUT_CONFIG_SELECT = 0,
	INPUT_CONFIG_SUBSEL = 1,
	INPUT_CONFIG_SIZE = 2,
	INPUT_CONFIG_DATA = 8,
	INPUT_CONFIG_END = 136,
};
#define INPUT_DATA_MAX (INPUT_CONFIG_END - INPUT_CONFIG_DATA)

enum input_select {
	INPUT_UNSET = 0,
	INPUT_ID_NAME = 1,
	INPUT_ID_SERIAL = 2,
	INPUT_ID_DEVIDS = 3,
	INPUT_PROP_BITS = 0x10,
	INPUT_EV_BITS = 0x11,
	INPUT_ABS_INFO = 0x12,
};

struct input_absinfo {
	uint32_t min, max, fuzz, flat, res;
};

struct input_devids {
	uint16_t bustype, vendor, product, version;
};

struct input_event {
	uint16_t type, code;
	uint32_t value;
};

/* Of evdev (Linux, include/uapi/linux/input-event-codes.h), which 5.8 refers to. */
enum input_event_type { INPUT_EV_SYN = 0, INPUT_EV_KEY = 1, INPUT_EV_ABS = 3, INPUT_EV_LED = 17 };
#define INPUT_AXES 64 /* ABS_CNT */

/* What the device tells of itself by select and subsel; `size` 0: nothing. */
struct input_info {
	uint8_t size;
	uint8_t data[256]; /* as much as `size` can say; 0 beyond INPUT_DATA_MAX */
};
struct input_info input_info(struct vdev *v, uint8_t select, uint8_t subsel);
bool input_bit(const struct input_info *info, unsigned bit);

/* Reset to DRIVER_OK, with `count` buffers in the event queue. */
struct inbox input_start(struct vdev *v, unsigned count);
bool input_next(struct inbox *events, unsigned ms, struct input_event *event);

#endif
