/* SPDX-License-Identifier: Apache-2.0 */
#include "core/cpulist.h"
#include "core/irq.h"
#include "core/sysfs.h"

#include <criterion/criterion.h>

Test(cpulist, ranges_and_single_numbers)
{
	unsigned cpus[8];

	cr_assert_eq(cpulist_parse("0-2,5\n", cpus, 8), 4);
	cr_assert_eq(cpus[0], 0);
	cr_assert_eq(cpus[2], 2);
	cr_assert_eq(cpus[3], 5);
	cr_assert_eq(cpulist_parse("", cpus, 8), 0);
	cr_assert_eq(cpulist_parse("0-15", cpus, 8), 16, "more than fit are still counted");
}

static struct irq_table table;

static const char pc[] =
	"           CPU0       CPU1       \n"
	"  0:         98          0   IO-APIC   2-edge      timer\n"
	" 26:          1          2  PCI-MSIX-0000:00:02.0   0-edge      virtio1-config\n"
	" 27:          3          4  PCI-MSIX-0000:00:02.0   1-edge      virtio1-req.0\n"
	" 28:        100        100  PCI-MSIX-0000:00:0b.0   1-edge      virtio10-req.0\n"
	" 49:          0          7   IO-APIC  23-fasteoi   uhci, virtio1\n"
	"LOC:        840        794   Local timer interrupts\n"
	"ERR:          5\n";

Test(irq, rows_of_a_device_are_told_from_those_of_its_namesakes)
{
	irq_parse(&table, pc);
	cr_assert_eq(table.cpu_count, 2);
	cr_assert_eq(table.row_count, 7);
	cr_assert_eq(irq_count_of(&table, "virtio1"), 1 + 2 + 3 + 4 + 7);
	cr_assert_eq(irq_count_of(&table, "virtio10"), 200);
	cr_assert_eq(irq_count_of(&table, "virtio2"), 0);
}

Test(irq, a_row_with_fewer_counts_than_cpus)
{
	irq_parse(&table, pc);
	cr_assert_str_eq(table.rows[6].label, "ERR");
	cr_assert_eq(table.rows[6].counts[0], 5);
	cr_assert_eq(table.rows[6].counts[1], 0);
	cr_assert_str_eq(table.rows[6].text, "");
}

Test(irq, offline_cpus_leave_gaps_in_the_numbers)
{
	irq_parse(&table, "  CPU0  CPU3\n 11:  5  6  GICv3  27 Level  arch_timer\n");
	cr_assert_eq(table.cpus[1], 3);
	cr_assert_eq(table.rows[0].counts[1], 6);
	cr_assert(irq_is_timer(&table.rows[0]));
}

Test(irq, the_timer_of_each_cpu_is_not_the_one_of_the_board)
{
	irq_parse(&table, pc);
	cr_assert_not(irq_is_timer(&table.rows[0]), "the PIT fires on one CPU only");
	cr_assert(irq_is_timer(&table.rows[5]));
}

Test(sysfs, counting_what_matches)
{
	cr_assert_eq(sysfs_count("/proc/self/sta[t]"), 1);
	cr_assert_eq(sysfs_count("/proc/self/no-such-*"), 0);
}
