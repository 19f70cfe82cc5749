/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_PSCI_IDS_H
#define EL1_PSCI_IDS_H

/* Function identifiers: PSCI 1.3 (DEN0022), SMCCC 1.6 (DEN0028); bit 30: 64-bit call. */
#define PSCI_VERSION	     0x84000000u
#define PSCI_CPU_OFF	     0x84000002u
#define PSCI_CPU_ON	     0xc4000003u
#define PSCI_AFFINITY_INFO   0xc4000004u
#define PSCI_MIGRATE_INFO    0x84000006u
#define PSCI_SYSTEM_OFF	     0x84000008u
#define PSCI_FEATURES	     0x8400000au
#define SMCCC_VERSION	     0x80000000u
#define SMCCC_ARCH_FEATURES  0x80000001u
#define SMCCC_ARCH_SOC_ID    0x80000002u
#define SMCCC_VENDOR_HYP_UID 0x8600ff01u

#endif
