/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_OWN_IMAGE_H
#define CORE_OWN_IMAGE_H

#include <stdbool.h>

/*
 * Whether this guest is the tool's own image, in which nobody else has anything to lose:
 * PID 1 is this very program.
 */
bool own_image(void);

#endif
