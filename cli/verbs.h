/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_VERBS_H
#define CLI_VERBS_H

/* Finds the verb in argv[1] and runs it; the program's own --help and --version. */
int verbs_main(int argc, char **argv);

#endif
