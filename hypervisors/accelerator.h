/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_ACCELERATOR_H
#define HYPERVISORS_ACCELERATOR_H

#include "hypervisors/recipe.h"

/* A recipe's accelerators in its order; `wanted` other than "auto" narrows them to one. */
struct accelerators {
	const struct recipe *recipe;
	const char *wanted;
	const json_t *variants;
	size_t index;
	bool anyway; /* also those whose needs this host lacks */
};

/*
 * The next one worth trying, or NULL. One that is passed over because this host lacks
 * what it needs is told in `passed_over`, in words.
 */
const json_t *accelerator_next(struct accelerators *accelerators, json_t *passed_over);

/*
 * It cannot run such a guest, as was found: none of this process's later runs of the same
 * program on the same machine tries it again. What `why` says is what they are told.
 */
void accelerator_unusable(
	const struct accelerators *accelerators, const json_t *accelerator, const char *why);

#endif
