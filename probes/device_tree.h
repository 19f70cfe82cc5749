/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_DEVICE_TREE_H
#define PROBES_DEVICE_TREE_H

#include "core/fdt.h"

#include <stdbool.h>
#include <stddef.h>

#define DEVICE_TREE "/sys/firmware/devicetree/base"

/*
 * A property of strings, below the root ("hypervisor/compatible"), with its strings set
 * apart by blanks; false where there is no such property, or no device tree.
 */
bool device_tree_strings(char *text, size_t size, const char *property);
/* Whether a "compatible" names a machine that exists only as a virtual one. */
bool device_tree_is_virtual(const char *compatible);

/* The whole tree as the kernel was given it, to walk through; false where there is none. */
bool device_tree_open(struct fdt *fdt);

#endif
