/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/host_change.h"

#include "core/ask.h"

#define HOST_MS 2000
#define TARGET	"size=134217728"
#define ALL	"size=1099511627776" /* more than there is: the balloon is empty again */

struct host_change host_change_prepare(struct vdev *v)
{
	struct host_change change = {.field = config_field(v, 0)};

	change.before = config_field_read(v, change.field);
	return change;
}

void host_change_make(struct vdev *v, const struct host_change *change)
{
	struct answer answer;

	(void)change;
	if (ask_host(v->job, &answer, HOST_MS, "balloon-target", TARGET) == 0)
		return;
	inconclusive(v->job, "the host does not change the balloon's target: %s", answer.text);
	job_stop(v->job);
}

void host_change_undo(struct vdev *v)
{
	struct answer answer;

	ask_host(v->job, &answer, HOST_MS, "balloon-target", ALL);
}
