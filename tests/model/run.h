/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_MODEL_RUN_H
#define TESTS_MODEL_RUN_H

#include "tests/model/model.h"

/* Units of the wire lane, run on a model, each in a process of its own. */

/* Once, before anything else: the memory, the model devices, a host that acts through them. */
void model_set_up(void);
/* What stands between a unit and the model that it opens; NULL: nothing. */
void model_wrap_is(struct bus *(*wrap)(struct model *model));

/* The model that the next unit runs on. */
void model_choose(const struct model_class *class, const struct model_variant *variant);
/* Whether the unit runs on such a device; if so, that is chosen. */
bool model_fits(const struct unit *unit, const struct model_class *class,
	const struct model_variant *variant);
/* "virtio.block[0]/packed": what was chosen. */
const char *model_place(void);
bool model_is_wire_check(const struct unit *unit);

/* Takes the reference to `settings`. */
enum verdict model_run(const struct unit *unit, json_t *settings, job_emit *emit, void *to);
unsigned model_runs(void); /* until now */

/* The last verdict's reason and evidence. */
struct said {
	char reason[512], expected[256], observed[256];
};
enum verdict model_run_check(const struct unit *unit, struct said *said);

/* The benches of the wire lane: returns how many defects were printed. */
unsigned model_benches(const char *pattern);

#endif
