#include "core/project/check_edit.h"

#include "core/project/chain_json.h"
#include "core/project/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace kinovar::project {

namespace {

/// Terms of a rate stay below this, so that products of two do not overflow.
constexpr std::int64_t kRateLimit = std::int64_t{1} << 31U;
constexpr int kMostRating = 5;

tl::unexpected<Error> bad(const Row& row, std::string_view what) {
    const char* table = std::visit(
        [](const auto& noun) { return Table<std::remove_cvref_t<decltype(noun)>>::name; }, row);
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("row {} of {}: {}", id_of(row), table, what));
}

/// The rows as they would be after an edit.
class Rows {
public:
    Rows(const Document& document, const Edit& edit) : document_(document) {
        for (const RowChange& change : edit.changes) {
            changed_.emplace(id_of(change.before ? *change.before : *change.after), &change);
        }
    }
    template <class Noun>
    [[nodiscard]] const Noun* get(Id id) const {
        const auto at = changed_.find(id);
        if (at == changed_.end()) {
            return document_.get<Noun>(id);
        }
        const std::optional<Row>& after = at->second->after;
        return after ? std::get_if<Noun>(&*after) : nullptr;
    }
    [[nodiscard]] bool changes(Id id) const { return changed_.contains(id); }

private:
    const Document& document_;
    std::unordered_map<Id, const RowChange*> changed_;
};

/// Checks one row as it would be.
class RowCheck {
public:
    explicit RowCheck(const Rows& rows) : rows_(rows) {}

    Status operator()(const Reel& reel) const {
        if (reel.frames < 1 || reel.width < 1 || reel.height < 1 || reel.path.empty()) {
            return bad(reel, "a reel has a path, frames and a size");
        }
        if (!reel.rate.known() || reel.rate.num >= kRateLimit || reel.rate.den >= kRateLimit) {
            return bad(reel, "its frame rate is no rate");
        }
        if (reel.bytes > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            return bad(reel, "its size in bytes is out of range");
        }
        KINOVAR_TRY(chain(reel, reel.source_chain));
        return chain(reel, reel.chain);
    }
    Status operator()(const Shot& shot) const {
        KINOVAR_TRY(range(shot));
        const Take* pick = shot.pick == 0 ? nullptr : rows_.get<Take>(shot.pick);
        if (shot.pick != 0 && (pick == nullptr || pick->shot != shot.id)) {
            return bad(shot, fmt::format("its pick {} is no take of it", shot.pick));
        }
        return {};
    }
    Status operator()(const Take& take) const {
        if (rows_.get<Shot>(take.shot) == nullptr) {
            return bad(take, fmt::format("there is no shot {}", take.shot));
        }
        if (take.rating < 0 || take.rating > kMostRating) {
            return bad(take,
                       fmt::format("rating {} is not from 0 to {}", take.rating, kMostRating));
        }
        return take.chain ? chain(take, *take.chain) : Status();
    }
    Status operator()(const Analysis& analysis) const {
        return reel_of(analysis).map([](auto) {});
    }
    Status operator()(const Fix& fix) const {
        const Take* take = rows_.get<Take>(fix.take);
        const Shot* shot = take == nullptr ? nullptr : rows_.get<Shot>(take->shot);
        const Reel* reel = shot == nullptr ? nullptr : rows_.get<Reel>(shot->reel);
        if (reel == nullptr) {
            return bad(fix, fmt::format("there is no take {}", fix.take));
        }
        return inside(fix, fix.first, fix.last, *reel);
    }
    Status operator()(const Hint& hint) const { return range(hint); }
    Status operator()(const Flag& flag) const {
        if (!(flag.severity >= 0 && flag.severity <= 1)) {
            return bad(flag, fmt::format("severity {} is not from 0 to 1", flag.severity));
        }
        return range(flag);
    }
    Status operator()(const Consent& /*consent*/) const { return {}; }
    Status operator()(const Marker& marker) const {
        KINOVAR_TRY_ASSIGN(const Reel* reel, reel_of(marker));
        return inside(marker, marker.frame, marker.frame, *reel);
    }
    Status operator()(const RenderJob& job) const {
        if (job.output.empty()) {
            return bad(job, "it has no output");
        }
        return range(job);
    }

private:
    template <class Noun>
    Result<const Reel*> reel_of(const Noun& noun) const {
        const Reel* reel = rows_.get<Reel>(noun.reel);
        if (reel == nullptr) {
            return bad(noun, fmt::format("there is no reel {}", noun.reel));
        }
        return reel;
    }
    template <class Noun>
    Status range(const Noun& noun) const {
        KINOVAR_TRY_ASSIGN(const Reel* reel, reel_of(noun));
        return inside(noun, noun.first, noun.last, *reel);
    }
    static Status inside(const Row& row, std::int64_t first, std::int64_t last, const Reel& reel) {
        if (first < 0 || first > last || last >= reel.frames) {
            return bad(row, fmt::format("frames {}-{} are not among the {} of {}", first, last,
                                        reel.frames, reel.name));
        }
        return {};
    }
    static Status chain(const Row& row, const pipeline::Chain& chain) {
        const auto json = chain_to_json(chain);
        return json ? Status() : bad(row, json.error().message);
    }

