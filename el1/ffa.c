/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/call.h"
#include "el1/el1.h"

/* Arm Firmware Framework for A-profile 1.2 (DEN0077A), chapter 13 */
#define FFA_ERROR	       0x84000060u
#define FFA_SUCCESS	       0x84000061u
#define FFA_VERSION	       0x84000063u
#define FFA_FEATURES	       0x84000064u
#define FFA_RX_RELEASE	       0x84000065u
#define FFA_RXTX_MAP	       0xc4000066u
#define FFA_RXTX_UNMAP	       0x84000067u
#define FFA_PARTITION_INFO_GET 0x84000068u
#define FFA_ID_GET	       0x84000069u
#define OUR_VERSION	       0x10001u

static const struct {
	const char *name;
	uint32_t id;
} interfaces[] = {
	{"FFA_RXTX_MAP", FFA_RXTX_MAP},
	{"FFA_PARTITION_INFO_GET", FFA_PARTITION_INFO_GET},
	{"FFA_ID_GET", FFA_ID_GET},
	{"FFA_RUN", 0x8400006du},
	{"FFA_MSG_SEND_DIRECT_REQ", 0xc400006fu},
	{"FFA_MEM_DONATE", 0xc4000071u},
	{"FFA_MEM_LEND", 0xc4000072u},
	{"FFA_MEM_SHARE", 0xc4000073u},
	{"FFA_NOTIFICATION_BIND", 0x8400007fu},
	{"FFA_MSG_SEND2", 0x84000086u},
};

static char buffers[2][4096] __attribute__((aligned(4096)));

static void partitions(void)
{
	struct answer answer;

	if ((uint32_t)call(FFA_RXTX_MAP, (uint64_t)buffers[0], (uint64_t)buffers[1], 1).x[0] !=
		FFA_SUCCESS)
		return;
	answer = call(FFA_PARTITION_INFO_GET, 0, 0, 0);
	if ((uint32_t)answer.x[0] == FFA_SUCCESS) {
		fact_int("arm.ffa.partitions", (uint32_t)answer.x[2]);
		call(FFA_RX_RELEASE, 0, 0, 0);
	}
	call(FFA_RXTX_UNMAP, 0, 0, 0);
}

static void run(void)
{
	int32_t version = call32(FFA_VERSION, OUR_VERSION, 0, 0);
	struct answer id;

	fact_bool("arm.ffa", version >= 0);
	if (version < 0)
		return;
	fact_version("arm.ffa.version", (unsigned)version >> 16, version & 0xffff);
	fact_list("arm.ffa.interfaces");
	for (size_t i = 0; i < sizeof(interfaces) / sizeof(*interfaces); i++)
		if ((uint32_t)call(FFA_FEATURES, interfaces[i].id, 0, 0).x[0] == FFA_SUCCESS)
			emit_item_text(interfaces[i].name);
	fact_list_end();
	id = call(FFA_ID_GET, 0, 0, 0);
	if ((uint32_t)id.x[0] == FFA_SUCCESS)
		fact_int("arm.ffa.id", id.x[2] & 0xffff);
	partitions();
}

EL1_UNIT(35, ffa) = {"el1.ffa", "probe", run};
