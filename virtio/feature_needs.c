/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/feature_needs.h"

#include "virtio/feature_names.h"

#include <stddef.h>
#include <string.h>

#define NET	"VIRTIO_NET_F_"
#define CRYPTO	"VIRTIO_CRYPTO_F_"
#define NET_TSO NET "HOST_TSO4|" NET "HOST_TSO6"

static const struct {
	const char *feature, *needs;
} rules[] = {
	{NET "GUEST_TSO4", NET "GUEST_CSUM"},
	{NET "GUEST_TSO6", NET "GUEST_CSUM"},
	{NET "GUEST_ECN", NET "GUEST_TSO4|" NET "GUEST_TSO6"},
	{NET "GUEST_UFO", NET "GUEST_CSUM"},
	{NET "GUEST_USO4", NET "GUEST_CSUM"},
	{NET "GUEST_USO6", NET "GUEST_CSUM"},
	{NET "GUEST_UDP_TUNNEL_GSO",
		NET "GUEST_TSO4 " NET "GUEST_TSO6 " NET "GUEST_USO4 " NET "GUEST_USO6"},
	{NET "GUEST_UDP_TUNNEL_GSO_CSUM", NET "GUEST_UDP_TUNNEL_GSO"},
	{NET "HOST_TSO4", NET "CSUM"},
	{NET "HOST_TSO6", NET "CSUM"},
	{NET "HOST_ECN", NET_TSO},
	{NET "HOST_UFO", NET "CSUM"},
	{NET "HOST_USO", NET "CSUM"},
	{NET "HOST_UDP_TUNNEL_GSO", NET "HOST_TSO4 " NET "HOST_TSO6 " NET "HOST_USO"},
	{NET "HOST_UDP_TUNNEL_GSO_CSUM", NET "HOST_UDP_TUNNEL_GSO"},
	{NET "CTRL_RX", NET "CTRL_VQ"},
	{NET "CTRL_VLAN", NET "CTRL_VQ"},
	{NET "GUEST_ANNOUNCE", NET "CTRL_VQ"},
	{NET "MQ", NET "CTRL_VQ"},
	{NET "CTRL_MAC_ADDR", NET "CTRL_VQ"},
	{NET "NOTF_COAL", NET "CTRL_VQ"},
	{NET "RSC_EXT", NET_TSO},
	{NET "RSS", NET "CTRL_VQ"},
	{NET "VQ_NOTF_COAL", NET "CTRL_VQ"},
	{NET "HASH_TUNNEL", NET "CTRL_VQ " NET "RSS|" NET "HASH_REPORT"},
	{NET "RSS_CONTEXT", NET "CTRL_VQ " NET "RSS"},
	{"VIRTIO_GPU_F_CONTEXT_INIT", "VIRTIO_GPU_F_VIRGL"},
	{"VIRTIO_GPU_F_BLOB_ALIGNMENT", "VIRTIO_GPU_F_RESOURCE_BLOB"},
	{CRYPTO "CIPHER_STATELESS_MODE", CRYPTO "REVISION_1"},
	{CRYPTO "HASH_STATELESS_MODE", CRYPTO "REVISION_1"},
	{CRYPTO "MAC_STATELESS_MODE", CRYPTO "REVISION_1"},
	{CRYPTO "AEAD_STATELESS_MODE", CRYPTO "REVISION_1"},
	{CRYPTO "AKCIPHER_STATELESS_MODE", CRYPTO "REVISION_1"},
	{"VIRTIO_CAN_F_RTR_FRAMES", "VIRTIO_CAN_F_CAN_CLASSIC"},
};

const char *feature_needs(unsigned type, unsigned bit)
{
	const char *name = virtio_feature_name(type, bit);

	for (size_t i = 0; name && i < sizeof(rules) / sizeof(*rules); i++)
		if (!strcmp(rules[i].feature, name))
			return rules[i].needs;
	return NULL;
}

/* `name` ends at the first character that no name has. */
static bool has_named(unsigned type, const struct features *set, const char *name, size_t length)
{
	for (unsigned bit = 0; bit < FEATURE_BITS; bit++) {
		const char *known = virtio_feature_name(type, bit);

		if (features_have(set, bit) && known && strlen(known) == length &&
			!strncmp(known, name, length))
			return true;
	}
	return false;
}

static bool met(unsigned type, const struct features *set, const char *needs)
{
	bool any = false;

	for (; *needs; needs++) {
		size_t length = strcspn(needs, " |");

		any = any || has_named(type, set, needs, length);
		needs += length;
		if (*needs == '|')
			continue;
		if (!any)
			return false;
		any = false;
		if (!*needs)
			return true;
	}
	return true;
}

unsigned feature_unmet(unsigned type, const struct features *set)
{
	for (unsigned bit = 0; bit < FEATURE_BITS; bit++) {
		const char *needs = features_have(set, bit) ? feature_needs(type, bit) : NULL;

		if (needs && !met(type, set, needs))
			return bit;
	}
	return FEATURE_BITS;
}
