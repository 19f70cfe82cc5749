/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_DATA_H
#define HYPERVISORS_DATA_H

#include "core/message.h"

#include <stddef.h>

/*
 * Where the tool's own files are: $STRATOS_DATA, else beside the program (an
 * installed one: ../share/stratos-conform; a built one: the source tree).
 */
const char *data_dir(void);
/*
 * Finds a document: `name` itself where it holds a '/' or ends in .json, else
 * <data>/<kind>/<name>.json; -ENOENT with the known names in msg.
 */
int data_find(char *path, size_t size, const char *kind, const char *name, struct message *msg);
/* Calls `each` with the name of every document of a kind, in order of name. */
void data_each(const char *kind, void (*each)(const char *name, void *to), void *to);
/* The guest image's file `name` for `arch`: <data>/images/<arch>/<name> or build/. */
int data_image(char *path, size_t size, const char *arch, const char *name, struct message *msg);
/* The directory of a part that a recipe names: <data>/parts/<name> or build/. */
int data_part(char *path, size_t size, const char *name, struct message *msg);

#endif
