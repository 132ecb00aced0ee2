#include "core/report/credentials_section.h"

#include <fmt/format.h>

namespace kinovar::report {

Section consent_section(std::span<const credentials::ConsentRecord> consents, int level) {
    Section section{.heading = "Consents", .level = level};
    section.table.columns = {"Person", "Given by", "Ground", "For", "Date", "Source and notes"};
    for (const credentials::ConsentRecord& consent : consents) {
        std::string more = consent.source;
        if (!consent.note.empty()) {
            more += (more.empty() ? "" : " · ") + consent.note;
        }
        section.table.rows.push_back(
            {{consent.person},
             {fmt::format("{} ({})", consent.granted_by, consent.relation)},
             {consent.ground},
             {consent.scope},
             {consent.date},
             {more}});
    }
    return section;
}

} // namespace kinovar::report
