#include "core/render/project_flags.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::render {

namespace {

using detect::Box;
using detect::FlagPlace;
using project::Flag;

/// Of the smaller of two boxes: what must be common for them to be one place.
constexpr double kSamePlace = 1.0 / 3;

double area_of(const Box& box) {
    return std::max(0.0, box[2] - box[0]) * std::max(0.0, box[3] - box[1]);
}

bool same_place(const Box& a, const Box& b) {
    if (a == Box{} || b == Box{}) {
        return true; // one of them speaks of the whole picture
    }
    const Box common{std::max(a[0], b[0]), std::max(a[1], b[1]), std::min(a[2], b[2]),
                     std::min(a[3], b[3])};
    return area_of(common) >= kSamePlace * std::min(area_of(a), area_of(b));
}

bool says_the_same(const Flag& a, const Flag& b) {
    return a.reel == b.reel && a.kind == b.kind && a.first <= b.last && b.first <= a.last &&
           same_place(place_of(a).box, place_of(b).box);
}

Status check_range(const project::Reel& reel, const Flag& flag) {
    if (flag.first >= 0 && flag.first <= flag.last && flag.last < reel.frames) {
        return {};
    }
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("a flag for frames {}-{} does not fit {}, which has frames 0-{}",
                               flag.first, flag.last, reel.name, reel.frames - 1),
                   "was another film looked at, or another version of it?");
}

} // namespace

Flag flag_of(const detect::Proposal& proposal, project::Id reel) {
    const FlagPlace place{proposal.worst, proposal.box, proposal.fix};
    return {.reel = reel,
            .first = proposal.first,
            .last = proposal.last,
            .kind = proposal.kind,
            .severity = std::clamp(proposal.severity, 0.0, 1.0),
            .text = proposal.text,
            .values = to_json(place)};
}

std::vector<Flag> flags_of(std::span<const detect::Proposal> proposals, project::Id reel) {
    std::vector<Flag> flags;
    flags.reserve(proposals.size());
    for (const detect::Proposal& proposal : proposals) {
        flags.push_back(flag_of(proposal, reel));
    }
    return flags;
}

FlagPlace place_of(const Flag& flag) {
    FlagPlace place = detect::flag_place_from_json(flag.values).value_or(FlagPlace{});
    if (place.worst < flag.first || place.worst > flag.last) {
        place.worst = flag.first;
    }
    return place;
}

Result<project::Edit> add_flags(const project::Document& document, project::Id reel,
                                std::span<const detect::Proposal> proposals) {
    const auto* owner = document.get<project::Reel>(reel);
    if (owner == nullptr) {
        return failure(ErrorCode::NotFound, fmt::format("the project has no reel {}", reel));
    }
    const auto& known = document.all<Flag>();
    project::EditBuilder builder(document);
    for (Flag& flag : flags_of(proposals, reel)) {
        KINOVAR_TRY(check_range(*owner, flag));
        if (std::none_of(known.begin(), known.end(),
                         [&](const auto& one) { return says_the_same(one.second, flag); })) {
            builder.insert(std::move(flag));
        }
    }
    return builder.finish("Add flags");
}

} // namespace kinovar::render
