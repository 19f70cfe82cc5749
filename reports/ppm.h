/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_PPM_H
#define REPORTS_PPM_H

#include "core/message.h"

#include <stdint.h>

/* A picture as hypervisors' screenshots are: binary PPM (P6), 8 bits a colour. */
struct ppm {
	uint32_t width, height;
	uint8_t *rgb;
	char *content; /* private: the file */
};

/* 0 or -errno with msg: missing, another format, short. */
int ppm_read(struct ppm *ppm, const char *file, struct message *msg);
void ppm_free(struct ppm *ppm);

#endif
