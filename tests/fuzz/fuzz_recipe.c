/* SPDX-License-Identifier: Apache-2.0 */
/* A recipe of any bytes is read or refused with a reason, and expands or says why not. */
#include "hypervisors/recipe.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct recipe recipe;
	struct message msg = {0};
	struct variables variables;
	struct argv argv = {0};
	int err = recipe_read(&recipe, fuzz_file(data, size), &msg);

	fuzz_must_explain(err, &msg);
	if (!err) {
		variables_init(&variables);
		recipe_variables(&recipe, NULL, &variables, NULL, &msg);
		err = argv_add(&argv, json_object_get(recipe.doc.root, "argv"), &variables, &msg);
		fuzz_must_explain(err, &msg);
		argv_free(&argv);
		variables_free(&variables);
	}
	recipe_free(&recipe);
	return 0;
}
