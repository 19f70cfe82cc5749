/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_BALLOON_H
#define VIRTIO_BALLOON_H

#include <stdint.h>

/* Traditional memory balloon device (VIRTIO 1.4, 5.5). */
enum balloon_feature {
	BALLOON_F_MUST_TELL_HOST = 0,
	BALLOON_F_STATS_VQ = 1,
	BALLOON_F_DEFLATE_ON_OOM = 2,
	BALLOON_F_FREE_PAGE_HINT = 3,
	BALLOON_F_PAGE_POISON = 4,
	BALLOON_F_PAGE_REPORTING = 5,
};

enum balloon_config { /* offsets */
	BALLOON_CONFIG_NUM_PAGES = 0,
	BALLOON_CONFIG_ACTUAL = 4,
	BALLOON_CONFIG_HINT_CMD_ID = 8,
	BALLOON_CONFIG_POISON_VAL = 12,
	BALLOON_CONFIG_END = 16,
};

enum balloon_queue { /* each has its number whether the others exist or not */
	BALLOON_INFLATE = 0,
	BALLOON_DEFLATE = 1,
	BALLOON_STATS = 2,
	BALLOON_FREE_PAGES = 3,
	BALLOON_REPORTING = 4,
};

#define BALLOON_PAGE 4096

/* Values of free_page_hint_cmd_id that are no command. */
enum balloon_cmd_id { BALLOON_CMD_ID_STOP = 0, BALLOON_CMD_ID_DONE = 1, BALLOON_CMD_ID_MIN = 2 };

enum balloon_tag { BALLOON_S_MEMFREE = 4, BALLOON_S_MEMTOT = 5, BALLOON_S_NR = 10 };

struct balloon_stat {
	uint16_t tag;
	uint64_t value;
} __attribute__((packed));

#endif
