/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/device_tree.h"

#include "core/json.h"
#include "core/sysfs.h"

#include <string.h>

#define FDT_HEADER_SIZE 40

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

bool device_tree_open(struct fdt *fdt)
{
	struct message msg = {0};
	size_t size = 0;
	char *blob = file_read_whole("/sys/firmware/fdt", &size, &msg);

	/* Only its own header tells how long the tree is. */
	return blob && size >= FDT_HEADER_SIZE && fdt_open(fdt, blob) && fdt->size <= size;
}
