#include "tests/bench/film/chain_run.h"

#include "core/pipeline/pull_ahead.h"
#include "core/steps/restore/dust.h"
#include "core/steps/step_catalogue.h"
#include "tests/support/support.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>

namespace kinovar::bench {

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

const pipeline::StepType* step_type(std::string_view name) {
    const auto catalogue = steps::step_catalogue();
    const auto found = std::find_if(catalogue.begin(), catalogue.end(),
                                    [&](const auto& type) { return type.name == name; });
    return found == catalogue.end() ? nullptr : &*found;
}

Result<FramesClipPtr> all_frames(const pipeline::ClipPtr& clip, int threads) {
    std::vector<FramePtr> frames;
    Job job("bench");
    const pipeline::PullOptions options{
        .first = 0, .last = clip->info().frames - 1, .workers = threads, .ahead = threads + 1};
    KINOVAR_TRY(pipeline::pull_ahead(*clip, options, job, [&](std::int64_t, const FramePtr& frame) {
        frames.push_back(frame);
        return Status();
    }));
    return std::make_shared<const FramesClip>(clip->info(), std::move(frames));
}

/// The defect maps of the dust step.
Result<std::vector<std::vector<std::uint8_t>>> marks_of(const pipeline::Clip& clip) {
    std::vector<std::vector<std::uint8_t>> marks;
    if (const auto* dust = dynamic_cast<const steps::DustClip*>(&clip)) {
        for (std::int64_t n = 0; n < clip.info().frames; ++n) {
            KINOVAR_TRY_ASSIGN(const auto map, dust->defects(n, {}));
            marks.push_back(map->pixels);
        }
    }
    return marks;
}

bool is_judged(std::string_view step) {
    return step == "dust" || step == "scratch" || step == "regrain";
}

} // namespace

const StageRun* ChainRun::stage(std::string_view name) const {
    const auto found = std::find_if(stages.begin(), stages.end(),
                                    [&](const StageRun& stage) { return stage.name == name; });
    return found == stages.end() ? nullptr : &*found;
}

Result<pipeline::Chain> chain_of(const std::vector<std::string>& texts,
                                 std::vector<std::string>& missing) {
    pipeline::Chain chain;
    for (const std::string& text : texts) {
        const std::string name = text.substr(0, text.find(':'));
        if (step_type(name) == nullptr) {
            missing.push_back(name);
            continue;
        }
        KINOVAR_TRY_ASSIGN(pipeline::StepSpec step,
                           pipeline::step_from_text(steps::step_catalogue(), text));
        chain.steps.push_back(std::move(step));
    }
    return chain;
}

Result<pipeline::Chain> chain_of_preset(const std::string& preset) {
    std::filesystem::path file = preset;
    if (file.extension() != ".json") {
        file = test::source_folder() / "resources" / "presets" / (preset + ".json");
    }
    std::ifstream stream(file);
    if (!stream) {
        return failure(ErrorCode::NotFound, "there is no preset " + file.string());
    }
    std::ostringstream text;
    text << stream.rdbuf();
    KINOVAR_TRY_ASSIGN(
        const pipeline::Preset found,
        pipeline::preset_from_json(steps::step_catalogue(), file.stem().string(), text.str()));
    return found.chain;
}

Result<ChainRun> run_chain(const pipeline::Chain& chain, const FramesClipPtr& source, int threads) {
    ChainRun run;
    run.result = source;
    run.planes = std::make_shared<const Planes>(source->planes());
    for (const pipeline::StepSpec& spec : chain.steps) {
        if (!spec.enabled) {
            continue;
        }
        KINOVAR_TRY_ASSIGN(const auto step, step_type(spec.name)->make(spec.values));
        const auto count = static_cast<double>(source->info().frames);
        KINOVAR_TRY_ASSIGN(const pipeline::ClipPtr clip, step->apply(run.result));
        Job job("bench");
        const auto start = Clock::now();
        KINOVAR_TRY(clip->analyse(0, clip->info().frames - 1, job));
        const Seconds analysing = Clock::now() - start;
        KINOVAR_TRY_ASSIGN(run.result, all_frames(clip, threads));
        const Seconds both = Clock::now() - start;
        StageRun stage{.name = spec.name,
                       .analysis = analysing.count() / count,
                       .seconds = (both - analysing).count() / count,
                       .before = run.planes,
                       .after = std::make_shared<const Planes>(run.result->planes())};
        run.planes = stage.after;
        KINOVAR_TRY_ASSIGN(stage.marks, marks_of(*clip));
        if (!is_judged(spec.name)) {
            stage.before = stage.after = nullptr;
        }
        run.stages.push_back(std::move(stage));
    }
    return run;
}

} // namespace kinovar::bench
