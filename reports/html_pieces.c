/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

#include "core/verdict.h"

const char *tone_class(enum tone tone)
{
	static const char *const classes[] = {
		[TONE_NONE] = "none",
		[TONE_GOOD] = "good",
		[TONE_WARN] = "warn",
		[TONE_BAD] = "bad",
	};

	return classes[tone];
}

enum tone verdict_tone(const char *word)
{
	enum verdict verdict = verdict_from_word(word);

	if (verdict == VERDICT_PASS)
		return TONE_GOOD;
	if (verdict == VERDICT_WARN || verdict == VERDICT_INCONCLUSIVE)
		return TONE_WARN;
	return verdict >= VERDICT_FAIL && verdict < VERDICT_COUNT ? TONE_BAD : TONE_NONE;
}

enum tone finding_tone(const struct finding *finding)
{
	enum requirement_level level = finding->requirement->level;

	switch (finding->outcome) {
	case OUTCOME_MET:
		return TONE_GOOD;
	case OUTCOME_UNMET:
		return level == REQUIRE_MANDATORY     ? TONE_BAD
		       : level == REQUIRE_RECOMMENDED ? TONE_WARN
						      : TONE_NONE;
	case OUTCOME_WAIVED:
	case OUTCOME_UNKNOWN:
		return TONE_WARN;
	default:
		return TONE_NONE;
	}
}

void html_badge(FILE *out, enum tone tone, const char *word)
{
	html_put(out, "<span class=\"b %s\">%s</span>", tone_class(tone), word);
}

void html_key(FILE *out, const struct report *report, size_t result)
{
	struct plot_style style = plot_style((unsigned)result, (unsigned)result);

	if (report->count == 1)
		return;
	html_put(out,
		"<span class=\"key\"><svg viewBox=\"0 0 30 10\" aria-hidden=\"true\"><path "
		"d=\"M0 5h30\" fill=\"none\" stroke=\"%s\" stroke-width=\"3\" "
		"stroke-dasharray=\"%s\"/></svg>%s</span>",
		style.colour, style.dashes, (char[]){(char)('A' + result), '\0'});
}

void html_result_heads(FILE *out, const struct report *report)
{
	for (size_t i = 0; i < report->count; i++) {
		html_put(out, "<th>");
		if (report->count == 1)
			html_put(out, "Value");
		html_key(out, report, i);
		html_put(out, "</th>");
	}
}
