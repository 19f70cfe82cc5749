/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUEST_INIT_H
#define GUEST_INIT_H

/* PID 1 of the tool's own image: mounts, loads, runs the plan, ends the machine. */
_Noreturn void init_main(void);

#endif
