/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/hypervisor_names.h"

#include "core/cpuid.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#define KVM    "KVM"
#define XEN    "Xen"
#define HYPERV "Hyper-V"

static const struct {
	char signature[13];
	bool imitated;
	const char *vendor;
} signatures[] = {
	{"KVMKVMKVM\0\0\0", false, KVM},
	{"Linux KVM Hv", false, KVM},
	{"XenVMMXenVMM", false, XEN},
	{"Microsoft Hv", true, HYPERV},
	{"TCGTCGTCGTCG", false, "QEMU TCG"},
	{"VMwareVMware", false, "VMware"},
	{"VBoxVBoxVBox", false, "VirtualBox"},
	{"ACRNACRNACRN", false, "ACRN"},
	{"Jailhouse\0\0\0", false, "Jailhouse"},
	{"bhyve bhyve ", false, "bhyve"},
	{"prl hyperv  ", false, "Parallels"},
	{" lrpepyh  vr", false, "Parallels"},
	{"QNXQVMBSQG\0\0", false, "QNX"},
	{"OpenBSDVMM58", false, "OpenBSD vmm"},
	{"___ NVMM ___", false, "NetBSD NVMM"},
	{"HAXMHAXMHAXM", false, "HAXM"},
	{"UnisysSpar64", false, "Unisys s-Par"},
	{"SRESRESRESRE", false, "LMHS"},
	{"EVMMEVMMEVMM", false, "Intel KGT"},
	{"Apple VZ\0\0\0\0", false, "Apple Virtualization"},
};

const char *hypervisor_signature_vendor(const char signature[12], bool *imitated)
{
	for (size_t i = 0; i < sizeof(signatures) / sizeof(*signatures); i++)
		if (!memcmp(signatures[i].signature, signature, 12)) {
			*imitated = signatures[i].imitated;
			return signatures[i].vendor;
		}
	*imitated = false;
	return NULL;
}

/* The more specific first: a text may hold the names of a machine and of what runs it. */
static const struct {
	const char *word, *vendor;
} words[] = {
	{"KVM", KVM},
	{"Xen", XEN},
	{"Hyper-V", HYPERV},
	{"Microsoft Corporation Virtual Machine", HYPERV},
	{"VMware", "VMware"},
	{"VirtualBox", "VirtualBox"},
	{"innotek GmbH", "VirtualBox"},
	{"Parallels", "Parallels"},
	{"BHYVE", "bhyve"},
	{"ACRN", "ACRN"},
	{"Jailhouse", "Jailhouse"},
	{"gunyah", "Gunyah"},
	{"haven", "Gunyah"},
	{"crosvm", "crosvm"},
	{"Cloud Hypervisor", "Cloud Hypervisor"},
	{"Firecracker", "Firecracker"},
	{"Amazon EC2", "Amazon EC2"},
	{"Google Compute Engine", "Google Compute Engine"},
	{"Apple Virtualization", "Apple Virtualization"},
	{"OpenBSD", "OpenBSD vmm"},
	{"QNX", "QNX"},
	{"QEMU", "QEMU"},
	{"Bochs", "QEMU"},
};

const char *hypervisor_word_vendor(const char *text)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasestr(text, words[i].word))
			return words[i].vendor;
	return NULL;
}

