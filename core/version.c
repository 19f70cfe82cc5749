/* SPDX-License-Identifier: Apache-2.0 */
#include "core/version.h"

#ifndef STRATOS_COMMIT
#define STRATOS_COMMIT "unknown"
#endif

const char *version_commit(void)
{
	return STRATOS_COMMIT;
}

json_t *version_json(void)
{
	return json_pack("{s:s,s:s}", "version", STRATOS_VERSION, "commit", STRATOS_COMMIT);
}
