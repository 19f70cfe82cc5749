/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_worker.h"

#include "core/clock.h"
#include "core/cpulist.h"

#include <errno.h>
#include <unistd.h>

static uint64_t thread_cpu_ns(void)
{
	struct timespec used;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
	return (uint64_t)used.tv_sec * 1000000000u + (uint64_t)used.tv_nsec;
}

static enum block_op choose_op(struct block_worker *w)
{
	unsigned write_percent = w->crew->load->write_percent;

	if (write_percent % 100 == 0)
		return write_percent ? BLOCK_WRITE : BLOCK_READ;
	w->dice ^= w->dice << 13; /* xorshift64 (Marsaglia, 2003) */
	w->dice ^= w->dice >> 7;
	w->dice ^= w->dice << 17;
	return w->dice % 100 < write_percent ? BLOCK_WRITE : BLOCK_READ;
}

/* Where the slot's next request reads or writes, and its memory; what is to be written is in it. */
static char *choose(struct block_worker *w, unsigned slot)
{
	unsigned size = w->crew->load->size;
	struct block_request *request = &w->requests[slot];
	char *buffer;
	struct walk *walk;
	uint64_t pass;

	request->op = choose_op(w);
	buffer = w->buffers + ((size_t)request->op * w->crew->load->depth + slot) * size;
	walk = &w->walk[request->op];
	pass = walk->pass;
	request->offset = w->first + walk_next(walk) * size;
	if (request->op == BLOCK_WRITE)
		stamps_put(&w->crew->disk->stamps, buffer, size, request->offset, pass);
	return buffer;
}

static void prepare(struct block_worker *w, unsigned slot)
{
	unsigned size = w->crew->load->size;
	struct block_request *request = &w->requests[slot];
	char *buffer = choose(w, slot);

	if (request->op == BLOCK_WRITE)
		uring_write(&w->uring, buffer, size, request->offset, slot);
	else
		uring_read(&w->uring, buffer, size, request->offset, slot);
	w->fresh[w->fresh_count++] = slot;
	w->in_flight++;
}

static void failed(struct block_worker *w, int err, uint64_t offset)
{
	if (!w->err) {
		w->err = err;
		w->err_offset = offset;
	}
	w->stopping = true;
	atomic_store(&w->crew->stop, true);
}

static void submit_and_wait(struct block_worker *w)
{
	uint64_t now = clock_ns();
	int err;

	while (w->fresh_count)
		w->requests[w->fresh[--w->fresh_count]].issued = now;
	err = io_uring_submit_and_wait(&w->uring.ring, 1);
	if (err < 0 && err != -EINTR && err != -EAGAIN && err != -EBUSY)
		failed(w, err, w->requests[0].offset);
}

static void record(
	struct block_worker *w, const struct block_request *request, uint64_t now, bool measuring)
{
	uint64_t latency = now - request->issued;

	if (now < request->issued) {
		w->backwards++;
	} else if (measuring) {
		hist_add(&w->latency[request->op], latency);
		heat_add(&w->heat[request->op], now, latency);
	} else {
		hist_add(&w->steady.window, latency);
	}
}

static void reap(struct block_worker *w, uint64_t now)
{
	bool measuring = w->measured_from != 0;
	struct io_uring_cqe *cqe;
	unsigned head, count = 0;

	io_uring_for_each_cqe(&w->uring.ring, head, cqe)
	{
		unsigned slot = (unsigned)cqe->user_data;
		struct block_request *request = &w->requests[slot];

		count++;
		w->in_flight--;
		if (cqe->res != (int)w->crew->load->size)
			failed(w, cqe->res < 0 ? cqe->res : -EIO, request->offset);
		record(w, request, now, measuring);
		if (!w->stopping)
			prepare(w, slot);
	}
	io_uring_cq_advance(&w->uring.ring, count);
}

/* All measure during the same time: from when the last became steady, or was given up. */
static void warm_up(struct block_worker *w, uint64_t now)
{
	struct block_crew *crew = w->crew;
	uint_fast64_t none = 0;

	if (!w->became_steady && steady_reached(&w->steady, now)) {
		w->became_steady = true;
		atomic_fetch_add(&crew->steady, 1);
	}
	if (atomic_load(&crew->steady) == crew->workers ||
		now >= w->warmup_began + crew->load->warmup_ns)
		atomic_compare_exchange_strong(&crew->start, &none, now);
	if (atomic_load(&crew->start)) {
		for (int op = 0; op < BLOCK_OPS; op++)
			heat_clear(
				&w->heat[op], atomic_load(&crew->start), crew->load->duration_ns);
		w->measured_from = now;
		w->cpu_from = thread_cpu_ns();
	}
}

static void look_at_clock(struct block_worker *w, uint64_t now)
{
	if (!w->measured_from) {
		warm_up(w, now);
	} else if (now >= atomic_load(&w->crew->start) + w->crew->load->duration_ns) {
		w->measured_to = now;
		w->cpu_to = thread_cpu_ns();
		w->stopping = true;
	}
	if (atomic_load_explicit(&w->crew->stop, memory_order_relaxed))
		w->stopping = true;
}

static void drain(struct block_worker *w)
{
	while (w->in_flight) {
		struct io_uring_cqe *cqe;
		int err = io_uring_submit_and_wait(&w->uring.ring, 1);

		if (err < 0 && err != -EINTR && err != -EAGAIN && err != -EBUSY)
			return;
		while (!io_uring_peek_cqe(&w->uring.ring, &cqe)) {
			if (cqe->res < 0)
				failed(w, cqe->res, w->requests[cqe->user_data].offset);
			io_uring_cqe_seen(&w->uring.ring, cqe);
			w->in_flight--;
		}
	}
}

static void run_uring(struct block_worker *w)
{
	for (unsigned slot = 0; slot < w->crew->load->depth; slot++)
		prepare(w, slot);
	while (!w->stopping) {
		submit_and_wait(w);
		uint64_t now = clock_ns();

		reap(w, now);
		look_at_clock(w, now);
	}
	drain(w);
	uring_close(&w->uring);
}

static void run_psync(struct block_worker *w)
{
	struct block_request *request = w->requests;
	int fd = w->crew->disk->fd;
	unsigned size = w->crew->load->size;

	while (!w->stopping) {
		char *buffer = choose(w, 0);
		ssize_t n;

		request->issued = clock_ns();
		n = request->op == BLOCK_WRITE ? pwrite(fd, buffer, size, (off_t)request->offset)
					       : pread(fd, buffer, size, (off_t)request->offset);
		uint64_t now = clock_ns();

		if (n != (ssize_t)size)
			failed(w, n < 0 ? -errno : -EIO, request->offset);
		record(w, request, now, w->measured_from != 0);
		look_at_clock(w, now);
	}
}

void *block_worker_main(void *arg)
{
	struct block_worker *w = arg;
	const struct block_load *load = w->crew->load;
	bool psync = load->engine == BLOCK_PSYNC;

	if (w->cpu >= 0)
		cpulist_pin((unsigned)w->cpu); /* refused: the scheduler places it */
	if (!psync)
		w->err = uring_open(&w->uring, load->depth, w->crew->disk->fd, w->buffers,
			w->buffers_size, load->polled);
	if (w->err)
		atomic_store(&w->crew->stop, true);
	pthread_barrier_wait(&w->crew->ready);
	if (w->err)
		return NULL;
	w->warmup_began = clock_ns();
	steady_begin(&w->steady, w->warmup_began);
	if (psync)
		run_psync(w);
	else
		run_uring(w);
	return NULL;
}
