// Reports as pages.

#include "core/report/report_html.h"

#include <gtest/gtest.h>

namespace kinovar::report {
namespace {

std::size_t times(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

Report report_with(const std::string& text) {
    Report report{.title = text, .subtitle = text};
    Section section{.heading = text, .level = 2, .lines = {text}};
    section.table.columns = {text};
    section.table.rows = {{{text}}};
    report.sections = {section};
    return report;
}

TEST(ReportHtml, ShowsTitlesLinesAndTables) {
    Report report{.title = "Film", .subtitle = "by hand"};
    Section facts{.heading = "Facts", .level = 1, .lines = {"One line."}};
    facts.table.rows = {{{"Frames"}, {"40"}}};
    Section colours{.heading = "Colours", .level = 2};
    colours.table.columns = {"Colour", "Known from"};
    colours.table.rows = {{{"red", Swatch{200, 16, 9}}, {"museum"}}};
    report.sections = {facts, colours};
    const std::string html = html_of(report);
    EXPECT_EQ(html.rfind("<!DOCTYPE html>", 0), 0U);
    EXPECT_NE(html.find("<title>Film</title>"), std::string::npos);
    EXPECT_NE(html.find("<h2>Facts</h2>\n<p>One line.</p>"), std::string::npos);
    EXPECT_NE(html.find("<th scope=\"row\">Frames</th><td>40</td>"), std::string::npos);
    EXPECT_NE(html.find("<h3>Colours</h3>"), std::string::npos);
    EXPECT_NE(html.find("background:#c81009\"></span>red</td><td>museum</td>"), std::string::npos);
}

TEST(ReportHtml, NothingThatIsToldBecomesMarkup) {
    const std::string html =
        html_of(report_with("<script>alert('x')</script><img src=x onerror=\"alert(1)\">&amp;"));
    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_EQ(html.find("<img"), std::string::npos);
    EXPECT_EQ(html.find("onerror=\""), std::string::npos);
    EXPECT_EQ(times(html, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"), 6U + 1U);
    EXPECT_NE(html.find("&amp;amp;"), std::string::npos);
}

TEST(ReportHtml, NeedsNothingFromElsewhere) {
    const std::string html = html_of(report_with("text"));
    for (const char* word : {"http://", "https://", "<script", "<link", "url(", "@import"}) {
        EXPECT_EQ(html.find(word), std::string::npos) << word;
    }
    EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
    EXPECT_NE(html.find("@media print"), std::string::npos);
}

TEST(ReportHtml, LettersOfAllScriptsStay) {
    const std::string text = "гимнастёрка · 軍服 · ½ · 🎞";
    EXPECT_NE(html_of(report_with(text)).find("<td>" + text + "</td>"), std::string::npos);
}

TEST(ReportHtml, BytesThatAreNoTextAreReplaced) {
    const std::string mark = "\xEF\xBF\xBD";
    for (const std::string bad : {"\x01", "\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF5", "\xE2\x82"}) {
        const std::string html = html_of(report_with("a" + bad + "<"));
        EXPECT_EQ(html.find(bad), std::string::npos);
        EXPECT_NE(html.find("a" + mark), std::string::npos);
        EXPECT_NE(html.find("&lt;</td>"), std::string::npos) << "what follows is still escaped";
    }
}

TEST(ReportHtml, EmptyTablesAreLeftOut) {
    Report report{.title = "t"};
    report.sections = {{.heading = "Nothing"}};
    EXPECT_EQ(html_of(report).find("<table"), std::string::npos);
}

} // namespace
} // namespace kinovar::report
