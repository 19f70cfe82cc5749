/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUEST_MODULES_H
#define GUEST_MODULES_H

#include <stddef.h>

/*
 * Loads the image's kernel modules: /modules/order names one a line, in an order in
 * which each finds what it needs, and each with the parameters that the kernel's
 * command line has for it, as modprobe(8) does. Returns how many could not be loaded; the
 * first of them is put into `problem`.
 */
unsigned modules_load(char *problem, unsigned long size);

/* Adds those of "virtio_blk.ko", and of no other, to `parameters`. */
void modules_parameters(const char *cmdline, const char *module, char *parameters, size_t size);

#endif
