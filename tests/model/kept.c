/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/kept.h"

#include <string.h>

void model_keep(struct model_kept *kept, const struct model_request *r)
{
	if (kept->count < MODEL_KEPT_MAX)
		kept->requests[kept->count++] = *r;
}

bool model_unkeep(struct model_kept *kept, struct model_request *r)
{
	if (!kept->count)
		return false;
	*r = kept->requests[0];
	kept->count--;
	memmove(kept->requests, kept->requests + 1, kept->count * sizeof(*r));
	return true;
}
