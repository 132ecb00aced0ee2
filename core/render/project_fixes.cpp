#include "core/render/project_fixes.h"

#include "core/pipeline/usual_place.h"
#include "core/render/project_hints.h"
#include "core/steps/retouch/take_chains.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::render {

namespace {

using pipeline::Chain;
using pipeline::StepSpec;
using project::Document;
using project::Id;
using retouch::Fix;
using retouch::FixPtr;

bool repairs(const StepSpec& step) {
    return step.enabled && step.name == kRetouchStep;
}

bool repairs(const Chain& chain) {
    return std::any_of(chain.steps.begin(), chain.steps.end(),
                       [](const StepSpec& step) { return repairs(step); });
}

/// The rows of a take that are switched on, by id.
std::vector<const project::Fix*> rows_of(const Document& document, Id take) {
    std::vector<const project::Fix*> rows;
    for (const auto& [id, row] : document.all<project::Fix>()) {
        if (row.take == take && row.enabled) {
            rows.push_back(&row);
        }
    }
    return rows;
}

retouch::FixRow told_row(const project::Fix& row) {
    return {row.id, row.first, row.last, row.kind, row.values, row.pixels};
}

Error damaged(const Error& error, const project::Fix& row) {
    return error.within(
        fmt::format("the {} fix for frames {}-{} of the project", row.kind, row.first, row.last));
}

Result<FixPtr> fix_of(const project::Fix& row) {
    auto fix = retouch::read_row(told_row(row));
    if (!fix) {
        return failure(damaged(fix.error(), row));
    }
    return fix;
}

Id take_of(const retouch::Kind& kind) {
    return std::visit(
        [](const auto& it) -> Id {
            if constexpr (requires { it.from.take; }) {
                return it.from.take;
            } else {
                return 0;
            }
        },
        kind);
}

/// What a shot's takes are told; follows takes that borrow from takes.
class Teller {
public:
    Teller(const Document& document, Id shot) : document_(document), shot_(shot) {}

    [[nodiscard]] Result<Chain> tell(Chain chain, Id take) {
        if (take == 0 || !repairs(chain)) {
            return chain;
        }
        KINOVAR_TRY_ASSIGN(const auto fixes, fixes_of(document_, take));
        if (fixes.empty()) {
            return chain;
        }
        path_.push_back(take);
        KINOVAR_TRY_ASSIGN(const std::string takes, borrowed(fixes));
        path_.pop_back();
        const auto* shot = document_.get<project::Shot>(shot_);
        const auto* reel = document_.get<project::Reel>(shot->reel);
        std::vector<retouch::FixRow> rows;
        for (const project::Fix* row : rows_of(document_, take)) {
            rows.push_back(told_row(*row));
        }
        const std::string text = retouch::fixes_to_json(rows);
        for (StepSpec& step : chain.steps) {
            if (repairs(step)) {
                step.values.insert_or_assign("fixes", text);
                step.values.insert_or_assign("takes", takes);
                step.values.insert_or_assign("frames", reel->frames);
            }
        }
        return chain;
    }

private:
    [[nodiscard]] Result<std::string> borrowed(const std::vector<FixPtr>& fixes) {
        retouch::TakeChains chains;
        for (const FixPtr& fix : fixes) {
            const Id take = take_of(fix->kind);
            const auto* row = document_.get<project::Take>(take);
            if (row == nullptr || row->shot != shot_ || chains.count(take) != 0) {
                continue; // one that is gone is told by the step
            }
            if (std::find(path_.begin(), path_.end(), take) != path_.end()) {
                return failure(ErrorCode::InvalidArgument,
                               fmt::format("take \"{}\" takes pixels from itself, by way of others",
                                           row->name),
                               "let one of those fixes take its pixels elsewhere");
            }
            const auto* shot = document_.get<project::Shot>(shot_);
            KINOVAR_TRY_ASSIGN(Chain hinted, with_hints(document_.chain_of(shot_, take), document_,
                                                        shot->reel, shot->first, shot->last));
            KINOVAR_TRY_ASSIGN(Chain told, tell(std::move(hinted), take));
            chains.emplace(take, std::move(told));
        }
        return chains.empty() ? std::string() : retouch::take_chains_to_json(chains);
    }

