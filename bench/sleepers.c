/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/sleepers.h"

#include "bench/fifo.h"
#include "core/clock.h"
#include "core/cpulist.h"
#include "core/must.h"

#define DROPPED 20u /* wake-ups at the start, while caches are cold */

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
	uint64_t end, due, now;

	hist_clear(&sleeper->late);
	if (cpulist_pin(sleeper->cpu))
		return NULL;
	sleeper->policy = fifo_enter();
	due = now = clock_ns();
	end = now + sleeper->duration_ns + DROPPED * SLEEPERS_PERIOD_NS;
	heat_clear(&sleeper->heat, now, end - now);
	for (unsigned n = 0; now < end; n++) {
		while (due <=
			now) /* a wake-up that came later than a period skips those it missed */
			due += SLEEPERS_PERIOD_NS;
		sleep_until(due);
		now = clock_ns();
		if (now < due)
			sleeper->early++;
		if (n < DROPPED || now < due)
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
