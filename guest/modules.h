/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUEST_MODULES_H
#define GUEST_MODULES_H

/*
 * Loads the image's kernel modules: /modules/order names one a line, in an order in
 * which each finds what it needs. Returns how many could not be loaded; the first
 * of them is put into `problem`.
 */
unsigned modules_load(char *problem, unsigned long size);

#endif