    const Document& document_;
    Id shot_;
    std::vector<Id> path_; ///< takes that are being told
};

Status check_range(const project::Shot& shot, const Fix& fix) {
    if (fix.first >= shot.first && fix.last <= shot.last) {
        return {};
    }
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("a {} fix for frames {}-{} does not lie in the shot, frames {}-{}",
                               name_of(fix.kind), fix.first, fix.last, shot.first, shot.last),
                   "cut its range to the shot: fixes end at cuts");
}

} // namespace

Result<std::vector<FixPtr>> fixes_of(const Document& document, Id take) {
    std::vector<FixPtr> fixes;
    for (const project::Fix* row : rows_of(document, take)) {
        KINOVAR_TRY_ASSIGN(FixPtr fix, fix_of(*row));
        fixes.push_back(std::move(fix));
    }
    return fixes;
}

Result<Chain> with_fixes(Chain chain, const Document& document, Id shot, Id take) {
    if (document.get<project::Shot>(shot) == nullptr) {
        return chain;
    }
    return Teller(document, shot).tell(std::move(chain), take);
}

Result<Chain> told_chain(Chain chain, const Document& document, Id shot, Id take) {
    const auto* frames = document.get<project::Shot>(shot);
    if (frames == nullptr) {
        return chain;
    }
    KINOVAR_TRY_ASSIGN(Chain hinted, with_hints(std::move(chain), document, frames->reel,
                                                frames->first, frames->last));
    return with_fixes(std::move(hinted), document, shot, take);
}

project::Fix row_of(const Fix& fix, Id take) {
    return {.id = fix.id,
            .take = take,
            .first = fix.first,
            .last = fix.last,
            .kind = std::string(name_of(fix.kind)),
            .values = row_values(fix),
            .pixels = fix.area.mask};
}

Chain with_retouch(Chain chain, std::span<const pipeline::StepType> types) {
    if (repairs(chain)) {
        return chain;
    }
    return with_step(std::move(chain), kRetouchStep, types);
}

Id take_for_fixes(project::EditBuilder& builder, const Document& document,
                  const project::Shot& shot, Id take, std::span<const pipeline::StepType> types) {
    if (take == 0) {
        take = builder.insert(project::Take{
            .shot = shot.id, .name = std::to_string(document.takes_of(shot.id).size() + 1)});
        project::Shot picked = shot;
        picked.pick = take;
        builder.update(std::move(picked));
    }
    project::Take owner = *builder.get<project::Take>(take);
    if (owner.chain) {
        owner.chain = with_retouch(std::move(*owner.chain), types);
        builder.update(std::move(owner));
    } else {
        project::Reel reel = *builder.get<project::Reel>(shot.reel);
        reel.chain = with_retouch(std::move(reel.chain), types);
        builder.update(std::move(reel));
    }
    return take;
}

Result<project::Edit> add_fixes(const Document& document, Id shot_id, Id take,
                                std::span<const pipeline::StepType> types,
                                const std::vector<FixPtr>& fixes) {
    const auto* shot = document.get<project::Shot>(shot_id);
    if (shot == nullptr) {
        return failure(ErrorCode::NotFound, fmt::format("the project has no shot {}", shot_id));
    }
    project::EditBuilder builder(document);
    const Id wanted = take != 0 ? take : shot->pick;
    const auto* owner = document.get<project::Take>(wanted);
    if (wanted != 0 && (owner == nullptr || owner->shot != shot_id)) {
        return failure(ErrorCode::NotFound, fmt::format("the shot has no take {}", take));
    }
    const Id id = take_for_fixes(builder, document, *shot, wanted, types);
    for (const FixPtr& fix : fixes) {
        KINOVAR_TRY(check_range(*shot, *fix));
        project::Fix row = row_of(*fix, id);
        row.id = 0;
        builder.insert(std::move(row));
    }
    return builder.finish("Add fixes");
}

} // namespace kinovar::render
