/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge_arena.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/* Reserved, not taken: a page costs memory only once it was written to. */
#define ARENA_SIZE ((size_t)1 << 30)
#define ALIGNMENT  16

static bool ready;
static _Thread_local struct {
	char *base; /* NULL: not there, or could not be had */
	size_t used;
	bool open;
} arena;

static void *allocate(size_t size)
{
	size_t rounded = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	void *memory;

	if (!arena.open || rounded > ARENA_SIZE - arena.used)
		return malloc(size);
	memory = arena.base + arena.used;
	arena.used += rounded;
	return memory;
}

static void release(void *memory)
{
	uintptr_t at = (uintptr_t)memory, base = (uintptr_t)arena.base;

	if (!base || at < base || at >= base + ARENA_SIZE)
		free(memory);
}

void arena_setup(void)
{
	json_set_alloc_funcs(allocate, release);
	ready = true;
}

void arena_begin(void)
{
	void *base = arena.base;

	if (!base && ready) {
		base = mmap(NULL, ARENA_SIZE, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		arena.base = base == MAP_FAILED ? NULL : base;
	}
	arena.open = arena.base;
}

void arena_end(void)
{
	arena.open = false;
	arena.used = 0;
}
