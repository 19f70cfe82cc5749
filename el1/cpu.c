/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/cpu.h"

#include "el1/call.h"
#include "el1/el1.h"
#include "el1/gic.h"
#include "el1/psci_ids.h"

#define STATE_OFF 1 /* AFFINITY_INFO */

typedef void work_fn(void);

static volatile bool up, stop;
static volatile uint64_t up_at;
static work_fn *volatile work;

extern char secondary[];
void secondary_main(void);

void secondary_main(void)
{
	up_at = counter();
	gic_start_cpu();
	up = true;
	while (!stop) {
		work_fn *todo = work;

		if (todo) {
			todo();
			dsb();
			work = 0;
		}
	}
	irq_off();
	call(PSCI_CPU_OFF, 0, 0, 0);
}

static bool wait_until(bool (*done)(void))
{
	uint64_t end = counter() + ns_to_ticks(PATIENCE_NS);

	while (!done())
		if (counter() > end)
			return false;
	return true;
}

unsigned cpu_count(uint64_t *second)
{
	struct fdt_node node = {.fdt = &device_tree};
	uint64_t affinity, size, own = read_sysreg(mpidr_el1) & 0xff00ffffffull;
	unsigned count = 0;
	bool found = false;

	*second = 0;
	while (fdt_next(&node)) {
		if (!fdt_has_text(&node, "device_type", "cpu") ||
			!fdt_reg(&node, 0, &affinity, &size))
			continue;
		count++;
		if (!found && affinity != own) {
			*second = affinity;
			found = true;
		}
	}
	return count;
}

static bool is_up(void)
{
	return up;
}

bool cpu_is_up(void)
{
	return up;
}

int32_t cpu_start(bool *started, uint32_t *took_ns)
{
	uint64_t affinity, begun = counter();
	int32_t answer;

	*started = false;
	if (cpu_count(&affinity) < 2)
		return 0;
	answer = call32(PSCI_CPU_ON, affinity, (uint64_t)secondary, 0);
	*started = !answer && wait_until(is_up);
	if (*started)
		*took_ns = (uint32_t)ticks_to_ns(up_at - begun);
	return answer;
}

static bool is_idle(void)
{
	return !work;
}

void cpu_begin(void (*todo)(void))
{
	dsb();
	work = todo;
}

bool cpu_wait(void)
{
	return up && wait_until(is_idle);
}

bool cpu_do(void (*todo)(void))
{
	cpu_begin(todo);
	return cpu_wait();
}

static bool is_off(void)
{
	uint64_t affinity;

	cpu_count(&affinity);
	return call32(PSCI_AFFINITY_INFO, affinity, 0, 0) == STATE_OFF;
}

bool cpu_stop(void)
{
	stop = true;
	if (!wait_until(is_off))
		return false;
	up = false;
	return true;
}
