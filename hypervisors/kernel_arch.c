/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/kernel_arch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HEAD_SIZE 1024

static size_t read_head(const char *file, unsigned char *head)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, head, HEAD_SIZE);

	if (fd >= 0)
		close(fd);
	return n > 0 ? (size_t)n : 0;
}

/* Where each kind of kernel says what it is: Documentation/arch/{x86/boot,arm64/booting}.rst, ELF.
 */
static const struct {
	const char *arch, *magic;
	size_t offset, length;
} magics[] = {
	{"x86_64", "HdrS", 0x202, 4},
	{"aarch64", "ARM\x64", 56, 4},
	{"x86_64", "\x3e\x00", 18, 2},
	{"aarch64", "\xb7\x00", 18, 2},
};

static const char *kernel_arch(const unsigned char *head, size_t size)
{
	bool elf = size > 20 && !memcmp(head, "\177ELF", 4);

	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (elf == (magics[i].length == 2) && size >= magics[i].offset + magics[i].length &&
			!memcmp(head + magics[i].offset, magics[i].magic, magics[i].length))
			return magics[i].arch;
	return NULL;
}

int kernel_check(const char *file, const char *arch, struct message *msg)
{
	unsigned char head[HEAD_SIZE] = {0};
	const char *found = kernel_arch(head, read_head(file, head));

	if (found && strcmp(found, arch) != 0)
		return message_set(msg, -EINVAL, "%s is a kernel for %s; the recipe is for %s",
			file, found, arch);
	return 0;
}

int image_check(const char *file, const char *arch, struct message *msg)
{
	char head[HEAD_SIZE + 1] = "", wanted[64];
	size_t size = read_head(file, (unsigned char *)head);
	const char *found = memmem(head, size, "\"arch\":\"", 8);

	snprintf(wanted, sizeof(wanted), "\"arch\":\"%s\"", arch);
	if (found && strncmp(found, wanted, strlen(wanted)) != 0)
		return message_set(msg, -EINVAL, "%s is an image for %.*s; the recipe is for %s",
			file, (int)strcspn(found + 8, "\""), found + 8, arch);
	return 0;
}
