/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/ids.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define PAGES (512u << 8) /* of 4 KiB, that the guest has */

static void init(struct model *m)
{
	(void)m;
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	(void)m;
	(void)queue;
	(void)r;
	return 0;
}

static int act(struct model *m, const char *action, const char *arguments, struct answer *answer)
{
	unsigned long long size;

	if (strcmp(action, "balloon-target") != 0 || sscanf(arguments, "size=%llu", &size) != 1) {
		snprintf(answer->text, sizeof(answer->text), "the model cannot %s", action);
		return -EOPNOTSUPP;
	}
	size >>= 12;
	model_config_put(m, 0, size < PAGES ? PAGES - size : 0, 4);
	model_config_changed(m);
	return 0;
}

const struct model_class model_balloon = {
	.type = VIRTIO_TYPE_BALLOON,
	.id = "virtio.balloon[0]",
	.queues = 2,
	.queue_max = 128,
	.config_size = 8,
	.init = init,
	.handle = handle,
	.act = act,
};
