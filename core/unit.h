/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_UNIT_H
#define CORE_UNIT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A unit is anything a plan can name and the runner can run: a probe (what is
 * there -> facts), a check (is it right -> one verdict) or a bench (how fast ->
 * metrics). Its descriptor closes its file and is the only place that holds its
 * name, sentence, source and prerequisites; list, explain, the documents and the
 * profile keys are derived from it. Defining one registers it:
 *
 *	CHECK(blk_capacity) = {
 *		.id = "virtio.block.capacity",
 *		...
 *		.run = run,
 *	};
 */
enum unit_kind { UNIT_PROBE, UNIT_CHECK, UNIT_BENCH };
enum level { LEVEL_MUST, LEVEL_SHOULD };
enum fact_type { FACT_INTEGER, FACT_NUMBER, FACT_BOOLEAN, FACT_STRING, FACT_LIST };
enum better { BETTER_LOWER, BETTER_HIGHER };

enum unit_flags {
	UNIT_ROOT = 1 << 0,   /* needs root */
	UNIT_WRITES = 1 << 1, /* writes to a disk: only ever given a scratch disk */
	UNIT_CLAIMS = 1 << 2, /* unbinds the kernel driver: only ever given a claimed device */
	UNIT_HOST = 1 << 3,   /* needs the host to act (a host action of the recipe) */
	UNIT_SLOW = 1 << 4,   /* only when a plan names it, never by a plan's `*` */
	UNIT_EL1 = 1 << 5,    /* asked by the EL1 probe, which is a guest of its own */
};

struct fact_desc {
	/* "virtio.block[].queues": [] stands for any index, "virtio.*[].driver": * for any word */
	const char *id;
	enum fact_type type;
	const char *unit; /* NULL: none */
	const char *title;
};

struct metric_desc {
	const char *id;
	const char *unit; /* ns, us, ms, s, 1/s, MB/s, ratio, ppm, exits, frames, count */
	enum better better;
	const char *title;
};

/* A thing that units run on, one at a time. */
struct device {
	char id[48];	/* as in facts: "virtio.block[0]", "sound[0]" */
	char path[160]; /* what to open: "/dev/vda", a sysfs directory; the set says which */
	bool scratch;	/* a disk that may be written */
};

/* Finds devices; a set names what it finds so that a plan or a reason can. */
struct device_set {
	const char *name; /* "block device", "sound card" */
	/* Fills at most `max`, in a stable order, and returns how many there are. */
	size_t (*find)(struct device *devices, size_t max);
	/* Whether a device that was found is one of them; sets of the wire lane have it. */
	bool (*has)(const struct device *device);
};

struct job;

struct unit {
	const char *id;			 /* dotted, lower-case, stable for ever */
	const char *title;		 /* one sentence */
	const char *source;		 /* document and clause, or kernel interface */
	const char *prose;		 /* set if the obligation is prose, not a normative block */
	const char *unseen;		 /* what of a partly observable statement stays unseen */
	enum level level;		 /* checks: the strictest of its statements */
	const char *statements;		 /* "V14-BLK-D001 V14-BLK-D002": rows of the catalogue */
	const struct unit *const *needs; /* checks that must have passed; ends with NULL */
	const struct device_set *each;	 /* run once for each device; NULL: once */
	unsigned flags;			 /* enum unit_flags */
	unsigned timeout_ms;		 /* 0: 10 s */
	const struct fact_desc *facts;	 /* probes (and benches): ends with an empty row */
	const struct metric_desc *metrics; /* benches: ends with an empty row */
	void (*run)(struct job *job);	   /* NULL: found by the host, and only described here */
	const void *data; /* for `run`: what differs between units that share one function */
};

#define NEEDS(...) ((const struct unit *const[]){__VA_ARGS__, NULL})

#define UNIT_REGISTER(name, section_name)                                                          \
	extern const struct unit name;                                                             \
	static const struct unit *const name##_entry                                               \
		__attribute__((section(section_name), used)) = &name;                              \
	const struct unit name

#define PROBE(name) UNIT_REGISTER(probe_##name, "stratos_probes")
#define CHECK(name) UNIT_REGISTER(check_##name, "stratos_checks")
#define BENCH(name) UNIT_REGISTER(bench_##name, "stratos_benches")

/* All units of this program: probes, then checks, then benches, each by id. */
const struct unit *const *units_all(size_t *count);
const struct unit *unit_find(const char *id);
enum unit_kind unit_kind(const struct unit *unit);
const char *unit_kind_word(enum unit_kind kind);
const char *level_word(enum level level);
unsigned unit_timeout_ms(const struct unit *unit);
/* `pattern` as in plans: an id, or an id with `*` for any run of characters. */
bool unit_matches(const struct unit *unit, const char *pattern);

/*
 * Whether a row describes the fact of that id. A device that is no virtio device has its
 * kernel name where others have an index: "virtio.block[].queues" describes
 * "block.nvme0n1.queues", too.
 */
bool fact_describes(const struct fact_desc *desc, const char *id);
/* The row that describes a fact, and whose it is in `by` (may be NULL); NULL if none does. */
const struct fact_desc *fact_find(const char *id, const struct unit **by);
/* The same for a metric, by its id. */
const struct metric_desc *metric_find(const char *id, const struct unit **by);
/* "integer", "list" ... */
const char *fact_type_word(enum fact_type type);

#endif
