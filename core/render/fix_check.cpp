#include "core/render/fix_check.h"

#include "core/pipeline/shot_chains.h"
#include "core/pipeline/source_clip.h"
#include "core/render/project_fixes.h"
#include "core/render/project_render.h"
#include "core/steps/retouch/retouch.h"

#include <algorithm>

namespace kinovar::render {

namespace {

using project::Document;
using project::Id;

/// The reel's frames with the project's shots, as a render begins with.
Result<pipeline::ClipPtr> base_of(std::span<const pipeline::StepType> types,
                                  const Document& document, const project::Reel& reel) {
    KINOVAR_TRY_ASSIGN(const auto file, pipeline::SourceClip::open(reel.path));
    KINOVAR_TRY_ASSIGN(const auto made, pipeline::build(types, reel.source_chain, file));
    const auto shots = shots_of(document, reel);
    return shots == nullptr ? made.back() : pipeline::with_shots(made.back(), shots);
}

FixCheck summary_of(Id id, const std::vector<steps::FixConfidence>& strip) {
    FixCheck check{.id = id, .frames = static_cast<std::int64_t>(strip.size())};
    check.drawn = std::count_if(strip.begin(), strip.end(),
                                [](const steps::FixConfidence& one) { return one.drawn; });
    const auto worst = std::min_element(
        strip.begin(), strip.end(),
        [](const steps::FixConfidence& a, const steps::FixConfidence& b) {
            return std::pair(a.drawn, a.confidence) < std::pair(b.drawn, b.confidence);
        });
    if (worst != strip.end()) {
        check.worst = worst->frame;
        check.confidence = worst->confidence;
        check.text = worst->text;
    }
    return check;
}

} // namespace

Result<std::vector<FixCheck>> check_fixes(std::span<const pipeline::StepType> types,
                                          const Document& document, Id shot, Id take, Job& job) {
    std::vector<FixCheck> checks;
    const auto* row = document.get<project::Shot>(shot);
    KINOVAR_TRY_ASSIGN(const auto fixes, fixes_of(document, take));
    if (row == nullptr || fixes.empty()) {
        return checks;
    }
    KINOVAR_TRY_ASSIGN(const pipeline::Chain chain,
                       told_chain(document.chain_of(shot, take), document, shot, take));
    const auto step =
        std::find_if(chain.steps.begin(), chain.steps.end(), [](const pipeline::StepSpec& one) {
            return one.enabled && one.name == kRetouchStep;
        });
    if (step == chain.steps.end()) {
        return failure(ErrorCode::InvalidArgument,
                       "the chain has no step retouch, so its fixes are not drawn",
                       "add the step, or switch it on");
    }
    KINOVAR_TRY_ASSIGN(const auto options,
                       steps::RetouchOptions::fields().options_from(step->values));
    KINOVAR_TRY_ASSIGN(const auto base,
                       base_of(types, document, *document.get<project::Reel>(row->reel)));
    const auto number = static_cast<std::size_t>(step - chain.steps.begin());
    KINOVAR_TRY_ASSIGN(const auto before, pipeline::build_before(types, chain, number, base));
    for (const retouch::FixPtr& fix : fixes) {
        KINOVAR_TRY_ASSIGN(const auto strip,
                           steps::fix_confidence(options, before.input, before.around, fix->id,
                                                 row->first, row->last, job));
        checks.push_back(summary_of(fix->id, strip));
    }
    return checks;
}

} // namespace kinovar::render
