/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "core/json.h"

#include <stddef.h>
#include <stdint.h>

/* libFuzzer calls this with one input after the other (https://llvm.org/docs/LibFuzzer.html). */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A path under which `data` can be read as a file, until the next call. */
const char *fuzz_file(const uint8_t *data, size_t size);
/* Aborts where a reader failed without saying why. */
void fuzz_must_explain(int err, const struct message *msg);
/* Aborts where something that has to work did not. */
void fuzz_must_work(int err, const struct message *msg);

#endif
