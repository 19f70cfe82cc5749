/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_KERNEL_ARCH_H
#define HYPERVISORS_KERNEL_ARCH_H

#include "core/message.h"

/*
 * Is the kernel `file` for `arch` ("x86_64", "aarch64")? 0, or -EINVAL with what it is
 * instead. A file of no known kind passes: the hypervisor may know better.
 */
int kernel_check(const char *file, const char *arch, struct message *msg);
/* The same for a guest image: it begins with an archive that names its architecture. */
int image_check(const char *file, const char *arch, struct message *msg);

#endif
