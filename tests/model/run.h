/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_MODEL_RUN_H
#define TESTS_MODEL_RUN_H

#include "tests/model/model.h"

/* Units of the wire lane, run on a model: tests/model/mutants.c. */

/* The model that the next unit runs on. */
void model_choose(const struct model_class *class, const struct model_variant *variant);
/* Whether the unit runs on such a device; if so, that is chosen. */
bool model_fits(const struct unit *unit, const struct model_class *class,
	const struct model_variant *variant);
/* In a process of its own; takes the reference to `settings`. */
enum verdict model_run(const struct unit *unit, json_t *settings, job_emit *emit, void *to);

/* The benches of the wire lane: returns how many defects were printed. */
unsigned model_benches(const char *pattern);

#endif
