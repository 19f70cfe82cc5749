/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

static enum fault active;

const struct fault_row fault_rows[FAULT_COUNT] = {
	[FAULT_NONE] = {"none", "", "", "", ""},
#define FAULT(name, check, statement, where, what)                                                 \
	[FAULT_##name] = {#name, check, statement, where, what},
#include "tests/model/faults/all.def"
#undef FAULT
};

bool model_fault(enum fault fault)
{
	return fault != FAULT_NONE && fault == active;
}

void model_fault_is(enum fault fault)
{
	active = fault;
}
