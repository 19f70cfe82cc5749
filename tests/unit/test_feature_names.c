/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/feature_names.h"
#include "virtio/ids.h"

#include <criterion/criterion.h>
#include <string.h>

/* Looked up by hand in VIRTIO 1.4, clauses 5 and 6. */
Test(feature_names, numbers_of_the_specification)
{
	cr_assert_str_eq(virtio_feature_name(VIRTIO_TYPE_BLOCK, 9), "VIRTIO_BLK_F_FLUSH");
	cr_assert_str_eq(virtio_feature_name(VIRTIO_TYPE_NET, 5), "VIRTIO_NET_F_MAC");
	cr_assert_str_eq(virtio_feature_name(VIRTIO_TYPE_GPU, 3), "VIRTIO_GPU_F_RESOURCE_BLOB");
	cr_assert_str_eq(virtio_feature_name(VIRTIO_TYPE_ENTROPY, 32), "VIRTIO_F_VERSION_1");
	cr_assert_str_eq(virtio_feature_name(VIRTIO_TYPE_SOUND, 34), "VIRTIO_F_RING_PACKED");
}

Test(feature_names, bit_41_belongs_to_the_type_where_the_type_uses_it)
{
	cr_assert_str_eq(virtio_feature_name(VIRTIO_TYPE_NET, 41), "VIRTIO_NET_F_GUEST_RSC4");
	cr_assert_str_eq(virtio_feature_name(VIRTIO_TYPE_BLOCK, 41), "VIRTIO_F_ADMIN_VQ");
}

Test(feature_names, net_reaches_into_word_2)
{
	cr_assert_str_eq(virtio_feature_name(VIRTIO_TYPE_NET, 64), "VIRTIO_NET_F_RSS_CONTEXT");
	cr_assert_str_eq(virtio_feature_name(VIRTIO_TYPE_NET, 70), "VIRTIO_NET_F_IPSEC");
	cr_assert_null(virtio_feature_name(VIRTIO_TYPE_BLOCK, 64));
}

Test(feature_names, what_has_no_name_is_a_number)
{
	char text[16];

	cr_assert_null(virtio_feature_name(VIRTIO_TYPE_BLOCK, 44));
	cr_assert_null(virtio_feature_name(VIRTIO_TYPE_BLOCK, VIRTIO_FEATURE_BITS));
	cr_assert_null(virtio_feature_name(200, 0));
	virtio_feature_text(text, sizeof(text), VIRTIO_TYPE_BLOCK, 44);
	cr_assert_str_eq(text, "bit 44");
}

Test(feature_names, each_name_of_a_type_stands_once)
{
	for (unsigned type = 0; type < 64; type++)
		for (unsigned a = 0; a < VIRTIO_FEATURE_BITS; a++)
			for (unsigned b = a + 1; b < VIRTIO_FEATURE_BITS; b++) {
				const char *one = virtio_feature_name(type, a);
				const char *two = virtio_feature_name(type, b);

				cr_assert(!one || !two || strcmp(one, two), "%s", one);
			}
}
