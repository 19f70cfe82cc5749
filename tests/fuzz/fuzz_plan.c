/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/plan.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct plan plan;
	struct message msg = {0};
	size_t count;
	const struct unit *const *units = units_all(&count);
	int err = plan_read(&plan, fuzz_file(data, size), &msg);

	fuzz_must_explain(err, &msg);
	for (size_t i = 0; !err && i < count; i++) {
		plan_includes(&plan, units[i]);
		plan_excludes(&plan, units[i]);
		plan_done(&plan, units[i], "virtio.block[0]");
	}
	plan_free(&plan);
	return 0;
}
