/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/sleepers.h"

#include "bench/fifo.h"
#include "core/clock.h"
#include "core/cpulist.h"
#include "core/must.h"

#define COLD_NS 20000000u /* what wakes this early is dropped: caches are cold */

static void sleep_until(uint64_t ns)
{
	struct timespec time = {
		.tv_sec = (time_t)(ns / 1000000000u),
		.tv_nsec = (long)(ns % 1000000000u),
	};

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
}

static void *sleeper_main(void *arg)
{
	struct sleeper *sleeper = arg;
	uint64_t warm, end, due, now;

	hist_clear(&sleeper->late);
	if (cpulist_pin(sleeper->cpu))
		return NULL;
	sleeper->policy = fifo_enter();
	due = now = clock_ns();
	warm = now + COLD_NS;
	end = warm + sleeper->duration_ns;
	heat_clear(&sleeper->heat, now, end - now);
	while (now < end) {
		while (due <=
			now) /* a wake-up that came later than a period skips those it missed */
			due += SLEEPERS_PERIOD_NS;
		sleep_until(due);
		now = clock_ns();
		if (now < due)
			sleeper->early++;
		if (due < warm || now < due)
			continue;
		hist_add(&sleeper->late, now - due);
		heat_add(&sleeper->heat, now, now - due);
	}
	return NULL;
}

size_t sleepers_run(struct job *job, uint64_t duration_ns, struct sleeper **sleepers)
{
	static unsigned cpus[CPULIST_MAX];
	size_t found = cpulist_read("online", cpus, CPULIST_MAX);
	size_t count = found < CPULIST_MAX ? found : CPULIST_MAX;
	struct sleeper *all = must_alloc(job, (count + !count) * sizeof(*all));

	for (size_t i = 0; i < count; i++) {
		all[i].cpu = cpus[i];
		all[i].duration_ns = duration_ns;
		must(job, -pthread_create(&all[i].thread, NULL, sleeper_main, &all[i]),
			"pthread_create");
	}
	for (size_t i = 0; i < count; i++)
		pthread_join(all[i].thread, NULL);
	*sleepers = all;
	return count;
}
