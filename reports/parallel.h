/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_PARALLEL_H
#define REPORTS_PARALLEL_H

#include <stddef.h>

/*
 * Calls `each` with 0 ... count - 1, on every CPU at once and in no order. For documents:
 * they are large and independent.
 */
void parallel_each(size_t count, void (*each)(size_t index, void *to), void *to);

#endif
