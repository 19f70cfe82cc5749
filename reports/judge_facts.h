/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_JUDGE_FACTS_H
#define REPORTS_JUDGE_FACTS_H

#include "core/unit.h"
#include "reports/result_read.h"

/*
 * Finds what a profile names among a result's facts. A name is an id, or a pattern in
 * which [*] stands for any index and * for any word ("virtio.*[*].revision"). What the host
 * says of the hypervisor and the environment can be asked for as facts, too:
 * "hypervisor.accelerator".
 *
 *	for (struct fact_cursor c = facts_named(result, name); facts_next(&c);)
 *		... c.id, c.value ...
 */
struct fact_cursor {
	const struct result *result;
	const char *name;
	void *at;
	bool begun;
	const char *id;
	const json_t *value;
};

struct fact_cursor facts_named(const struct result *result, const char *name);
bool facts_next(struct fact_cursor *cursor);

/* Whether a name stands for the fact (or device) of that id. */
bool facts_is_pattern(const char *name);
bool facts_match(const char *name, const char *id);
/* What the host says, not a unit; ends with an empty row. */
extern const struct fact_desc host_facts[];
/* The row that describes a fact, of a unit (then *unit is set) or of the host; or NULL. */
const struct fact_desc *judge_describe(const char *name, const struct unit **unit);

#endif
