/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Entry as Linux Documentation/arch/arm64/booting.rst has it: x0 holds the address of
 * the device tree, the MMU is off, interrupts are masked, the exception level is 1 or 2.
 * The program runs wherever it was put: its few absolute addresses are relocated here.
 */
#define SCTLR_RES1 0x30d00800 /* what Armv8.0 demands; MMU, caches and alignment checks off */
#define R_AARCH64_RELATIVE 1027
#define STACK_SIZE 16384

	.section .head, "ax"
	.globl _start
_start:
	b	primary
	.long	0
	.quad	0		/* text_offset */
	.quad	image_size
	.quad	0xa		/* flags: little-endian, 4 KiB pages, anywhere in memory */
	.quad	0, 0, 0
	.ascii	"ARM\x64"
	.long	0

/* From EL2 to EL1, which sees everything the machine has. Keeps x19 and above. */
	.macro	leave_el2
	mrs	x1, CurrentEL
	cmp	x1, #(2 << 2)
	b.ne	1f
	mov	x2, #(1 << 31)	/* EL1 is AArch64 */
	msr	hcr_el2, x2
	mov	x2, #3		/* EL1 may use the physical counter and timer */
	msr	cnthctl_el2, x2
	msr	cntvoff_el2, xzr
	mov	x2, #0x33ff	/* nothing of floating point traps */
	msr	cptr_el2, x2
	mrs	x2, id_aa64pfr0_el1
	ubfx	x2, x2, #24, #4
	cbz	x2, 2f
	mrs	x2, S3_4_C12_C9_5	/* ICC_SRE_EL2: system registers, for EL1 too */
	orr	x2, x2, #1	/* SRE */
	orr	x2, x2, #8	/* Enable */
	msr	S3_4_C12_C9_5, x2
2:	mov	x2, #0x3c5	/* EL1h, everything masked */
	msr	spsr_el2, x2
	adr	x2, 1f
	msr	elr_el2, x2
	eret
1:
	.endm

	.macro	set_sctlr
	mov	x2, #(SCTLR_RES1 & 0xffff)
	movk	x2, #(SCTLR_RES1 >> 16), lsl #16
	msr	sctlr_el1, x2
	isb
	.endm

	.text
primary:
	mov	x19, x0
	mrs	x20, CurrentEL
	leave_el2
	set_sctlr
	adr	x0, vectors
	msr	vbar_el1, x0
	adrp	x0, stacks + STACK_SIZE
	add	x0, x0, :lo12:stacks + STACK_SIZE
	mov	sp, x0

	adr	x21, _start	/* where we are; linked at 0 */
	adrp	x0, __rela_start
	add	x0, x0, :lo12:__rela_start
	adrp	x1, __rela_end
	add	x1, x1, :lo12:__rela_end
3:	cmp	x0, x1
	b.hs	4f
	ldp	x2, x3, [x0], #16
	ldr	x4, [x0], #8
	cmp	w3, #R_AARCH64_RELATIVE
	b.ne	3b
	add	x4, x4, x21
	str	x4, [x21, x2]
	b	3b

4:	adrp	x0, __bss_start
	add	x0, x0, :lo12:__bss_start
	adrp	x1, __bss_end
	add	x1, x1, :lo12:__bss_end
5:	cmp	x0, x1
	b.hs	6f
	str	xzr, [x0], #8
	b	5b
6:	mov	x0, x19
	lsr	x1, x20, #2
	bl	el1_main
7:	wfi
	b	7b

/* A CPU that PSCI CPU_ON started; x0 is the context: nothing of memory is cached yet. */
	.globl	secondary
secondary:
	leave_el2
	set_sctlr
	adr	x0, vectors
	msr	vbar_el1, x0
	adrp	x0, stacks + 2 * STACK_SIZE
	add	x0, x0, :lo12:stacks + 2 * STACK_SIZE
	mov	sp, x0
	bl	mmu_enable
	bl	secondary_main
8:	wfi
	b	8b

