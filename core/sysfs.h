/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_SYSFS_H
#define CORE_SYSFS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Small files of /sys and /proc; the path is a printf format. */

/* The first line without its newline; false (and "") where it cannot be read. */
bool sysfs_line(char *line, size_t size, const char *path, ...)
	__attribute__((format(printf, 3, 4)));
/* A number, decimal or 0x hexadecimal; `otherwise` where there is none. */
int64_t sysfs_int(int64_t otherwise, const char *path, ...) __attribute__((format(printf, 2, 3)));
bool sysfs_exists(const char *path, ...) __attribute__((format(printf, 1, 2)));
/* The last component of what a symbolic link points to; false where it is none. */
bool sysfs_link_name(char *name, size_t size, const char *path, ...)
	__attribute__((format(printf, 3, 4)));
/* Up to `size` bytes of a binary file (PCI config space, an ACPI table); how many came. */
size_t sysfs_bytes(void *bytes, size_t size, const char *path, ...)
	__attribute__((format(printf, 3, 4)));
/* How many files match a shell pattern (glob(7)). */
size_t sysfs_count(const char *pattern, ...) __attribute__((format(printf, 1, 2)));
/* Calls `each` with the path of every file that matches, in order of name. */
typedef void sysfs_visit(const char *path, void *to);
void sysfs_each(sysfs_visit *each, void *to, const char *pattern, ...)
	__attribute__((format(printf, 3, 4)));

#endif
