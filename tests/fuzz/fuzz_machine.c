/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/recipe.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct machine machine;
	struct message msg = {0};

	fuzz_must_explain(machine_read(&machine, fuzz_file(data, size), &msg), &msg);
	machine_free(&machine);
	return 0;
}
