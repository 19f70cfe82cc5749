/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/call.h"
#include "el1/el1.h"

/* Arm True Random Number Generator Firmware Interface (DEN0098) */
#define TRNG_VERSION  0x84000050u
#define TRNG_GET_UUID 0x84000052u
#define TRNG_RND64    0xc4000053u
#define BITS	      192

static void run(void)
{
	int32_t version = call32(TRNG_VERSION, 0, 0, 0);
	struct answer uuid, one, two;

	fact_bool("arm.trng", version >= 0);
	if (version < 0)
		return;
	fact_version("arm.trng.version", (unsigned)version >> 16, version & 0xffff);
	uuid = call(TRNG_GET_UUID, 0, 0, 0);
	if ((int32_t)uuid.x[0] != NOT_SUPPORTED)
		fact_uid("arm.trng.uuid", uuid.x);
	one = call(TRNG_RND64, BITS, 0, 0);
	two = call(TRNG_RND64, BITS, 0, 0);
	fact_bool("arm.trng.entropy",
		one.x[0] == 0 && two.x[0] == 0 &&
			(one.x[1] != two.x[1] || one.x[2] != two.x[2] || one.x[3] != two.x[3]));
}

EL1_UNIT(33, trng) = {"el1.trng", "probe", run};
