/* Highlighting module: finds the tokens of code with KSyntaxHighlighting (highlight.h). */
#include "modules/highlight.h"

#include <cstring>
#include <map>
#include <srchilite/formatter.h>
#include <srchilite/formattermanager.h>
#include <srchilite/formatterparams.h>
#include <srchilite/langdefmanager.h>
#include <srchilite/regexrulefactory.h>
#include <srchilite/sourcehighlighter.h>
#include <string>

namespace
{

/* The start of the current line, and the tokens found until now. */
struct Findings {
    const char *text;
    gsize line, length;
    GArray *tokens;
};

/* Gets every piece of a kind. */
class Collector : public srchilite::Formatter
{
  public:
    Collector(RectoTokenKind kind, Findings *findings) : kind_(kind), findings_(findings)
    {
    }

    void format(const std::string &piece, const srchilite::FormatterParams *params) override
    {
        gsize start = findings_->line + (params ? (gsize)MAX(params->start, 0) : 0), end = start + piece.size();
        /* A grammar knows bytes only. */
        while (start < findings_->length && (findings_->text[start] & 0xC0) == 0x80)
            start++;
        while (end < findings_->length && (findings_->text[end] & 0xC0) == 0x80)
            end++;
        if (kind_ == RECTO_TOKEN_PLAIN || start >= end || end > findings_->length)
            return;
        RectoToken token = {(guint32)start, (guint32)end, kind_};
        RectoToken *last = findings_->tokens->len
                               ? &g_array_index(findings_->tokens, RectoToken, findings_->tokens->len - 1)
                               : nullptr;
        if (last && last->kind == kind_ && last->end == start)
            last->end = token.end;
        else if (!last || last->end <= start)
            g_array_append_val(findings_->tokens, token);
    }

  private:
    RectoTokenKind kind_;
    Findings *findings_;
};

/* The names that grammars have for their elements, as far as they are told apart. */
const struct {
    const char *name;
    RectoTokenKind kind;
} elements[] = {
    {"keyword", RECTO_TOKEN_KEYWORD}, {"type", RECTO_TOKEN_KEYWORD},       {"preproc", RECTO_TOKEN_KEYWORD},
    {"section", RECTO_TOKEN_KEYWORD}, {"difflines", RECTO_TOKEN_KEYWORD},  {"string", RECTO_TOKEN_STRING},
    {"regexp", RECTO_TOKEN_STRING},   {"specialchar", RECTO_TOKEN_STRING}, {"newfile", RECTO_TOKEN_STRING},
    {"value", RECTO_TOKEN_STRING},    {"comment", RECTO_TOKEN_COMMENT},    {"todo", RECTO_TOKEN_COMMENT},
    {"url", RECTO_TOKEN_COMMENT},     {"oldfile", RECTO_TOKEN_COMMENT},    {"number", RECTO_TOKEN_NUMBER},
};

srchilite::HighlightStatePtr state_of(const std::string &folder, const std::string &grammar)
{
    static srchilite::RegexRuleFactory rules;
    static std::map<std::string, srchilite::HighlightStatePtr> known;
    std::string key = folder + "/" + grammar;
    auto found = known.find(key);
    if (found != known.end())
        return found->second;
    srchilite::LangDefManager manager(&rules);
    return known[key] = manager.getHighlightState(folder, grammar);
}

void find(Findings *findings, srchilite::SourceHighlighter *highlighter)
{
    srchilite::FormatterParams params;
    highlighter->setFormatterParams(&params);
    while (findings->line < findings->length) {
        const char *start = findings->text + findings->line;
        gsize left = findings->length - findings->line;
        const char *newline = static_cast<const char *>(memchr(start, '\n', left));
        std::string line(start, newline ? (gsize)(newline - start) : left);
        params.start = 0;
        highlighter->highlightParagraph(line);
        findings->line += line.size() + 1;
    }
}

GArray *tokens_of(const char *folder, const char *grammar, const char *text, gsize length)
{
    Findings findings = {text, 0, length, g_array_new(FALSE, FALSE, sizeof(RectoToken))};
    try {
        srchilite::SourceHighlighter highlighter(state_of(folder, grammar));
        srchilite::FormatterManager manager(srchilite::FormatterPtr(new Collector(RECTO_TOKEN_PLAIN, &findings)));
        for (const auto &element : elements)
            manager.addFormatter(element.name, srchilite::FormatterPtr(new Collector(element.kind, &findings)));
        highlighter.setFormatterManager(&manager);
        find(&findings, &highlighter);
    } catch (...) {
        /* No such grammar, or a pattern that took too long. */
        g_array_unref(findings.tokens);
        return nullptr;
    }
    return findings.tokens;
}

} // namespace

const RectoHighlighter recto_highlighter = {RECTO_GRAMMARS, tokens_of};
