/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/ppm.h"

#include "core/json.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SIDE_MAX 32768

/* A number after white space and comments (ppm(5)); -1: there is none. */
static long number(const char **at)
{
	char *end;
	long value;

	for (;;) {
		*at += strspn(*at, " \t\r\n");
		if (**at != '#')
			break;
		*at += strcspn(*at, "\n");
	}
	value = isdigit((unsigned char)**at) ? strtol(*at, &end, 10) : -1;
	if (value >= 0)
		*at = end;
	return value;
}

int ppm_read(struct ppm *ppm, const char *file, struct message *msg)
{
	size_t size, needed;
	const char *at;
	long width, height;

	*ppm = (struct ppm){.content = file_read_whole(file, &size, msg)};
	if (!ppm->content)
		return -errno;
	at = ppm->content + 2;
	if (size < 2 || memcmp(ppm->content, "P6", 2) || (width = number(&at)) < 1 ||
		(height = number(&at)) < 1 || number(&at) != 255 || width > SIDE_MAX ||
		height > SIDE_MAX) {
		ppm_free(ppm);
		return message_set(msg, -EINVAL, "%s: no binary PPM of 8 bits a colour (%zu bytes)",
			file, size);
	}
	at++; /* one white space ends the header */
	needed = (size_t)width * (size_t)height * 3;
	if ((size_t)(at - ppm->content) + needed > size) {
		size_t there = size - (size_t)(at - ppm->content);

		ppm_free(ppm);
		return message_set(msg, -EINVAL, "%s: short: %zu of %zu bytes of a %ldx%ld picture",
			file, there, needed, width, height);
	}
	ppm->width = (uint32_t)width;
	ppm->height = (uint32_t)height;
	ppm->rgb = (uint8_t *)ppm->content + (at - ppm->content);
	return 0;
}

void ppm_free(struct ppm *ppm)
{
	free(ppm->content);
	*ppm = (struct ppm){0};
}