const struct hypervisor_feature hypervisor_feature_names[] = {
	/* Linux Documentation/virt/kvm/x86/cpuid.rst */
	{KVM, 1, CPUID_EAX, 0, "KVM_FEATURE_CLOCKSOURCE"},
	{KVM, 1, CPUID_EAX, 1, "KVM_FEATURE_NOP_IO_DELAY"},
	{KVM, 1, CPUID_EAX, 2, "KVM_FEATURE_MMU_OP"},
	{KVM, 1, CPUID_EAX, 3, "KVM_FEATURE_CLOCKSOURCE2"},
	{KVM, 1, CPUID_EAX, 4, "KVM_FEATURE_ASYNC_PF"},
	{KVM, 1, CPUID_EAX, 5, "KVM_FEATURE_STEAL_TIME"},
	{KVM, 1, CPUID_EAX, 6, "KVM_FEATURE_PV_EOI"},
	{KVM, 1, CPUID_EAX, 7, "KVM_FEATURE_PV_UNHALT"},
	{KVM, 1, CPUID_EAX, 9, "KVM_FEATURE_PV_TLB_FLUSH"},
	{KVM, 1, CPUID_EAX, 10, "KVM_FEATURE_ASYNC_PF_VMEXIT"},
	{KVM, 1, CPUID_EAX, 11, "KVM_FEATURE_PV_SEND_IPI"},
	{KVM, 1, CPUID_EAX, 12, "KVM_FEATURE_POLL_CONTROL"},
	{KVM, 1, CPUID_EAX, 13, "KVM_FEATURE_PV_SCHED_YIELD"},
	{KVM, 1, CPUID_EAX, 14, "KVM_FEATURE_ASYNC_PF_INT"},
	{KVM, 1, CPUID_EAX, 15, "KVM_FEATURE_MSI_EXT_DEST_ID"},
	{KVM, 1, CPUID_EAX, 16, "KVM_FEATURE_HC_MAP_GPA_RANGE"},
	{KVM, 1, CPUID_EAX, 17, "KVM_FEATURE_MIGRATION_CONTROL"},
	{KVM, 1, CPUID_EAX, 24, "KVM_FEATURE_CLOCKSOURCE_STABLE_BIT"},
	{KVM, 1, CPUID_EDX, 0, "KVM_HINTS_REALTIME"},
	/* Xen public/arch-x86/cpuid.h */
	{XEN, 2, CPUID_ECX, 0, "XEN_CPUID_FEAT1_MMU_PT_UPDATE_PRESERVE_AD"},
	{XEN, 3, CPUID_EAX, 0, "XEN_CPUID_TSC_EMULATED"},
	{XEN, 3, CPUID_EAX, 1, "XEN_CPUID_HOST_TSC_RELIABLE"},
	{XEN, 3, CPUID_EAX, 2, "XEN_CPUID_RDTSCP_INSTR_AVAILABLE"},
	{XEN, 4, CPUID_EAX, 0, "XEN_HVM_CPUID_APIC_ACCESS_VIRT"},
	{XEN, 4, CPUID_EAX, 1, "XEN_HVM_CPUID_X2APIC_VIRT"},
	{XEN, 4, CPUID_EAX, 2, "XEN_HVM_CPUID_IOMMU_MAPPINGS"},
	{XEN, 4, CPUID_EAX, 3, "XEN_HVM_CPUID_VCPU_ID_PRESENT"},
	{XEN, 4, CPUID_EAX, 4, "XEN_HVM_CPUID_DOMID_PRESENT"},
	{XEN, 4, CPUID_EAX, 5, "XEN_HVM_CPUID_EXT_DEST_ID"},
	{XEN, 4, CPUID_EAX, 6, "XEN_HVM_CPUID_UPCALL_VECTOR"},
	/* Hypervisor Top Level Functional Specification 6.0, 2.4: privileges, features, hints */
	{HYPERV, 3, CPUID_EAX, 0, "AccessVpRunTimeReg"},
	{HYPERV, 3, CPUID_EAX, 1, "AccessPartitionReferenceCounter"},
	{HYPERV, 3, CPUID_EAX, 2, "AccessSynicRegs"},
	{HYPERV, 3, CPUID_EAX, 3, "AccessSyntheticTimerRegs"},
	{HYPERV, 3, CPUID_EAX, 4, "AccessIntrCtrlRegs"},
	{HYPERV, 3, CPUID_EAX, 5, "AccessHypercallMsrs"},
	{HYPERV, 3, CPUID_EAX, 6, "AccessVpIndex"},
	{HYPERV, 3, CPUID_EAX, 7, "AccessResetReg"},
	{HYPERV, 3, CPUID_EAX, 8, "AccessStatsReg"},
	{HYPERV, 3, CPUID_EAX, 9, "AccessPartitionReferenceTsc"},
	{HYPERV, 3, CPUID_EAX, 10, "AccessGuestIdleReg"},
	{HYPERV, 3, CPUID_EAX, 11, "AccessFrequencyRegs"},
	{HYPERV, 3, CPUID_EAX, 12, "AccessDebugRegs"},
	{HYPERV, 3, CPUID_EAX, 13, "AccessReenlightenmentControls"},
	{HYPERV, 3, CPUID_EDX, 1, "GuestDebuggingAvailable"},
	{HYPERV, 3, CPUID_EDX, 2, "PerformanceMonitorsAvailable"},
	{HYPERV, 3, CPUID_EDX, 3, "CpuDynamicPartitioningAvailable"},
	{HYPERV, 3, CPUID_EDX, 4, "XmmHypercallInputAvailable"},
	{HYPERV, 3, CPUID_EDX, 5, "GuestIdleStateAvailable"},
	{HYPERV, 3, CPUID_EDX, 6, "HypervisorSleepStateAvailable"},
	{HYPERV, 3, CPUID_EDX, 7, "NumaDistanceQueryAvailable"},
	{HYPERV, 3, CPUID_EDX, 8, "TimerFrequencyQueryAvailable"},
	{HYPERV, 3, CPUID_EDX, 9, "SyntheticMachineCheckAvailable"},
	{HYPERV, 3, CPUID_EDX, 10, "GuestCrashMsrAvailable"},
	{HYPERV, 3, CPUID_EDX, 11, "DebugMsrAvailable"},
	{HYPERV, 3, CPUID_EDX, 12, "NpiepAvailable"},
	{HYPERV, 3, CPUID_EDX, 13, "DisableHypervisorAvailable"},
	{HYPERV, 3, CPUID_EDX, 14, "ExtendedGvaRangesForFlushAvailable"},
	{HYPERV, 3, CPUID_EDX, 15, "XmmHypercallOutputAvailable"},
	{HYPERV, 3, CPUID_EDX, 19, "DirectSyntheticTimers"},
	{HYPERV, 4, CPUID_EAX, 0, "UseHypercallForAddressSwitch"},
	{HYPERV, 4, CPUID_EAX, 1, "UseHypercallForLocalFlush"},
	{HYPERV, 4, CPUID_EAX, 2, "UseHypercallForRemoteFlush"},
	{HYPERV, 4, CPUID_EAX, 3, "UseMsrForApicAccess"},
	{HYPERV, 4, CPUID_EAX, 4, "UseMsrForReset"},
	{HYPERV, 4, CPUID_EAX, 5, "UseRelaxedTiming"},
	{HYPERV, 4, CPUID_EAX, 6, "UseDmaRemapping"},
	{HYPERV, 4, CPUID_EAX, 7, "UseInterruptRemapping"},
	{HYPERV, 4, CPUID_EAX, 8, "UseX2ApicMsrs"},
	{HYPERV, 4, CPUID_EAX, 9, "DeprecateAutoEoi"},
	{HYPERV, 4, CPUID_EAX, 10, "UseSyntheticClusterIpi"},
	{HYPERV, 4, CPUID_EAX, 11, "UseExProcessorMasks"},
	{HYPERV, 4, CPUID_EAX, 12, "Nested"},
	{HYPERV, 4, CPUID_EAX, 13, "UseIntForMbecSystemCalls"},
	{HYPERV, 4, CPUID_EAX, 14, "UseEnlightenedVmcs"},
	{0},
};

const struct hypervisor_version *hypervisor_version_of(const char *vendor)
{
	static const struct hypervisor_version versions[] = {
		{XEN, 1, CPUID_EAX, -1},
		{HYPERV, 2, CPUID_EBX, CPUID_EAX},
	};

	for (size_t i = 0; vendor && i < sizeof(versions) / sizeof(*versions); i++)
		if (!strcmp(versions[i].vendor, vendor))
			return &versions[i];
	return NULL;
}
