/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_MODEL_KEPT_H
#define TESTS_MODEL_KEPT_H

#include "tests/model/model.h"

/* Buffers that a device fills at will, in the order they were made available. */
#define MODEL_KEPT_MAX 128

struct model_kept {
	struct model_request requests[MODEL_KEPT_MAX];
	unsigned count;
};

void model_keep(struct model_kept *kept, const struct model_request *r);
bool model_unkeep(struct model_kept *kept, struct model_request *r); /* false: there is none */

#endif
