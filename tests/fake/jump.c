/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Preloaded into a "guest" of the fake hypervisor: CLOCK_MONOTONIC jumps by JUMP_MS (forward,
 * or back) once this process has slept until a given time 400 times.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static atomic_uint sleeps;

static void move(struct timespec *time, long long sign)
{
	const char *text = getenv("JUMP_MS");
	long long ms = text ? atoll(text) : 0;
	long long ns = time->tv_sec * 1000000000ll + time->tv_nsec + sign * ms * 1000000;

	if (atomic_load(&sleeps) < 400)
		return;
	time->tv_sec = ns / 1000000000;
	time->tv_nsec = ns % 1000000000;
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
	int err = (int)syscall(SYS_clock_gettime, clock, time);

	if (clock == CLOCK_MONOTONIC)
		move(time, 1);
	return err;
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *until, struct timespec *left)
{
	struct timespec real = *until;

	if (flags & TIMER_ABSTIME) {
		move(&real, -1);
		atomic_fetch_add(&sleeps, 1);
	}
	return (int)syscall(SYS_clock_nanosleep, clock, flags, &real, left);
}
