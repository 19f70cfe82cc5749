/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_JUDGED_H
#define CLI_JUDGED_H

#include "reports/render.h"

/* The worst of all results, as the ladder has it; an unreadable one is named on stderr. */
int judged_status(const struct judged *judged);

#endif
