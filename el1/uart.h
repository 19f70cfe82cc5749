/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_UART_H
#define EL1_UART_H

#include "core/fdt.h"

/*
 * Finds the UART that "stdout-path" names, else the first of a kind that is known; false
 * where there is none.
 */
bool uart_find(const struct fdt *fdt);
void uart_put(const char *text);

#endif
