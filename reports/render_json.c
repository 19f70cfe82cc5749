/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/render.h"

#include "core/version.h"

static json_t *finding_json(const struct finding *f)
{
	const struct requirement *r = f->requirement;
	json_t *json = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s*,s:s*,s:s*,s:s*}", "id", r->id,
		"title", r->title, "level", requirement_level_word(r->level), "outcome",
		outcome_word(f->outcome), "subject", subject_word(r->subject), "name", r->name,
		"where", f->where, "expected", f->expected, "observed", f->observed, "reason",
		f->reason);

	if (f->others)
		json_object_set_new(json, "others", json_integer((json_int_t)f->others));
	if (f->waiver)
		json_object_set_new(json, "waiver",
			json_pack("{s:s,s:s,s:s,s:b}", "reason", f->waiver->reason, "issue",
				f->waiver->issue, "expires", f->waiver->expires, "expired",
				f->waiver->expired));
	return json;
}

static json_t *counts_json(const struct judgement *j)
{
	json_t *counts = json_object();

	for (int o = 0; o < OUTCOME_COUNT; o++)
		json_object_set_new(counts, outcome_word((enum outcome)o),
			json_integer((json_int_t)j->counts[o]));
	return counts;
}

static json_t *result_json(const struct judgement *j)
{
	json_t *findings = json_array(), *problems = json_array(), *json;

	if (j->conformance == CONFORMANCE_UNREADABLE) {
		json_decref(findings);
		json_decref(problems);
		return json_pack("{s:s,s:s,s:s}", "file", j->file, "verdict",
			conformance_word(j->conformance), "error", j->error);
	}
	for (size_t i = 0; i < j->count; i++)
		json_array_append_new(findings, finding_json(&j->findings[i]));
	json = json_pack("{s:s,s:s,s:s*,s:s*,s:b,s:s,s:o,s:o,s:o}", "file", j->file, "label",
		j->label, "hypervisor", j->hypervisor, "accelerator", j->accelerator, "complete",
		j->complete, "verdict", conformance_word(j->conformance), "counts", counts_json(j),
		"problems", problems, "requirements", findings);
	for (size_t i = 0; i < j->problem_count; i++)
		json_array_append_new(problems, json_string(j->problems[i]));
	return json;
}

static void append_text(void *to, const char *text)
{
	json_array_append_new(to, json_string(text));
}

json_t *render_json(const struct judged *judged)
{
	const struct profile *profile = judged->profile;
	json_t *results = json_array(), *waivers = json_array();

	for (size_t i = 0; i < judged->count; i++)
		json_array_append_new(results, result_json(&judged->results[i]));
	render_waivers(judged, append_text, waivers);
	return json_pack("{s:s,s:o,s:{s:s,s:s,s:s},s:b,s:o,s:o}", "schema", "stratos-judgement/1",
		"tool", version_json(), "profile", "name", profile->name, "version",
		profile->version, "title", profile->title, "strict", judged->strict, "results",
		results, "waivers", waivers);
}
