/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/wire.h"
#include "virtio/exercise.h"
#include "virtio/wire.h"

/* A console's byte to the host, an entropy device's 64 bytes: each type's harmless request. */
static void run(struct job *job)
{
	struct wire_request request = *(const struct wire_request *)job->unit->data;
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	struct vq *q;

	vdev_begin(v);
	q = exercise_start(v, &e);
	request.segs = segs;
	request.count = exercise_segs(&e, 0, segs);
	wire_measure(q, &request);
}

#define EXERCISE_BENCH(name, bench_id, set, words, condition, sentence)                            \
	static const struct metric_desc name##_metrics[] = WIRE_METRICS(bench_id, words);          \
	static const struct wire_request name##_request = {bench_id ".time", bench_id ".exits",    \
		bench_id ".stall", condition, NULL, 0, NULL, NULL};                                \
	BENCH(name) = {                                                                            \
		.id = (bench_id),                                                                  \
		.title = (sentence),                                                               \
		.source = "VIRTIO 1.4, 5 Device Types",                                            \
		.each = &(set),                                                                    \
		.flags = UNIT_CLAIMS,                                                              \
		.metrics = name##_metrics,                                                         \
		.run = run,                                                                        \
		.data = &name##_request,                                                           \
	}

EXERCISE_BENCH(wire_console_write, "wire.console.write", wire_consoles, "a byte to the console",
	"size=1", "How long a byte to the host takes below any driver");
EXERCISE_BENCH(wire_entropy_read, "wire.entropy.read", wire_entropies, "a read of 64 random bytes",
	"size=64", "How long 64 random bytes take below any driver");
EXERCISE_BENCH(wire_sound_query, "wire.sound.query", wire_sounds, "a question about a stream",
	"size=32", "How long a sound device takes to describe a stream, below any driver");
EXERCISE_BENCH(wire_gpu_query, "wire.gpu.query", wire_gpus, "a question about the displays",
	"size=408", "How long a GPU takes to describe its displays, below any driver");
