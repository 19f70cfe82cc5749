/* SPDX-License-Identifier: Apache-2.0 */
/* A console log of any bytes makes a result document, whole or with its gaps named. */
#include "core/result.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct frames *frames = frames_new(NULL, NULL);
	json_t *result = result_new(), *run = json_object_get(result, "run");

	frames_feed(frames, data, size / 2);
	frames_feed(frames, data + size / 2, size - size / 2);
	frames_end(frames);
	result_add_log(result, frames, NULL);
	if (!json_is_true(json_object_get(run, "complete")) &&
		!json_array_size(json_object_get(run, "problems")))
		abort(); /* incomplete, and nothing says why */
	json_decref(result);
	frames_free(frames);
	return 0;
}
