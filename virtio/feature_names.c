/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/feature_names.h"

#include "virtio/ids.h"

#include <stdio.h>

/* Clause 6 "Reserved Feature Bits"; 24, 27 and 30 (nameless there) only with the legacy interface.
 */
static const char *const common[VIRTIO_FEATURE_BITS] = {
	[24] = "VIRTIO_F_NOTIFY_ON_EMPTY",
	[27] = "VIRTIO_F_ANY_LAYOUT",
	[28] = "VIRTIO_F_INDIRECT_DESC",
	[29] = "VIRTIO_F_EVENT_IDX",
	[32] = "VIRTIO_F_VERSION_1",
	[33] = "VIRTIO_F_ACCESS_PLATFORM",
	[34] = "VIRTIO_F_RING_PACKED",
	[35] = "VIRTIO_F_IN_ORDER",
	[36] = "VIRTIO_F_ORDER_PLATFORM",
	[37] = "VIRTIO_F_SR_IOV",
	[38] = "VIRTIO_F_NOTIFICATION_DATA",
	[39] = "VIRTIO_F_NOTIF_CONFIG_DATA",
	[40] = "VIRTIO_F_RING_RESET",
	[41] = "VIRTIO_F_ADMIN_VQ", /* but see net: clause 2.2 leaves 41 and 42 to the types */
	[43] = "VIRTIO_F_SUSPEND",
};

static const char *const net[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_NET_F_CSUM",
	[1] = "VIRTIO_NET_F_GUEST_CSUM",
	[2] = "VIRTIO_NET_F_CTRL_GUEST_OFFLOADS",
	[3] = "VIRTIO_NET_F_MTU",
	[5] = "VIRTIO_NET_F_MAC",
	[6] = "VIRTIO_NET_F_GSO",
	[7] = "VIRTIO_NET_F_GUEST_TSO4",
	[8] = "VIRTIO_NET_F_GUEST_TSO6",
	[9] = "VIRTIO_NET_F_GUEST_ECN",
	[10] = "VIRTIO_NET_F_GUEST_UFO",
	[11] = "VIRTIO_NET_F_HOST_TSO4",
	[12] = "VIRTIO_NET_F_HOST_TSO6",
	[13] = "VIRTIO_NET_F_HOST_ECN",
	[14] = "VIRTIO_NET_F_HOST_UFO",
	[15] = "VIRTIO_NET_F_MRG_RXBUF",
	[16] = "VIRTIO_NET_F_STATUS",
	[17] = "VIRTIO_NET_F_CTRL_VQ",
	[18] = "VIRTIO_NET_F_CTRL_RX",
	[19] = "VIRTIO_NET_F_CTRL_VLAN",
	[20] = "VIRTIO_NET_F_CTRL_RX_EXTRA",
	[21] = "VIRTIO_NET_F_GUEST_ANNOUNCE",
	[22] = "VIRTIO_NET_F_MQ",
	[23] = "VIRTIO_NET_F_CTRL_MAC_ADDR",
	[41] = "VIRTIO_NET_F_GUEST_RSC4",
	[42] = "VIRTIO_NET_F_GUEST_RSC6",
	[50] = "VIRTIO_NET_F_DEVICE_STATS",
	[51] = "VIRTIO_NET_F_HASH_TUNNEL",
	[52] = "VIRTIO_NET_F_VQ_NOTF_COAL",
	[53] = "VIRTIO_NET_F_NOTF_COAL",
	[54] = "VIRTIO_NET_F_GUEST_USO4",
	[55] = "VIRTIO_NET_F_GUEST_USO6",
	[56] = "VIRTIO_NET_F_HOST_USO",
	[57] = "VIRTIO_NET_F_HASH_REPORT",
	[59] = "VIRTIO_NET_F_GUEST_HDRLEN",
	[60] = "VIRTIO_NET_F_RSS",
	[61] = "VIRTIO_NET_F_RSC_EXT",
	[62] = "VIRTIO_NET_F_STANDBY",
	[63] = "VIRTIO_NET_F_SPEED_DUPLEX",
	[64] = "VIRTIO_NET_F_RSS_CONTEXT",
	[65] = "VIRTIO_NET_F_GUEST_UDP_TUNNEL_GSO",
	[66] = "VIRTIO_NET_F_GUEST_UDP_TUNNEL_GSO_CSUM",
	[67] = "VIRTIO_NET_F_HOST_UDP_TUNNEL_GSO",
	[68] = "VIRTIO_NET_F_HOST_UDP_TUNNEL_GSO_CSUM",
	[69] = "VIRTIO_NET_F_OUT_NET_HEADER",
	[70] = "VIRTIO_NET_F_IPSEC",
};

static const char *const block[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_BLK_F_BARRIER",
	[1] = "VIRTIO_BLK_F_SIZE_MAX",
	[2] = "VIRTIO_BLK_F_SEG_MAX",
	[4] = "VIRTIO_BLK_F_GEOMETRY",
	[5] = "VIRTIO_BLK_F_RO",
	[6] = "VIRTIO_BLK_F_BLK_SIZE",
	[7] = "VIRTIO_BLK_F_SCSI",
	[9] = "VIRTIO_BLK_F_FLUSH",
	[10] = "VIRTIO_BLK_F_TOPOLOGY",
	[11] = "VIRTIO_BLK_F_CONFIG_WCE",
	[12] = "VIRTIO_BLK_F_MQ",
	[13] = "VIRTIO_BLK_F_DISCARD",
	[14] = "VIRTIO_BLK_F_WRITE_ZEROES",
	[15] = "VIRTIO_BLK_F_LIFETIME",
	[16] = "VIRTIO_BLK_F_SECURE_ERASE",
	[17] = "VIRTIO_BLK_F_ZONED",
};

