/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_CONSOLE_HOST_H
#define SUITES_CONSOLE_HOST_H

#include "core/ask.h"

/*
 * An action of the host on the job's console ("console-output", "plug-port"), which it
 * knows by its number among the consoles that can be claimed. 0 or -errno.
 */
int console_ask(struct job *job, struct answer *answer, const char *action);

#endif
