/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_bench.h"

#include "core/sysfs.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MS	    1000000u
#define MIXED_DEPTH 32u

static const struct {
	unsigned size, depth;
} conditions[] = {{4096, 1}, {4096, 32}, {131072, 8}};

struct block_load block_load(
	const struct job *job, const struct block_pattern *pattern, unsigned size, unsigned depth)
{
	return (struct block_load){
		.pattern = pattern,
		.write_percent = pattern->write_percent,
		.size = size,
		.depth = depth,
		.queues = 1,
		.warmup_ns = (uint64_t)job_setting(job, "block.warmup_ms", 300) * MS,
		.duration_ns =
			(uint64_t)job_setting(job, "block.duration_ms", BLOCK_DURATION_MS) * MS,
	};
}

static void complain(struct job *job, int err, const char *text)
{
	if (err == -ENOSYS)
		skipped(job, "%s", text);
	else if (err == -ENOSPC || err == -EINVAL)
		inconclusive(job, "%s", text);
	else
		fail(job, "%s", text);
}

static void emit(struct job *job, const char *id, const char *what, const char *where,
	const struct hist *hist, const struct heat *heat, double value)
{
	struct metric m = {.hist = hist, .heat = heat, .value = value};
	char name[80];

	snprintf(name, sizeof(name), "%s.%s", id, what);
	snprintf(m.conditions, sizeof(m.conditions), "%s", where);
	m.id = name;
	metric(job, &m);
}

static void report(struct job *job, const struct block_disk *disk, const struct block_load *load,
	const struct block_outcome *outcome, const char *id, const char *more)
{
	static const char *const op_names[] = {"read", "write"};
	bool mixed = load->write_percent % 100 != 0;
	char where[sizeof(((struct metric *)0)->conditions)];
	int n;

	n = snprintf(where, sizeof(where),
		"%spattern=%s size=%u depth=%u queues=%u region_mib=%u data=%s "
		"engine=%s%s%s duration_ms=%u",
		more, load->pattern->name, load->size, load->depth, load->queues,
		(unsigned)(disk->length >> 20), disk->written ? "written" : "as-found",
		block_engine_name(load->engine), outcome->modes[0] ? " modes=" : "", outcome->modes,
		(unsigned)(load->duration_ns / MS));
	if (mixed)
		n += snprintf(where + n, sizeof(where) - (size_t)n, " write_percent=%u",
			load->write_percent);
	emit(job, id, "cpu_per_request", where, NULL, NULL, outcome->cpu_ns);
	for (int op = 0; op < BLOCK_OPS; op++) {
		const struct hist *latency = &outcome->latency[op];
		double per_second = outcome->per_second[op];

		if (!latency->count)
			continue;
		if (mixed)
			snprintf(where + n, sizeof(where) - (size_t)n, " op=%s", op_names[op]);
		emit(job, id, "latency", where, latency, &outcome->heat[op], 0);
		emit(job, id, "iops", where, NULL, NULL, per_second);
		emit(job, id, "throughput", where, NULL, NULL, per_second * load->size / 1e6);
	}
	if (outcome->backwards)
		inconclusive(job, "the clock went backwards: %llu latencies were dropped",
			(unsigned long long)outcome->backwards);
	note(job, "%s size=%u depth=%u: %u ms of warm-up dropped, %s; %llu blocks read back",
		load->pattern->name, load->size, load->depth, (unsigned)(outcome->warmup_ns / MS),
		outcome->steady ? "then steady" : "not steady by then",
		(unsigned long long)outcome->verified);
}

void block_measure(struct job *job, const struct block_disk *disk, const struct block_load *load,
	const char *id, const char *more)
{
	static struct block_outcome outcome;
	struct message msg = {0};
	int err = block_run(job, disk, load, &outcome, &msg);

	if (err)
		complain(job, err, msg.text);
	else
		report(job, disk, load, &outcome, id, more);
}

bool block_can_poll(const struct job *job)
{
	return sysfs_int(0, "/sys/block/%s/queue/io_poll", strrchr(job->device->path, '/') + 1) > 0;
}

void block_bench(struct job *job)
{
	const struct block_pattern *pattern = block_pattern(job->unit->data);
	bool mixed = pattern->write_percent % 100 != 0;
	struct block_disk disk;
	struct block_load load;

	block_open(job, &disk, pattern->write_percent > 0, 1 << 20);
	for (size_t i = 0; i < sizeof(conditions) / sizeof(*conditions); i++) {
		load = block_load(job, pattern, conditions[i].size, conditions[i].depth);
		if (!mixed || conditions[i].depth == MIXED_DEPTH)
			block_measure(job, &disk, &load, job->unit->id, "");
	}
	load = block_load(job, pattern, 4096, 1);
	load.polled = block_can_poll(job);
	if (load.polled && !mixed)
		block_measure(job, &disk, &load, job->unit->id, "");
	close(disk.fd);
}
