/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/irq.h"
#include "core/job.h"
#include "core/must.h"
#include "virtio/inventory.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MS	  1000000u
#define SLEEPS	  10
#define READS	  8
#define READ_SIZE 4096

static struct irq_table before, after;

/* ---- the timer of each CPU ---- */

static uint64_t timer_count(const struct irq_table *table, size_t cpu)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < table->row_count; i++)
		if (irq_is_timer(&table->rows[i]))
			sum += table->rows[i].counts[cpu];
	return sum;
}

static bool any_timer(const struct irq_table *table)
{
	for (size_t i = 0; i < table->row_count; i++)
		if (irq_is_timer(&table->rows[i]))
			return true;
	return false;
}

/* A sleeper's wake-up comes from the timer of the CPU it sleeps on. */
static void sleep_on(unsigned cpu)
{
	if (cpulist_pin(cpu))
		return;
	for (int i = 0; i < SLEEPS; i++)
		clock_sleep_ns(MS);
}

static void run_timers(struct job *job)
{
	must(job, irq_read(&before), "reading /proc/interrupts");
	for (size_t i = 0; i < before.cpu_count; i++)
		sleep_on(before.cpus[i]);
	must(job, irq_read(&after), "reading /proc/interrupts");
	if (!any_timer(&after)) {
		unobservable(job, "/proc/interrupts has no row for the timers of CPUs");
		return;
	}
	for (size_t i = 0; i < before.cpu_count && i < after.cpu_count; i++) {
		uint64_t count = timer_count(&after, i) - timer_count(&before, i);

		expected(job, "some on each CPU, where %d sleeps end", SLEEPS);
		observed(job, "%" PRIu64 " on CPU %u", count, before.cpus[i]);
		if (count)
			pass(job);
		else
			fail(job, "no timer interrupt arrived on CPU %u", before.cpus[i]);
	}
}

/* ---- a disk's ---- */

static void read_some(struct job *job)
{
	int fd = must_open(job, job->device->path, O_RDONLY | O_DIRECT);
	char *buffer = must_alloc(job, READ_SIZE);

	for (int i = 0; i < READS; i++)
		if (pread(fd, buffer, READ_SIZE, (off_t)i * READ_SIZE) != READ_SIZE) {
			inconclusive(job, "%s cannot be read", job->device->path);
			job_stop(job);
		}
	close(fd);
}

/* The virtioN that a disk hangs on: of the device set, the one with the same id. */
static bool kernel_name(const char *id, char *name, size_t size)
{
	static struct device found[64];
	size_t count = virtio_find_all(found, 64);

	for (size_t i = 0; i < count && i < 64; i++)
		if (!strcmp(found[i].id, id)) {
			snprintf(name, size, "%s", strrchr(found[i].path, '/') + 1);
			return true;
		}
	return false;
}

static void run_device(struct job *job)
{
	char name[32];
	uint64_t count;

	if (!kernel_name(job->device->id, name, sizeof(name))) {
		absent(job, "%s is no virtio device", job->device->path);
		return;
	}
	must(job, irq_read(&before), "reading /proc/interrupts");
	read_some(job);
	must(job, irq_read(&after), "reading /proc/interrupts");
	count = irq_count_of(&after, name) - irq_count_of(&before, name);
	expected(job, "at least 1 for %d reads, one after the other", READS);
	observed(job, "%" PRIu64, count);
	if (count)
		pass(job);
	else
		fail(job, "%d reads raised no interrupt of %s", READS, name);
}

CHECK(interrupts_timer) = {
	.id = "interrupts.timer-on-every-cpu",
	.title = "Timer interrupts arrive on every CPU",
	.source = "/proc/interrupts; Intel SDM 3A, 11.5.4; Arm ARM D12 (generic timer)",
	.timeout_ms = 60000,
	.run = run_timers,
};

CHECK(interrupts_device) = {
	.id = "interrupts.block-raises",
	.title = "Reading a disk raises its interrupts",
	.source = "/proc/interrupts; VIRTIO 1.4, 2.3 and 4.1.5.3",
	.each = &block_devices,
	.flags = UNIT_ROOT,
	.run = run_device,
};
