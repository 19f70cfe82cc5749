/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_COVERAGE_H
#define CLI_COVERAGE_H

#include <stdbool.h>

/*
 * Per area of the catalogue: how many statements are mandatory, how many of those a
 * guest can observe, how many a check covers, and which are left. NULL in the guest's
 * program, which has no catalogue.
 */
int coverage_print(const char *area, bool json) __attribute__((weak));

#endif
