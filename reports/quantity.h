/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_QUANTITY_H
#define REPORTS_QUANTITY_H

#include <stddef.h>

/*
 * A number with its unit, as people read it, to three significant digits: 262143 ns is
 * "262 µs", 1234567 1/s "1.23 M/s", NAN "–". Returns `text`.
 */
const char *quantity(double value, const char *unit, char *text, size_t size);

/* Seconds in one of `unit`: 1e-9 for "ns"; 0 where the unit is no time. */
double quantity_seconds(const char *unit);

#endif
