/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/pci.h"
#include "virtio/wire.h"

/* From the capability list alone: these hold for devices that cannot be driven, too. */
static struct pci_layout layout;

struct wanted {
	unsigned type, multiple; /* of the offset */
	const char *name;
};

static struct vdev *read_list(struct job *job)
{
	struct vdev *v = wire_open_bus(job);

	pci_read_layout(v->bus, &layout);
	return v;
}

static void run_list(struct job *job)
{
	read_list(job);
	observed(job, "%u capabilities", layout.count);
	if (layout.lie[0])
		fail(job, "%s", layout.lie);
	else
		pass(job);
}

static void run_present(struct job *job)
{
	const struct wanted *want = job->unit->data;
	const struct pci_cap *cap;

	read_list(job);
	cap = pci_find_cap(&layout, want->type, 0);
	expected(job, "a capability of type %u", want->type);
	observed(job, "%s", cap ? "there is one" : "there is none");
	if (!cap)
		fail(job, "there is no %s capability", want->name);
	else
		pass(job);
}

static unsigned least_length(unsigned cfg_type)
{
	switch (cfg_type) {
	case PCI_CFG_NOTIFY:
	case PCI_CFG_ACCESS:
		return 20;
	case PCI_CFG_SHARED_MEMORY:
		return 24;
	case PCI_CFG_VENDOR:
		return 6;
	default:
		return 16;
	}
}

static void run_length(struct job *job)
{
	read_list(job);
	for (unsigned i = 0; i < layout.count; i++) {
		const struct pci_cap *cap = &layout.caps[i];

		if (cap->cap_id != PCI_CAP_ID_VNDR || cap->cap_len >= least_length(cap->cfg_type))
			continue;
		expected(job, "cap_len %u at least", least_length(cap->cfg_type));
		observed(job, "cap_len %u at 0x%x, type %u", cap->cap_len, cap->at, cap->cfg_type);
		fail(job, "the capability at 0x%x is shorter than its structure", cap->at);
	}
	pass(job);
}

/* The offset of every structure of the type is a multiple. */
static void run_aligned(struct job *job)
{
	const struct wanted *want = job->unit->data;
	const struct pci_cap *cap;
	unsigned n = 0;

	read_list(job);
	for (; (cap = pci_find_cap(&layout, want->type, n)); n++) {
		expected(job, "an offset that is a multiple of %u", want->multiple);
		observed(job, "offset 0x%llx", (unsigned long long)cap->offset);
		if (cap->offset % want->multiple)
			fail(job, "the %s structure is not aligned to %u bytes", want->name,
				want->multiple);
	}
	if (!n)
		absent(job, "there is no %s structure", want->name);
	pass(job);
}

static void run_shm_inside(struct job *job)
{
	struct vdev *v = read_list(job);
	const struct pci_cap *cap;
	unsigned n = 0;

	for (; (cap = pci_find_cap(&layout, PCI_CFG_SHARED_MEMORY, n)); n++) {
		uint64_t size = cap->bar < 6 ? v->bus->size[cap->bar] : 0;

		expected(job, "a region inside BAR %u of 0x%llx bytes", cap->bar,
			(unsigned long long)size);
		observed(job, "0x%llx bytes at 0x%llx", (unsigned long long)cap->length,
			(unsigned long long)cap->offset);
		if (cap->length > size || cap->offset > size - cap->length)
			fail(job, "shared memory region %u is not inside its BAR", cap->id);
	}
	if (!n)
		absent(job, "there is no shared memory");
	pass(job);
}

static void run_shm_unique(struct job *job)
{
	const struct pci_cap *cap;
	bool seen[256] = {false};
	unsigned n = 0;

	read_list(job);
	for (; (cap = pci_find_cap(&layout, PCI_CFG_SHARED_MEMORY, n)); n++) {
		if (seen[cap->id & 0xff])
			fail(job, "shared memory id %u is given to more than one region", cap->id);
		seen[cap->id & 0xff] = true;
	}
	if (!n)
		absent(job, "there is no shared memory");
	pass(job);
}