static const char *const console[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_CONSOLE_F_SIZE",
	[1] = "VIRTIO_CONSOLE_F_MULTIPORT",
	[2] = "VIRTIO_CONSOLE_F_EMERG_WRITE",
};

static const char *const balloon[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_BALLOON_F_MUST_TELL_HOST",
	[1] = "VIRTIO_BALLOON_F_STATS_VQ",
	[2] = "VIRTIO_BALLOON_F_DEFLATE_ON_OOM",
	[3] = "VIRTIO_BALLOON_F_FREE_PAGE_HINT",
	[4] = "VIRTIO_BALLOON_F_PAGE_POISON",
	[5] = "VIRTIO_BALLOON_F_PAGE_REPORTING",
};

static const char *const scsi[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_SCSI_F_INOUT",
	[1] = "VIRTIO_SCSI_F_HOTPLUG",
	[2] = "VIRTIO_SCSI_F_CHANGE",
	[3] = "VIRTIO_SCSI_F_T10_PI",
};

static const char *const gpu[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_GPU_F_VIRGL",
	[1] = "VIRTIO_GPU_F_EDID",
	[2] = "VIRTIO_GPU_F_RESOURCE_UUID",
	[3] = "VIRTIO_GPU_F_RESOURCE_BLOB",
	[4] = "VIRTIO_GPU_F_CONTEXT_INIT",
	[5] = "VIRTIO_GPU_F_BLOB_ALIGNMENT",
};

static const char *const rtc[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_RTC_F_ALARM",
};

static const char *const vsock[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_VSOCK_F_STREAM",
	[1] = "VIRTIO_VSOCK_F_SEQPACKET",
	[2] = "VIRTIO_VSOCK_F_NO_IMPLIED_STREAM",
};

static const char *const crypto[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_CRYPTO_F_REVISION_1",
	[1] = "VIRTIO_CRYPTO_F_CIPHER_STATELESS_MODE",
	[2] = "VIRTIO_CRYPTO_F_HASH_STATELESS_MODE",
	[3] = "VIRTIO_CRYPTO_F_MAC_STATELESS_MODE",
	[4] = "VIRTIO_CRYPTO_F_AEAD_STATELESS_MODE",
	[5] = "VIRTIO_CRYPTO_F_AKCIPHER_STATELESS_MODE",
};

static const char *const iommu[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_IOMMU_F_INPUT_RANGE",
	[1] = "VIRTIO_IOMMU_F_DOMAIN_RANGE",
	[2] = "VIRTIO_IOMMU_F_MAP_UNMAP",
	[3] = "VIRTIO_IOMMU_F_BYPASS",
	[4] = "VIRTIO_IOMMU_F_PROBE",
	[5] = "VIRTIO_IOMMU_F_MMIO",
	[6] = "VIRTIO_IOMMU_F_BYPASS_CONFIG",
};

static const char *const mem[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_MEM_F_ACPI_PXM",
	[1] = "VIRTIO_MEM_F_UNPLUGGED_INACCESSIBLE",
	[2] = "VIRTIO_MEM_F_PERSISTENT_SUSPEND",
};

static const char *const sound[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_SND_F_CTLS",
};

static const char *const fs[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_FS_F_NOTIFICATION",
};

static const char *const pmem[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_PMEM_F_SHMEM_REGION",
};

static const char *const scmi[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_SCMI_F_P2A_CHANNELS",
	[1] = "VIRTIO_SCMI_F_SHARED_MEMORY",
};

static const char *const i2c[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_I2C_F_ZERO_LENGTH_REQUEST",
};

static const char *const can[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_CAN_F_CAN_CLASSIC",
	[1] = "VIRTIO_CAN_F_CAN_FD",
	[2] = "VIRTIO_CAN_F_RTR_FRAMES",
	[3] = "VIRTIO_CAN_F_LATE_TX_ACK",
};

static const char *const gpio[VIRTIO_FEATURE_BITS] = {
	[0] = "VIRTIO_GPIO_F_IRQ",
};

/* Entropy, input, RPMB, SPI and media have no bits of their own. */
static const char *const *const by_type[] = {
	[VIRTIO_TYPE_NET] = net,
	[VIRTIO_TYPE_BLOCK] = block,
	[VIRTIO_TYPE_CONSOLE] = console,
	[VIRTIO_TYPE_BALLOON] = balloon,
	[VIRTIO_TYPE_SCSI] = scsi,
	[VIRTIO_TYPE_GPU] = gpu,
	[VIRTIO_TYPE_RTC] = rtc,
	[VIRTIO_TYPE_VSOCK] = vsock,
	[VIRTIO_TYPE_CRYPTO] = crypto,
	[VIRTIO_TYPE_IOMMU] = iommu,
	[VIRTIO_TYPE_MEM] = mem,
	[VIRTIO_TYPE_SOUND] = sound,
	[VIRTIO_TYPE_FS] = fs,
	[VIRTIO_TYPE_PMEM] = pmem,
	[VIRTIO_TYPE_SCMI] = scmi,
	[VIRTIO_TYPE_I2C] = i2c,
	[VIRTIO_TYPE_CAN] = can,
	[VIRTIO_TYPE_GPIO] = gpio,
};

const char *virtio_feature_name(unsigned type, unsigned bit)
{
	if (bit >= VIRTIO_FEATURE_BITS)
		return NULL;
	if (type < sizeof(by_type) / sizeof(*by_type) && by_type[type] && by_type[type][bit])
		return by_type[type][bit];
	return common[bit];
}

void virtio_feature_text(char *text, size_t size, unsigned type, unsigned bit)
{
	const char *name = virtio_feature_name(type, bit);

	if (name)
		snprintf(text, size, "%s", name);
	else
		snprintf(text, size, "bit %u", bit);
}
