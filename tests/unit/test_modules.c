/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/modules.h"

#include <criterion/criterion.h>
#include <stdio.h>

static void gives(const char *cmdline, const char *before, const char *after)
{
	char parameters[64];

	snprintf(parameters, sizeof(parameters), "%s", before);
	modules_parameters(cmdline, "virtio_blk.ko", parameters, sizeof(parameters));
	cr_assert_str_eq(parameters, after, "%s", cmdline);
}

Test(modules, parameters_on_the_command_line_reach_their_module_alone)
{
	gives("quiet virtio_blk.poll_queues=1 panic=-1\n", "", "poll_queues=1");
	gives("virtio-blk.poll_queues=1 virtio_blk.num_request_queues=3", "a=b",
		"a=b poll_queues=1 num_request_queues=3");
	gives("virtio_blk virtio_blk2.a=1 virtio.b=2 virtio_net.c=3 console=virtio_blk.x", "", "");
	gives("", "a=b", "a=b");
}