/* 2.10.2: no region shows what controls the device, whose structures the list tells. */
static void run_shm_apart(struct job *job)
{
	const struct pci_cap *shm, *cap;
	unsigned n = 0;

	read_list(job);
	for (; (shm = pci_find_cap(&layout, PCI_CFG_SHARED_MEMORY, n)); n++)
		for (unsigned type = PCI_CFG_COMMON; type <= PCI_CFG_DEVICE; type++) {
			cap = pci_find_cap(&layout, type, 0);
			if (!cap || cap->bar != shm->bar ||
				cap->offset >= shm->offset + shm->length ||
				shm->offset >= cap->offset + cap->length)
				continue;
			expected(job, "no structure of type %u within the region", type);
			observed(job, "it is at 0x%llx of the same BAR",
				(unsigned long long)cap->offset);
			fail(job, "shared memory region %u shows a structure of the device",
				shm->id);
		}
	if (!n)
		absent(job, "there is no shared memory");
	pass(job);
}

static const struct wanted common = {PCI_CFG_COMMON, 4, "common configuration"},
			   device = {PCI_CFG_DEVICE, 4, "device configuration"},
			   notify = {PCI_CFG_NOTIFY, 1, "notification"},
			   isr = {PCI_CFG_ISR, 1, "ISR status"},
			   window = {PCI_CFG_ACCESS, 1, "PCI configuration access"};

#define CAP_CHECK(name, what, sentence, clause, statement, function, ...)                          \
	CHECK(name) = {.id = "virtio.pci." what,                                                   \
		.title = sentence,                                                                 \
		.source = "VIRTIO 1.4, " clause,                                                   \
		.level = LEVEL_MUST,                                                               \
		.statements = statement,                                                           \
		.each = &wire_pci_devices,                                                         \
		.flags = UNIT_CLAIMS,                                                              \
		.run = function,                                                                   \
		__VA_ARGS__}

CAP_CHECK(pci_list, "capability-list", "The capability list ends, and lies outside of the header",
	"4.1.1 Virtio Over PCI Bus", "V14-PCI-D001", run_list,
	.unseen = "the rest of the PCI specifications");
CAP_CHECK(pci_cap_len, "cap-len", "Every virtio capability is as long as its structure",
	"4.1.4.2 Virtio Structure PCI Capabilities", "V14-PCI-D009", run_length);
CAP_CHECK(pci_common_present, "common-present", "There is a common configuration structure",
	"4.1.4.3.1 Common configuration structure layout", "V14-PCI-D013", run_present,
	.data = &common);
CAP_CHECK(pci_common_aligned, "common-aligned",
	"The common configuration structure is aligned to 4 bytes",
	"4.1.4.3.1 Common configuration structure layout", "V14-PCI-D012", run_aligned,
	.data = &common);
CAP_CHECK(pci_notify_present, "notify-present", "There is a notification structure",
	"4.1.4.4.1 Notification capability", "V14-PCI-D029", run_present, .data = &notify);
CAP_CHECK(pci_isr_present, "isr-present", "There is an ISR status structure",
	"4.1.4.5.1 ISR status capability", "V14-PCI-D040", run_present, .data = &isr);
CAP_CHECK(pci_window_present, "window-present", "There is a PCI configuration access capability",
	"4.1.4.9.1 PCI configuration access capability", "V14-PCI-D051", run_present,
	.data = &window);
CAP_CHECK(pci_device_aligned, "device-aligned",
	"The device configuration structure is aligned to 4 bytes",
	"4.1.4.6.1 Device-specific configuration", "V14-PCI-D045", run_aligned, .data = &device);
CAP_CHECK(pci_shm_inside, "shared-memory-inside", "Shared memory lies inside of its BAR",
	"4.1.4.7.1 Shared memory capability", "V14-PCI-D046", run_shm_inside);
CAP_CHECK(pci_shm_unique, "shared-memory-id", "Every shared memory region has an id of its own",
	"4.1.4.7.1 Shared memory capability", "V14-PCI-D047", run_shm_unique);
CAP_CHECK(pci_shm_apart, "shared-memory-apart",
	"Shared memory does not show the structures that control the device",
	"2.10.2 Shared Memory Regions", "V14-SHM-D001", run_shm_apart,
	.unseen = "what else a region shows");
