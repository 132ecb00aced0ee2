#include "ui/studio/retouch_step.h"

#include "core/render/project_fixes.h"
#include "core/steps/step_catalogue.h"
#include "ui/studio/studio.h"

#include <algorithm>

namespace kinovar::ui {

int retouch_step_at(const pipeline::Chain& chain) {
    const auto& steps = chain.steps;
    const auto at = std::find_if(steps.begin(), steps.end(), [](const pipeline::StepSpec& step) {
        return step.enabled && step.name == render::kRetouchStep;
    });
    return at == steps.end() ? -1 : static_cast<int>(at - steps.begin());
}

namespace {

/// Up to and with the step.
Result<pipeline::Chain> chain_to_step(const Studio& studio) {
    pipeline::Chain chain = render::with_retouch(studio.chain(), steps::step_catalogue());
    const int at = studio.reel() == 0 ? -1 : retouch_step_at(chain);
    if (at < 0) {
        return failure(ErrorCode::NotFound,
                       Studio::tr("the chain has no place for fixes").toStdString(),
                       Studio::tr("add the step “Repair by hand” to it").toStdString());
    }
    chain.steps.resize(static_cast<std::size_t>(at) + 1);
    return chain;
}

} // namespace

Result<pipeline::ClipPtr> retouch_input_of(const Studio& studio) {
    KINOVAR_TRY_ASSIGN(const pipeline::Chain chain, chain_to_step(studio));
    return studio.clip_before(chain, chain.steps.size() - 1, studio.shot(), studio.told_take());
}

Result<RetouchStep> retouch_step_of(const Studio& studio) {
    RetouchStep made;
    KINOVAR_TRY_ASSIGN(pipeline::Chain chain, chain_to_step(studio));
    KINOVAR_TRY_ASSIGN(made.chain, render::told_chain(std::move(chain), studio.document(),
                                                      studio.shot(), studio.told_take()));
    KINOVAR_TRY_ASSIGN(
        made.options, steps::RetouchOptions::fields().options_from(made.chain.steps.back().values));
    KINOVAR_TRY_ASSIGN(const pipeline::ClipPtr base,
                       studio.clip_before({}, 0, studio.shot(), studio.told_take()));
    pipeline::Chain before = made.chain;
    before.steps.pop_back();
    KINOVAR_TRY_ASSIGN(const auto clips, studio.build(before, base));
    made.around.stages.push_back({pipeline::kScanStage, clips.front()});
    for (std::size_t i = 0; i < before.steps.size(); ++i) {
        made.around.stages.push_back({pipeline::stage_name(before, i), clips[i + 1]});
    }
    made.around.result_of = [&studio, base](const pipeline::Chain& other) {
        return studio.build(other, base).map([](const auto& all) { return all.back(); });
    };
    return made;
}

Result<pipeline::ClipPtr> RetouchStep::clip_of(const Studio& studio,
                                               const retouch::Source& source) const {
    if (source.take != 0) {
        if (studio.document().get<project::Take>(source.take) == nullptr) {
            return failure(
                ErrorCode::NotFound,
                Studio::tr("the take that the fix takes pixels from is gone").toStdString(),
                Studio::tr("choose another source").toStdString());
        }
        return studio.view({Point::Kind::Take, 0, source.take}).map([](const preview::View& view) {
            return view.full;
        });
    }
    if (source.stage.empty()) {
        return input();
    }
    for (const pipeline::Stage& stage : around.stages) {
        if (stage.name == source.stage) {
            return stage.clip;
        }
    }
    return failure(ErrorCode::NotFound,
                   Studio::tr("the chain has no stage “%1” before the fixes")
                       .arg(QString::fromStdString(source.stage))
                       .toStdString(),
                   Studio::tr("choose another source").toStdString());
}

} // namespace kinovar::ui
