#include "core/render/project_hints.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::render {

namespace {

using colourise::ColourHint;
using colourise::ColourReference;
using colourise::HintOrReference;
using colourise::HintSet;

constexpr const char* kStep = "colourise";
constexpr const char* kOption = "hints";

bool colours(const pipeline::StepSpec& step) {
    return step.enabled && step.name == kStep;
}

project::Hint row_of(project::Id reel, const ColourHint& hint) {
    return {.reel = reel,
            .first = hint.first,
            .last = hint.last,
            .values = row_values(hint),
            .citation = hint.citation,
            .documented = hint.documented};
}

project::Hint row_of(project::Id reel, const ColourReference& reference) {
    return {.reel = reel,
            .first = reference.frame,
            .last = reference.frame,
            .values = row_values(reference),
            .citation = reference.citation,
            .documented = reference.documented};
}

bool says_the_same(const project::Hint& a, const project::Hint& b) {
    return a.reel == b.reel && a.first == b.first && a.last == b.last && a.values == b.values &&
           a.citation == b.citation && a.documented == b.documented;
}

Status check_range(const project::Reel& reel, const project::Hint& row) {
    if (row.first >= 0 && row.first <= row.last && row.last < reel.frames) {
        return {};
    }
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("a hint for frames {}-{} does not fit {}, which has frames 0-{}",
                               row.first, row.last, reel.name, reel.frames - 1),
                   "were the hints made for another film, or another version of it?");
}

} // namespace

Result<HintSet> hints_of(const project::Document& document, project::Id reel, std::int64_t first,
                         std::int64_t last) {
    HintSet set;
    for (const auto& [id, row] : document.all<project::Hint>()) {
        if (row.reel != reel || row.last < first || row.first > last) {
            continue;
        }
        auto one =
            colourise::from_row({row.first, row.last, row.values, row.citation, row.documented});
        if (!one) {
            return failure(one.error().within(
                fmt::format("the hint for frames {}-{} of the project", row.first, row.last)));
        }
        if (auto* hint = std::get_if<ColourHint>(&*one)) {
            set.hints.push_back(std::move(*hint));
        } else {
            set.references.push_back(std::get<ColourReference>(std::move(*one)));
        }
    }
    return set;
}

Result<pipeline::Chain> with_hints(pipeline::Chain chain, const project::Document& document,
                                   project::Id reel, std::int64_t first, std::int64_t last) {
    if (std::none_of(chain.steps.begin(), chain.steps.end(), colours)) {
        return chain;
    }
    KINOVAR_TRY_ASSIGN(const HintSet set, hints_of(document, reel, first, last));
    if (set.empty()) {
        return chain;
    }
    const std::string text = hints_to_json(set);
    for (pipeline::StepSpec& step : chain.steps) {
        if (colours(step)) {
            step.values.insert_or_assign(kOption, text);
        }
    }
    return chain;
}

Result<project::Edit> add_hints(const project::Document& document, project::Id reel,
                                const HintSet& set) {
    const auto* owner = document.get<project::Reel>(reel);
    if (owner == nullptr) {
        return failure(ErrorCode::NotFound, fmt::format("the project has no reel {}", reel));
    }
    std::vector<project::Hint> rows;
    for (const ColourHint& hint : set.hints) {
        rows.push_back(row_of(reel, hint));
    }
    for (const ColourReference& reference : set.references) {
        rows.push_back(row_of(reel, reference));
    }
    const auto& known = document.all<project::Hint>();
    project::EditBuilder builder(document);
    for (project::Hint& row : rows) {
        KINOVAR_TRY(check_range(*owner, row));
        if (std::none_of(known.begin(), known.end(),
                         [&](const auto& one) { return says_the_same(one.second, row); })) {
            builder.insert(std::move(row));
        }
    }
    return builder.finish("Add colour hints");
}

} // namespace kinovar::render
