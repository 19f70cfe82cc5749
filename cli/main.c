/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/verbs.h"
#include "guest/init.h"

#include <unistd.h>

int main(int argc, char **argv)
{
	if (getpid() == 1)
		init_main();
	return verbs_main(argc, argv);
}
