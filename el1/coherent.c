/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/cpu.h"
#include "el1/el1.h"

#define WORDS	 16 /* in one cache line and the next */
#define ROUNDS	 200
#define LIMIT_NS 2000000000u /* for one round: a busy host may not run both CPUs at once */

/* Normal memory, inner shareable, cached (start.S): no cache is cleaned by hand. */
static volatile uint64_t words[WORDS], round, answer;

static void copy_rounds(void)
{
	uint64_t end = counter() + ns_to_ticks(LIMIT_NS), seen = 0, sum;

	while (seen < ROUNDS && counter() < end) {
		if (round == seen)
			continue;
		__asm__ volatile("dmb ish" ::: "memory");
		seen = round;
		end = counter() + ns_to_ticks(LIMIT_NS);
		sum = 0;
		for (unsigned i = 0; i < WORDS; i++)
			sum += words[i];
		__asm__ volatile("dmb ish" ::: "memory");
		answer = sum;
	}
}

/* The sum of what the other CPU saw of this round's words. */
static bool seen_whole(uint64_t number)
{
	uint64_t end = counter() + ns_to_ticks(LIMIT_NS), sum = 0;

	for (unsigned i = 0; i < WORDS; i++)
		sum += words[i] = number * 1000 + i;
	__asm__ volatile("dmb ish" ::: "memory");
	round = number;
	while (answer != sum)
		if (counter() > end)
			return false;
	return true;
}

static void run(void)
{
	if (!cpu_is_up()) {
		check_say("absent", "no second CPU runs");
		return;
	}
	cpu_begin(copy_rounds);
	for (uint64_t i = 1; i <= ROUNDS; i++)
		if (!seen_whole(i)) {
			check_fail("the second CPU does not see what the first wrote to memory");
			break;
		}
	round = ROUNDS;
	cpu_wait();
	check_pass();
}

EL1_UNIT(27, coherent) = {"el1.cpu.coherent", "check", run};
