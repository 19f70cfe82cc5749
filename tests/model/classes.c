/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/ids.h"

extern const struct model_class model_blk, model_entropy, model_console, model_balloon, model_input,
	model_net, model_vsock, model_snd, model_gpu, model_pmem, model_fs;

/* A generic check's faults run on the first of them, unless they name another. */
const struct model_class *const model_classes[] = {
	&model_blk,
	&model_entropy,
	&model_console,
	&model_balloon,
	&model_input,
	&model_net,
	&model_vsock,
	&model_snd,
	&model_gpu,
	&model_pmem,
	&model_fs,
};
const size_t model_class_count = sizeof(model_classes) / sizeof(*model_classes);

const struct model_variant model_variants[] = {
	{.name = "pci", .ring = ""},
	{.name = "mmio", .mmio = true, .ring = ""},
	{.name = "indirect", .ring = "indirect event-idx"},
	{.name = "packed", .ring = "packed"},
	{.name = "packed-indirect", .ring = "packed indirect event-idx", .mmio = true},
	{.name = "in-order", .ring = "in-order notification-data"},
	{.name = "rich", .ring = "", .options = MODEL_RICH},
	{.name = "bare", .ring = "", .bare = true},
	{.name = "readonly", .ring = "", .options = MODEL_READONLY, .only_type = VIRTIO_TYPE_BLOCK},
	{.name = "zoned", .ring = "", .options = MODEL_ZONED, .only_type = VIRTIO_TYPE_BLOCK},
	{.name = "zoned-aware",
		.ring = "packed",
		.options = MODEL_ZONED_AWARE,
		.only_type = VIRTIO_TYPE_BLOCK},
	{.name = "zoned-no-append",
		.ring = "",
		.options = MODEL_ZONED | MODEL_NO_APPEND,
		.only_type = VIRTIO_TYPE_BLOCK},
};
const size_t model_variant_count = sizeof(model_variants) / sizeof(*model_variants);
