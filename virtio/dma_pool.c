/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/dma.h"

#include <errno.h>
#include <fcntl.h>
#include <liburing.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#define HUGE_PAGE	(2u << 20)
#define POOL_MAX	(64u << 20)
#define SMALL_POOL	(8u << 20)  /* without huge pages */
#define SMALL_RUN	(32u << 10) /* shorter contiguous runs are left alone */
#define PAGEMAP_PFN	((1ull << 55) - 1)
#define PAGEMAP_PRESENT (1ull << 63)
#define NR_HUGEPAGES	"/proc/sys/vm/nr_hugepages"

static size_t pool_size(void)
{
	struct sysinfo memory;
	uint64_t size;

	sysinfo(&memory);
	size = (uint64_t)memory.totalram * memory.mem_unit / 8;
	return size > POOL_MAX ? POOL_MAX : size & ~(uint64_t)(HUGE_PAGE - 1);
}

static long read_number(const char *file)
{
	FILE *from = fopen(file, "re");
	long value = 0;

	if (from && fscanf(from, "%ld", &value) != 1)
		value = 0;
	if (from)
		fclose(from);
	return value;
}

static void write_number(const char *file, long value)
{
	FILE *to = fopen(file, "we");

	if (to) {
		fprintf(to, "%ld\n", value);
		fclose(to);
	}
}

/*
 * Huge pages are contiguous and do not move. The kernel is asked for as many more as
 * the pool takes; once mapped, the number asked for goes back to what it was, and they
 * return to the system with the pool.
 */
static void *map_huge(size_t size)
{
	long before = read_number(NR_HUGEPAGES);
	void *at;

	write_number(NR_HUGEPAGES, before + (long)(size / HUGE_PAGE));
	at = mmap(NULL, size, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS | MAP_HUGETLB | (21 << MAP_HUGE_SHIFT), -1, 0);
	for (size_t i = 0; at != MAP_FAILED && i < size; i += HUGE_PAGE)
		((volatile uint8_t *)at)[i] = 0; /* a page comes with its first write */
	write_number(NR_HUGEPAGES, before);
	return at;
}

/*
 * mlock() keeps pages in memory but lets the kernel move them; a buffer registered with
 * io_uring is pinned where it is, for as long as the ring lives: until the process ends.
 */
static int pin(void *at, size_t size, struct message *msg)
{
	static struct io_uring ring;
	struct iovec memory = {.iov_base = at, .iov_len = size};
	int err = io_uring_queue_init(1, &ring, 0);

	if (!err)
		err = io_uring_register_buffers(&ring, &memory, 1);
	return err ? message_set(
			     msg, err, "memory cannot be pinned with io_uring: %s", strerror(-err))
		   : 0;
}

static void *map_small(size_t size, struct message *msg)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (at == MAP_FAILED) {
		message_set(msg, -errno, "no memory: %s", strerror(errno));
		return at;
	}
	memset(at, 0, size);
	if (pin(at, size, msg)) {
		munmap(at, size);
		return MAP_FAILED;
	}
	return at;
}

/* The physical address of the page at `at`, or 0. */
static uint64_t physical(int pagemap, const void *at, long page)
{
	uint64_t entry = 0;

	if (pread(pagemap, &entry, 8, (off_t)((uintptr_t)at / (uintptr_t)page * 8)) != 8)
		return 0;
	return entry & PAGEMAP_PRESENT ? (entry & PAGEMAP_PFN) * (uint64_t)page : 0;
}

/* Each contiguous run that is worth having joins the pool. */
static size_t add_runs(int pagemap, uint8_t *at, size_t size)
{
	long page = sysconf(_SC_PAGESIZE);
	size_t added = 0, length;

	for (size_t from = 0; from < size; from += length) {
		uint64_t addr = physical(pagemap, at + from, page);

		for (length = (size_t)page; addr && from + length < size; length += (size_t)page)
			if (physical(pagemap, at + from + length, page) != addr + length)
				break;
		if (addr && length >= SMALL_RUN && dma_pool_add(at + from, addr, length) == 0)
			added += length;
	}
	return added;
}

int dma_pool_setup(struct message *msg)
{
	static bool is_set_up;
	size_t size = pool_size();
	int pagemap = is_set_up ? -1 : open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	void *at = MAP_FAILED;

	if (is_set_up)
		return 0;
	if (pagemap < 0)
		return message_set(msg, -errno,
			"/proc/self/pagemap cannot be opened (%s): physical addresses are unknown",
			strerror(errno));
	for (; size >= HUGE_PAGE && (at = map_huge(size)) == MAP_FAILED; size /= 2)
		;
	if (at == MAP_FAILED) {
		size = SMALL_POOL;
		at = map_small(size, msg);
	}
	if (at == MAP_FAILED) {
		close(pagemap);
		return -ENOMEM;
	}
	size = add_runs(pagemap, at, size);
	close(pagemap);
	is_set_up = size > 0;
	return size ? 0
		    : message_set(msg, -EPERM,
			      "/proc/self/pagemap shows no physical addresses: the tool needs "
			      "root");
}
