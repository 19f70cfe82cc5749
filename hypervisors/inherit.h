/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_INHERIT_H
#define HYPERVISORS_INHERIT_H

#include "core/json.h"

/*
 * Reads a recipe with what it takes over from the one it "extends", and that one from
 * its own: a key that is not there comes from the other; "variables", "devices",
 * "variants" and "actions" are merged key by key, where null leaves one out. What a
 * recipe says of itself (name, title, tested, notes) is never taken over. The result is
 * not checked yet.
 */
int inherit_read(struct document *doc, const char *file, struct message *msg);

#endif
