/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_JSON_LINE_H
#define CORE_JSON_LINE_H

/*
 * The line of JSON `text` on which the value at `path` ($.a.b[2].c, or $.a["x.y"] for a key with a
 * dot) begins, counted from 1; jansson keeps no positions. The nearest enclosing value's line where
 * the path leads nowhere. `text` must be valid JSON.
 */
unsigned json_line(const char *text, const char *path);

#endif
