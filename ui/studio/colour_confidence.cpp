#include "ui/studio/colour_confidence.h"

#include "core/render/project_fixes.h"
#include "ui/studio/colour.h"
#include "ui/studio/studio.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kinovar::ui {

namespace {

using steps::ColourConfidence;

constexpr const char* kFlagKind = "colour";
/// Share of the picture below the step's limit from which another hint is worth the work.
constexpr double kMostUnsure = 0.2;
/// Runs that are no farther apart than this are one: a hint for one serves the other.
constexpr std::int64_t kJoinedGap = 5;

struct Run {
    preview::FrameSpan frames;
    double worst = 0;
};

std::vector<Run> unsure_runs(const std::vector<ColourConfidence>& measured) {
    std::vector<Run> runs;
    for (std::size_t i = 0; i < measured.size(); ++i) {
        const auto n = static_cast<std::int64_t>(i);
        const double below = measured[i].below;
        if (below <= kMostUnsure) {
            continue;
        }
        if (runs.empty() || n - runs.back().frames.last > kJoinedGap) {
            runs.push_back({{n, n}, below});
        } else {
            runs.back().frames.last = n;
            runs.back().worst = std::max(runs.back().worst, below);
        }
    }
    return runs;
}

} // namespace

/// A shot that is coloured: what is asked of the step there.
struct ColourMeter::Part {
    pipeline::Shot shot;
    steps::ColouriseOptions options;
    pipeline::ClipPtr input;
};

ColourMeter::ColourMeter(Studio& studio) : studio_(studio) {}

Result<ColourMeter::Plan> ColourMeter::plan() const {
    const project::Document& document = studio_.document();
    Plan plan;
    for (const project::Id id : document.shots_of(studio_.reel())) {
        const auto* shot = document.get<project::Shot>(id);
        KINOVAR_TRY_ASSIGN(auto chain,
                           render::told_chain(document.chain_of(id), document, id, shot->pick));
        plan.push_back({id, shot->pick, {{shot->first, shot->last}, std::move(chain)}});
    }
    return plan;
}

Result<std::vector<ColourMeter::Part>> ColourMeter::parts(const Plan& plan) const {
    std::vector<Part> parts;
    for (const Planned& planned : plan) {
        const auto& [shot, chain] = planned.made;
        for (std::size_t i = 0; i < chain.steps.size(); ++i) {
            const pipeline::StepSpec& step = chain.steps[i];
            if (!step.enabled || step.name != kColouriseStep) {
                continue;
            }
            KINOVAR_TRY_ASSIGN(auto options,
                               steps::ColouriseOptions::fields().options_from(step.values));
            KINOVAR_TRY_ASSIGN(auto input,
                               studio_.clip_before(chain, i, planned.shot, planned.take));
            parts.push_back({shot, std::move(options), std::move(input)});
        }
    }
    return parts;
}

void ColourMeter::measure() {
    if (!studio_.has_project() || studio_.reel() == 0 || job_ != 0) {
        return;
    }
    auto plan = this->plan();
    const auto parts = plan ? this->parts(*plan) : failure(plan.error());
    if (!parts) {
        studio_.fail(parts.error());
        return;
    }
    reel_ = studio_.reel();
    plan_ = std::move(*plan);
    // Shots that nothing colours are grey for sure.
    auto measured = std::make_shared<std::vector<ColourConfidence>>(
        static_cast<std::size_t>(studio_.frames()), ColourConfidence{1, 0});
    job_ = studio_.jobs().start(
        tr("Measuring how sure the colours are"),
        [parts = *parts, measured](Job& job) -> Status {
            for (const Part& part : parts) {
                KINOVAR_TRY_ASSIGN(const auto some,
                                   steps::colour_confidence(part.options, part.input,
                                                            part.shot.first, part.shot.last, job));
                std::copy(some.begin(), some.end(), measured->begin() + part.shot.first);
            }
            return {};
        },
        [this, measured](const Status& status) {
            job_ = 0;
            if (!status && status.error().code != ErrorCode::Cancelled) {
                studio_.fail(status.error());
            } else if (status && !plan_.empty()) {
                take(std::move(*measured));
                return;
            }
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

void ColourMeter::follow() {
    if (plan_.empty()) {
        return;
    }
    if (studio_.has_project() && studio_.reel() == reel_) {
        const auto now = plan();
        const auto same = [](const Planned& a, const Planned& b) {
            return a.made.shot == b.made.shot && a.made.chain == b.made.chain;
        };
        if (now && std::equal(now->begin(), now->end(), plan_.begin(), plan_.end(), same)) {
            return;
        }
    }
    plan_.clear();
    measured_.clear();
    studio_.jobs().cancel(job_);
    Q_EMIT changed();
}

void ColourMeter::take(std::vector<ColourConfidence> measured) {
    measured_ = std::move(measured);
    flag();
    Q_EMIT changed();
}

/// Flags that nobody has decided about make way for those of what was measured now; where somebody
/// has, it is not asked again.
void ColourMeter::flag() {
    const project::Document& document = studio_.document();
    project::EditBuilder builder(document);
    std::vector<preview::FrameSpan> decided;
    for (const auto& [id, flag] : document.all<project::Flag>()) {
        if (flag.reel != reel_ || flag.kind != kFlagKind) {
            continue;
        }
        if (flag.state == project::FlagState::Open) {
            builder.remove(id);
        } else if (flag.state != project::FlagState::Fixed) {
            decided.push_back({flag.first, flag.last});
        }
    }
    for (const Run& run : unsure_runs(measured_)) {
        const bool known = std::any_of(decided.begin(), decided.end(), [&](const auto& one) {
            return one.first <= run.frames.first && one.last >= run.frames.last;
        });
        if (!known) {
            project::Flag flag;
            flag.reel = reel_;
            flag.first = run.frames.first;
            flag.last = run.frames.last;
            flag.kind = kFlagKind;
            flag.severity = run.worst;
            constexpr double kPercent = 100;
            flag.text = tr("Colours are unsure in up to %1 % of the picture: a hint is wanted")
                            .arg(std::lround(kPercent * run.worst))
                            .toStdString();
            builder.insert(flag);
        }
    }
    studio_.record(builder.finish("Flag unsure colours"));
}

} // namespace kinovar::ui
