/* SPDX-License-Identifier: Apache-2.0 */
#include "core/disk_in_use.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[64] = "/tmp/sc-disk-XXXXXX", sys[96], proc[96], dev[96], who[256];
static const struct disk_view view = {.sys = sys, .proc = proc, .dev = dev};

/* A file below the root, its directories made on the way; "" for a directory. */
static void put(const char *path, const char *text)
{
	char full[256];
	FILE *file;

	snprintf(full, sizeof(full), "%s/%s", root, path);
	for (char *slash = strchr(full + strlen(root) + 1, '/'); slash;
		slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(full, 0700);
		*slash = '/';
	}
	file = fopen(full, "we");
	cr_assert_not_null(file, "%s", full);
	fputs(text, file);
	fclose(file);
}

/* One disk, vdb (254:16), with a partition vdb1 (254:17), used by nobody. */
static void setup(void)
{
	cr_assert_not_null(mkdtemp(root));
	snprintf(sys, sizeof(sys), "%s/sys", root);
	snprintf(proc, sizeof(proc), "%s/proc", root);
	snprintf(dev, sizeof(dev), "%s/dev", root);
	put("sys/block/vdb/dev", "254:16\n");
	put("sys/block/vdb/vdb1/dev", "254:17\n");
	put("sys/block/vdb/vdb1/partition", "1\n");
	put("dev/vdb", "");
	put("proc/self/mountinfo", "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n");
	put("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n/dev/vda2 partition 1 0 -2\n");
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st, (void)type, (void)walk;
	return remove(path);
}

static void teardown(void)
{
	nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void assert_used(const char *words)
{
	cr_assert(disk_in_use_in(&view, "vdb", who, sizeof(who)), "not in use, but: %s", words);
	cr_assert_not_null(strstr(who, words), "'%s' lacks '%s'", who, words);
}

TestSuite(disk_in_use, .init = setup, .fini = teardown);

Test(disk_in_use, a_disk_that_nobody_uses)
{
	cr_assert_not(disk_in_use_in(&view, "vdb", who, sizeof(who)), "%s", who);
}

Test(disk_in_use, mounted_whole)
{
	put("proc/self/mountinfo", "30 22 254:16 / /srv rw shared:2 - ext4 /dev/vdb rw\n");
	assert_used("it is mounted on /srv");
}

Test(disk_in_use, a_partition_is_mounted)
{
	put("proc/self/mountinfo", "30 22 254:17 / /home rw - ext4 /dev/somewhere rw\n");
	assert_used("its partition vdb1 is mounted on /home");
}

Test(disk_in_use, mounted_by_a_file_system_with_numbers_of_its_own)
{
	char line[256];

	snprintf(line, sizeof(line), "30 22 0:41 / /data rw - btrfs %s/vdb1 rw\n", dev);
	put("proc/self/mountinfo", line);
	assert_used("its partition vdb1 is mounted on /data");
}

Test(disk_in_use, swap)
{
	char line[256];

	snprintf(line, sizeof(line), "Filename\tType\n%s/vdb1\tpartition\t1\t0\t-2\n", dev);
	put("proc/swaps", line);
	assert_used("its partition vdb1 is used as swap");
}

Test(disk_in_use, part_of_another_device)
{
	put("sys/block/vdb/holders/md0", "");
	assert_used("it is part of md0");
}

Test(disk_in_use, a_partition_is_part_of_another_device)
{
	put("sys/block/vdb/vdb1/holders/dm-3", "");
	assert_used("its partition vdb1 is part of dm-3");
}

Test(disk_in_use, open_in_another_process)
{
	char link[256], target[128];

	put("proc/77/comm", "mysqld\n");
	put("proc/77/fd/0", "");
	snprintf(link, sizeof(link), "%s/77/fd/5", proc);
	snprintf(target, sizeof(target), "%s/vdb", dev);
	cr_assert_eq(symlink(target, link), 0);
	assert_used("it is open in mysqld (process 77)");
}

Test(disk_in_use, below_a_loop_device)
{
	char path[160];

	snprintf(path, sizeof(path), "%s/vdb1\n", dev);
	put("sys/block/loop3/loop/backing_file", path);
	assert_used("its partition vdb1 is part of loop3");
}

Test(disk_in_use, partitions_are_found_also_where_nobody_uses_them)
{
	put("sys/block/vdc/dev", "254:32\n");
	put("sys/block/vdc/queue/scheduler", "none\n");
	cr_assert(disk_partitioned_in(&view, "vdb", who, sizeof(who)));
	cr_assert_str_eq(who, "vdb1");
	cr_assert_not(disk_partitioned_in(&view, "vdc", who, sizeof(who)), "%s", who);
}

Test(disk_in_use, a_disk_whose_name_only_begins_alike_is_another)
{
	put("proc/self/mountinfo", "30 22 254:160 / /srv rw - ext4 /dev/vdba rw\n");
	cr_assert_not(disk_in_use_in(&view, "vdb", who, sizeof(who)), "%s", who);
}