/*
 * Translation on, with caches; x0 to x3 are free. MAIR: 0 is device memory (nGnRE), 1
 * is write-back normal memory. TCR: 39 bits of addresses, 4 KiB granule, inner
 * shareable and cached table walks, physical size as the CPU has it (ID_AA64MMFR0).
 */
	.globl	mmu_enable
mmu_enable:
	adrp	x0, mmu_table
	add	x0, x0, :lo12:mmu_table
	msr	ttbr0_el1, x0
	mov	x0, #0xff04
	msr	mair_el1, x0
	mov	x0, #0x3519	/* T0SZ 25; IRGN0, ORGN0 write-back; SH0 inner */
	movk	x0, #0x80, lsl #16	/* EPD1: no upper half */
	mrs	x1, id_aa64mmfr0_el1
	and	x1, x1, #7
	bfi	x0, x1, #32, #3
	msr	tcr_el1, x0
	tlbi	vmalle1
	ic	iallu
	dsb	nsh
	isb
	mrs	x0, sctlr_el1
	mov	x1, #0x1005	/* M, C, I */
	orr	x0, x0, x1
	msr	sctlr_el1, x0
	isb
	ret

/* Drops cached lines of [x0, x1): what was written with the caches off is what counts. */
	.globl	cache_drop
cache_drop:
	mrs	x2, ctr_el0
	ubfx	x2, x2, #16, #4
	mov	x3, #4
	lsl	x3, x3, x2
	sub	x2, x3, #1
	bic	x0, x0, x2
9:	dc	ivac, x0
	add	x0, x0, x3
	cmp	x0, x1
	b.lo	9b
	dsb	sy
	ret

	.macro	vector label
	.balign	0x80
	b	\label
	.endm

	.balign	0x800
vectors:
	.rept	4
	vector	exception_bad
	.endr
	vector	exception_sync
	vector	exception_irq
	vector	exception_bad
	vector	exception_serror
	.rept	8
	vector	exception_bad
	.endr

	.macro	save_scratch
	sub	sp, sp, #192
	stp	x0, x1, [sp]
	stp	x2, x3, [sp, #16]
	stp	x4, x5, [sp, #32]
	stp	x6, x7, [sp, #48]
	stp	x8, x9, [sp, #64]
	stp	x10, x11, [sp, #80]
	stp	x12, x13, [sp, #96]
	stp	x14, x15, [sp, #112]
	stp	x16, x17, [sp, #128]
	stp	x18, x30, [sp, #144]
	.endm
	.macro	restore_scratch
	ldp	x2, x3, [sp, #16]
	ldp	x4, x5, [sp, #32]
	ldp	x6, x7, [sp, #48]
	ldp	x8, x9, [sp, #64]
	ldp	x10, x11, [sp, #80]
	ldp	x12, x13, [sp, #96]
	ldp	x14, x15, [sp, #112]
	ldp	x16, x17, [sp, #128]
	ldp	x18, x30, [sp, #144]
	ldp	x0, x1, [sp]
	add	sp, sp, #192
	.endm

/* An instruction that faults is passed over where a question expects that. */
exception_sync:
	save_scratch
	mrs	x0, esr_el1
	mrs	x1, elr_el1
	mrs	x2, far_el1
	bl	trap_sync
	mrs	x0, elr_el1
	add	x0, x0, #4
	msr	elr_el1, x0
	restore_scratch
	eret

/* The time of the interrupt is taken first. */
exception_irq:
	stp	x0, x1, [sp, #-32]!
	isb
	mrs	x0, cntvct_el0
	str	x0, [sp, #16]
	ldp	x0, x1, [sp]
	save_scratch
	ldr	x0, [sp, #208]
	bl	irq_arrived
	restore_scratch
	add	sp, sp, #32
	eret

exception_serror:
	save_scratch
	mrs	x0, esr_el1
	bl	trap_serror
	restore_scratch
	eret

exception_bad:
	mrs	x0, esr_el1
	mrs	x1, elr_el1
	mrs	x2, far_el1
	bl	trap_fatal
	b	exception_bad

	.section .bss, "aw", %nobits
	.balign	16
stacks:
	.skip	2 * STACK_SIZE