    const Rows& rows_;
};

Status check_changes(const Document& document, const Edit& edit) {
    std::set<Id> seen;
    for (const RowChange& change : edit.changes) {
        if (!change.before && !change.after) {
            return failure(ErrorCode::InvalidArgument, "an edit changes nothing into nothing");
        }
        const Row& row = change.before ? *change.before : *change.after;
        if (id_of(row) < 1 || !seen.insert(id_of(row)).second) {
            return bad(row, "its id is none, or occurs twice in the edit");
        }
        if (change.before && change.after &&
            (id_of(*change.before) != id_of(*change.after) ||
             change.before->index() != change.after->index())) {
            return bad(row, "it would become another kind or another row");
        }
        if (document.find(id_of(row)) != change.before) {
            return bad(row, "it has been changed meanwhile");
        }
    }
    return {};
}

/// Rows that stay but whose owner goes or whose owner's length changes.
Status check_left_behind(const Document& document, const Rows& rows, const Edit& edit,
                         const RowCheck& check) {
    for (const RowChange& change : edit.changes) {
        if (!change.before) {
            continue;
        }
        const auto* before = std::get_if<Reel>(&*change.before);
        const auto* after = change.after ? std::get_if<Reel>(&*change.after) : nullptr;
        const bool same_length =
            change.after && (before == nullptr || before->frames == after->frames);
        if (same_length) {
            continue;
        }
        for (const Id id : document.belongings(id_of(*change.before))) {
            if (!rows.changes(id)) {
                KINOVAR_TRY(std::visit(check, *document.find(id)));
            }
        }
    }
    return {};
}

/// A shot whose pick goes, or goes to another shot, must lose it in the same edit.
Status check_picks(const Document& document, const Rows& rows, const Edit& edit,
                   const RowCheck& check) {
    for (const RowChange& change : edit.changes) {
        const Take* take = change.before ? std::get_if<Take>(&*change.before) : nullptr;
        if (take == nullptr || rows.changes(take->shot)) {
            continue;
        }
        if (const Shot* shot = document.get<Shot>(take->shot)) {
            KINOVAR_TRY(check(*shot));
        }
    }
    return {};
}

Status check_cover(const Document& document, const Rows& rows, const Edit& edit, Id reel_id) {
    const Reel* reel = rows.get<Reel>(reel_id);
    if (reel == nullptr) {
        return {};
    }
    std::vector<const Shot*> shots;
    for (const Id id : document.shots_of(reel_id)) {
        if (!rows.changes(id)) {
            shots.push_back(document.get<Shot>(id));
        }
    }
    for (const RowChange& change : edit.changes) {
        const Shot* shot = change.after ? std::get_if<Shot>(&*change.after) : nullptr;
        if (shot != nullptr && shot->reel == reel_id) {
            shots.push_back(shot);
        }
    }
    std::sort(shots.begin(), shots.end(),
              [](const Shot* a, const Shot* b) { return a->first < b->first; });
    std::int64_t next = 0;
    for (const Shot* shot : shots) {
        if (shot->first != next) {
            return bad(*shot, fmt::format("the shots of {} would {} at frame {}", reel->name,
                                          shot->first > next ? "leave a gap" : "overlap",
                                          std::min(shot->first, next)));
        }
        next = shot->last + 1;
    }
    if (next != reel->frames) {
        return bad(*reel, fmt::format("its shots would end before its last frame, at {}", next));
    }
    return {};
}

std::set<Id> reels_with_changed_shots(const Edit& edit) {
    std::set<Id> reels;
    for (const RowChange& change : edit.changes) {
        for (const std::optional<Row>* row : {&change.before, &change.after}) {
            if (const Shot* shot = *row ? std::get_if<Shot>(&**row) : nullptr) {
                reels.insert(shot->reel);
            }
            if (const Reel* reel = *row ? std::get_if<Reel>(&**row) : nullptr) {
                reels.insert(reel->id);
            }
        }
    }
    return reels;
}

} // namespace

Status check_edit(const Document& document, const Edit& edit) {
    KINOVAR_TRY(check_changes(document, edit));
    const Rows rows(document, edit);
    const RowCheck check(rows);
    for (const RowChange& change : edit.changes) {
        if (change.after) {
            KINOVAR_TRY(std::visit(check, *change.after));
        }
    }
    KINOVAR_TRY(check_left_behind(document, rows, edit, check));
    KINOVAR_TRY(check_picks(document, rows, edit, check));
    for (const Id reel : reels_with_changed_shots(edit)) {
        KINOVAR_TRY(check_cover(document, rows, edit, reel));
    }
    return {};
}

} // namespace kinovar::project
