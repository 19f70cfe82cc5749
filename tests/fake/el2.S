/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A hypervisor of thirty instructions, for tests: what EL2 does with the HVC of its guest.
 * To be loaded at 0x400, as vectors begin at 0 after a reset. PSCI is version 0.2 and can
 * power off; VENDOR_HYP_UID is answered by an undefined instruction exception at EL1;
 * TRNG_VERSION ends the machine; nothing else is supported.
 */
	msr	tpidr_el2, x9
	movz	w9, #0x8400, lsl #16
	cmp	w0, w9			/* PSCI_VERSION */
	b.eq	version
	add	w9, w9, #8
	cmp	w0, w9			/* SYSTEM_OFF */
	b.eq	end
	add	w9, w9, #0x48
	cmp	w0, w9			/* TRNG_VERSION */
	b.eq	end
	movz	w9, #0x8600, lsl #16
	movk	w9, #0xff01
	cmp	w0, w9			/* VENDOR_HYP_UID */
	b.eq	undefined
	mov	x0, #-1			/* NOT_SUPPORTED */
	b	back
version:
	mov	x0, #2
back:	mrs	x9, tpidr_el2
	eret

undefined:				/* as a CPU takes it to EL1 (Arm ARM D1.3) */
	mrs	x9, elr_el2
	sub	x9, x9, #4		/* the HVC itself */
	msr	elr_el1, x9
	mrs	x9, spsr_el2
	msr	spsr_el1, x9
	movz	x9, #0x0200, lsl #16	/* exception class 0, an instruction of 32 bits */
	msr	esr_el1, x9
	mrs	x9, vbar_el1
	add	x9, x9, #0x200		/* from EL1 with a stack pointer of its own */
	msr	elr_el2, x9
	movz	x9, #0x3c5
	msr	spsr_el2, x9
	b	back

end:	movz	w0, #0x18		/* semihosting: SYS_EXIT */
	adr	x1, reason
	hlt	#0xf000
	.balign	8
reason:
	.quad	0x20026, 0		/* ADP_Stopped_ApplicationExit */
