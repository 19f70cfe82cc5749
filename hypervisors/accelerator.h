/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_ACCELERATOR_H
#define HYPERVISORS_ACCELERATOR_H

#include "hypervisors/recipe.h"

/* A recipe's accelerators in its order; `wanted` other than "auto" narrows them to one. */
struct accelerators {
	const struct recipe *recipe;
	const char *wanted;
	size_t index;
	bool anyway; /* also those whose needs this host lacks */
};

/*
 * The next one worth trying, or NULL. One that is passed over because this host lacks
 * what it needs is told in `passed_over`, in words.
 */
const json_t *accelerator_next(struct accelerators *accelerators, json_t *passed_over);

#endif
