/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/device_tree.h"

#include "core/sysfs.h"

#include <string.h>

bool device_tree_strings(char *text, size_t size, const char *property)
{
	size_t n = sysfs_bytes(text, size - 1, DEVICE_TREE "/%s", property);

	while (n && text[n - 1] == '\0')
		n--;
	for (size_t i = 0; i < n; i++)
		if (text[i] == '\0')
			text[i] = ' ';
	text[n] = '\0';
	return n > 0;
}

bool device_tree_is_virtual(const char *compatible)
{
	return strstr(compatible, "dummy-virt") || strstr(compatible, "riscv-virtio");
}
