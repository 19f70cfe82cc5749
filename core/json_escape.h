/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_JSON_ESCAPE_H
#define CORE_JSON_ESCAPE_H

/*
 * Resolves the escape at `*at` (a backslash) of a JSON string into UTF-8 at `*out`, and
 * moves both behind it; what it becomes is never longer. NULL, or what is wrong with it.
 */
const char *json_unescape(const char **at, char **out);

#endif
