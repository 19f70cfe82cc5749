/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/may_write.h"

#include "core/scratch.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct device device = {.id = "virtio.block[0]"};
static struct plan plan;
static char reason[512];

static void setup(void)
{
	int fd;

	strcpy(device.path, "/tmp/sc-may-write-XXXXXX");
	fd = mkstemp(device.path);
	cr_assert_geq(fd, 0);
	close(fd);
	plan.doc.root = json_object();
}

static void teardown(void)
{
	if (strncmp(device.path, "/tmp/", 5) == 0)
		unlink(device.path);
	json_decref(plan.doc.root);
}

static void fill(const char *text)
{
	FILE *file = fopen(device.path, "we");
	char sector[SCRATCH_SECTOR_SIZE] = "";

	snprintf(sector, sizeof(sector), "%s", text);
	fwrite(sector, 1, sizeof(sector), file);
	fclose(file);
}

static void name_scratch(const char *name)
{
	json_object_set_new(plan.doc.root, "scratch", json_pack("[s]", name));
}

static bool allowed(void)
{
	return may_write(&plan, &device, reason, sizeof(reason));
}

TestSuite(may_write, .init = setup, .fini = teardown);

Test(may_write, never_without_a_signature_or_a_name)
{
	fill("somebody's data");
	cr_assert_not(allowed());
	cr_assert_not_null(strstr(reason, "--scratch"), "%s", reason);
}

Test(may_write, the_signature_must_be_whole)
{
	char half[sizeof(SCRATCH_SIGNATURE)] = SCRATCH_SIGNATURE;

	half[sizeof(half) - 3] = 'X';
	fill(half);
	cr_assert_not(allowed());
}

Test(may_write, an_empty_file_is_no_scratch_disk)
{
	cr_assert_not(allowed());
}

Test(may_write, with_the_signature)
{
	fill(SCRATCH_SIGNATURE);
	cr_assert(allowed(), "%s", reason);
}

Test(may_write, named_by_the_plan)
{
	name_scratch(device.path);
	cr_assert(allowed(), "%s", reason);
	name_scratch("virtio.block[0]");
	cr_assert(allowed(), "%s", reason);
	name_scratch("virtio.block[1]");
	cr_assert_not(allowed());
}

Test(may_write, named_by_a_link_to_it)
{
	char link[200];

	snprintf(link, sizeof(link), "%s-by-id", device.path);
	cr_assert_eq(symlink(device.path, link), 0);
	name_scratch(link);
	cr_assert(allowed(), "%s", reason);
	unlink(link);
}

/* /dev/full stands for a disk here: everybody may open it, and nobody does. */
Test(may_write, not_even_if_named_while_somebody_has_it_open)
{
	char *argv[] = {"/bin/sleep", "60", NULL};
	pid_t pid;
	int ready[2];

	snprintf(device.path, sizeof(device.path), "/dev/full");
	name_scratch(device.path);
	cr_assert(allowed(), "%s", reason);
	cr_assert_eq(pipe(ready), 0);
	pid = fork();
	if (!pid) {
		if (!freopen("/dev/full", "r", stdin) || write(ready[1], "", 1) != 1)
			_exit(1);
		execv(argv[0], argv);
		_exit(1);
	}
	cr_assert_eq(read(ready[0], reason, 1), 1);
	cr_assert_not(allowed());
	cr_assert_not_null(strstr(reason, "is in use: it is open in"), "%s", reason);
	kill(pid, SIGKILL);
}
