/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/cpuinfo.h"
#include "probes/words.h"

#include <time.h>

#define SOURCE "/sys/devices/system/clocksource/clocksource0"
#define EVENTS "/sys/devices/system/clockevents"
#define SECOND 1000000000

static void show_sources(struct job *job)
{
	struct fact_items sources = {0};
	char line[256];

	if (sysfs_line(line, sizeof(line), SOURCE "/current_clocksource"))
		fact_str(job, line, "clock.source");
	sysfs_line(line, sizeof(line), SOURCE "/available_clocksource");
	words_add(&sources, line);
	fact_list(job, &sources, "clock.sources");
}

static void show_events(struct job *job)
{
	char line[128];

	if (sysfs_line(line, sizeof(line), EVENTS "/clockevent0/current_device"))
		fact_str(job, line, "clock.event_device");
	if (sysfs_line(line, sizeof(line), EVENTS "/broadcast/current_device") && *line)
		fact_str(job, line, "clock.broadcast_device");
}

/*
 * With high-resolution timers CLOCK_MONOTONIC says 1 ns, else the tick; the coarse clock
 * always says the tick.
 */
static void show_resolution(struct job *job)
{
	struct timespec fine = {0}, coarse = {0};

	clock_getres(CLOCK_MONOTONIC, &fine);
	clock_getres(CLOCK_MONOTONIC_COARSE, &coarse);
	fact_int(job, fine.tv_nsec, "clock.resolution_ns");
	fact_bool(job, fine.tv_nsec == 1, "clock.high_resolution_timers");
	if (coarse.tv_nsec > 0)
		fact_int(job, SECOND / coarse.tv_nsec, "clock.tick_hz");
}

static void add_name(const char *path, void *to)
{
	char name[128];

	if (sysfs_line(name, sizeof(name), "%s", path))
		fact_item(to, "%s", name);
}

static void show_others(struct job *job)
{
	struct fact_items rtc = {0}, ptp = {0};

	sysfs_each(add_name, &rtc, "/sys/class/rtc/rtc*/name");
	fact_list(job, &rtc, "clock.rtc");
	sysfs_each(add_name, &ptp, "/sys/class/ptp/ptp*/clock_name");
	fact_list(job, &ptp, "clock.ptp");
}

static void show_tsc(struct job *job)
{
#if defined(__x86_64__)
	static const char *const flags[][2] = {
		{"constant_tsc", "clock.tsc.constant"},
		{"nonstop_tsc", "clock.tsc.nonstop"},
		{"tsc_reliable", "clock.tsc.reliable"},
		{"tsc_known_freq", "clock.tsc.known_frequency"},
		{"tsc_adjust", "clock.tsc.adjust"},
		{"tsc_deadline_timer", "clock.tsc.deadline_timer"},
	};

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		fact_bool(job, cpuinfo_flag(flags[i][0]), "%s", flags[i][1]);
#else
	(void)job;
#endif
}

static void run(struct job *job)
{
	show_sources(job);
	show_events(job);
	show_resolution(job);
	show_others(job);
	show_tsc(job);
}

static const struct fact_desc facts[] = {
	{"clock.source", FACT_STRING, NULL, "the clock source that the kernel chose"},
	{"clock.sources", FACT_LIST, NULL, "the clock sources it found usable, the best first"},
	{"clock.event_device", FACT_STRING, NULL, "what wakes the first CPU at a given time"},
	{"clock.broadcast_device", FACT_STRING, NULL,
		"what wakes it where that one stops in deep idle states"},
	{"clock.resolution_ns", FACT_INTEGER, "ns", "resolution of CLOCK_MONOTONIC timers"},
	{"clock.high_resolution_timers", FACT_BOOLEAN, NULL,
		"whether a timer may fire between two ticks"},
	{"clock.tick_hz", FACT_INTEGER, "1/s", "scheduler ticks a second of this kernel"},
	{"clock.rtc", FACT_LIST, NULL, "real-time clocks, by driver name"},
	{"clock.ptp", FACT_LIST, NULL,
		"PTP clocks: the host's time at a precision beyond the RTC's"},
	{"clock.tsc.constant", FACT_BOOLEAN, NULL, "the TSC runs at one rate in all P-states"},
	{"clock.tsc.nonstop", FACT_BOOLEAN, NULL, "the TSC runs on in all C-states"},
	{"clock.tsc.reliable", FACT_BOOLEAN, NULL, "the kernel was told it need not watch the TSC"},
	{"clock.tsc.known_frequency", FACT_BOOLEAN, NULL,
		"the kernel was told the TSC's frequency instead of calibrating it"},
	{"clock.tsc.adjust", FACT_BOOLEAN, NULL, "IA32_TSC_ADJUST is there"},
	{"clock.tsc.deadline_timer", FACT_BOOLEAN, NULL,
		"the local APIC's timer takes a TSC value as deadline"},
	{0},
};

PROBE(clock) = {
	.id = "clock",
	.title = "What the guest reads time from and what wakes it",
	.source = "Linux Documentation/ABI/testing/sysfs-devices-clocksource; clock_getres(2)",
	.facts = facts,
	.run = run,
};
