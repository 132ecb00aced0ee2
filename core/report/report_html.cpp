#include "core/report/report_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace kinovar::report {

namespace {

constexpr std::string_view kStyle = R"(
:root { color-scheme: light; }
body { font: 15px/1.5 "Noto Serif", Georgia, serif; color: #1b1b1b; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; margin: 0 0 .2rem; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid #999; }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; }
p { margin: .3rem 0; }
.subtitle { color: #555; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem;
  font: 13px/1.4 "Noto Sans", Arial, sans-serif; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
  border-bottom: 1px solid #ddd; }
thead th { border-bottom: 1px solid #777; }
tbody th { width: 14rem; font-weight: 600; }
.swatch { display: inline-block; width: 1.6em; height: 1em; margin-right: .5em;
  border: 1px solid #777; vertical-align: -.1em; }
@media print {
  body { max-width: none; margin: 0; font-size: 10pt; }
  table { font-size: 8.5pt; }
  thead { display: table-header-group; }
  tr, h2, h3 { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .swatch { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
)";

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD

/// Bytes of the UTF-8 character at `at`; 0: there is none (RFC 3629: no overlong forms, surrogates
/// or numbers beyond U+10FFFF).
std::size_t character_bytes(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) {
        return lead >= 0x20 || lead == '\n' || lead == '\t' ? 1 : 0;
    }
    const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) {
            return 0;
        }
    }
    const unsigned second = byte(1);
    const bool bad = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                     (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
    return bad ? 0 : length;
}

std::string escaped(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = character_bytes(text, at);
        const std::string_view one = bytes == 0 ? kReplacement : text.substr(at, bytes);
        if (one == "&") {
            safe += "&amp;";
        } else if (one == "<") {
            safe += "&lt;";
        } else if (one == ">") {
            safe += "&gt;";
        } else if (one == "\"") {
            safe += "&quot;";
        } else if (one == "'") {
            safe += "&#39;";
        } else {
            safe += one;
        }
        at += std::max<std::size_t>(bytes, 1);
    }
    return safe;
}

std::string cell_html(const Cell& cell) {
    std::string html;
    if (cell.swatch) {
        html =
            fmt::format("<span class=\"swatch\" style=\"background:#{:02x}{:02x}{:02x}\"></span>",
                        cell.swatch->red, cell.swatch->green, cell.swatch->blue);
    }
    return html + escaped(cell.text);
}

std::string table_html(const Table& table) {
    if (table.rows.empty()) {
        return {};
    }
    std::string html = "<table>\n";
    if (!table.columns.empty()) {
        html += "<thead><tr>";
        for (const std::string& column : table.columns) {
            html += "<th scope=\"col\">" + escaped(column) + "</th>";
        }
        html += "</tr></thead>\n";
    }
    html += "<tbody>\n";
    for (const auto& row : table.rows) {
        html += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool name = i == 0 && table.columns.empty();
            html += fmt::format("<{0}{1}>{2}</{0}>", name ? "th" : "td",
                                name ? " scope=\"row\"" : "", cell_html(row[i]));
        }
        html += "</tr>\n";
    }
    return html + "</tbody>\n</table>\n";
}

} // namespace

std::string html_of(const Report& report) {
    std::string html = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<h1>{}</h1>\n"
        "<p class=\"subtitle\">{}</p>\n",
        escaped(report.title), kStyle, escaped(report.title), escaped(report.subtitle));
    for (const Section& section : report.sections) {
        const int level = section.level + 1; // below the title
        html += fmt::format("<h{0}>{1}</h{0}>\n", level, escaped(section.heading));
        for (const std::string& line : section.lines) {
            html += "<p>" + escaped(line) + "</p>\n";
        }
        html += table_html(section.table);
    }
    return html + "</body>\n</html>\n";
}

} // namespace kinovar::report
