/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_NET_ANSWERED_H
#define SUITES_NET_ANSWERED_H

#include "virtio/net_ask.h"

/* Passes if the question is answered by what repeats it, else fails with `wrong`. */
void net_judge_answered(struct net *n, const struct net_ask *ask, const char *wrong);

#endif
