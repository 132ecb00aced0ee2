#include "ui/studio/fix_meter.h"

#include "core/steps/detect/proposal.h"
#include "ui/studio/retouch_step.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <algorithm>
#include <memory>
#include <set>

namespace kinovar::ui {

namespace {

using steps::FixConfidence;

bool wants_look(const FixConfidence& frame) {
    return !frame.drawn || frame.confidence < kLeastSure;
}

/// Frames in a row that want a look.
struct Run {
    std::int64_t first = 0;
    std::int64_t last = 0;
    FixConfidence worst;
};

std::vector<Run> runs_of(const std::vector<FixConfidence>& frames) {
    std::vector<Run> runs;
    for (const FixConfidence& one : frames) {
        if (!wants_look(one)) {
            continue;
        }
        if (runs.empty() || runs.back().last + 1 != one.frame) {
            runs.push_back({one.frame, one.frame, one});
        } else {
            runs.back().last = one.frame;
            const FixConfidence& worst = runs.back().worst;
            if (one.drawn == worst.drawn ? one.confidence < worst.confidence : !one.drawn) {
                runs.back().worst = one;
            }
        }
    }
    return runs;
}

detect::Box box_of(const retouch::Fix& fix) {
    detect::Box box{1, 1, 0, 0};
    for (const retouch::Mark& mark : fix.area.marks) {
        for (const retouch::StrokePoint& point : mark.points) {
            box = {std::min(box[0], point.at.x), std::min(box[1], point.at.y),
                   std::max(box[2], point.at.x), std::max(box[3], point.at.y)};
        }
    }
    for (double& side : box) {
        side = std::clamp(side, 0.0, 1.0);
    }
    return box[0] > box[2] ? detect::Box{} : box;
}

project::Flag flag_of(const retouch::Fix& fix, const Run& run, project::Id reel) {
    project::Flag flag;
    flag.reel = reel;
    flag.first = run.first;
    flag.last = run.last;
    flag.kind = kFixFlag;
    flag.severity = run.worst.drawn ? 1 - run.worst.confidence : 1;
    const QString what = run.worst.text.empty() ? FixMeter::tr("it may not lie where it should")
                                                : to_qt(run.worst.text);
    flag.text = FixMeter::tr("Fix %1: %2").arg(fix.id).arg(what).toStdString();
    flag.values = detect::to_json({run.worst.frame, box_of(fix), flagged_repair(fix.id)});
    return flag;
}

std::string repair_of(const project::Flag& flag) {
    const auto place = detect::flag_place_from_json(flag.values);
    return place ? place->fix : std::string();
}

} // namespace

std::string flagged_repair(project::Id id) {
    return "repair " + std::to_string(id);
}

FixMeter::FixMeter(Studio& studio) : studio_(studio) {}

const std::vector<FixConfidence>& FixMeter::of(const retouch::Fix& fix) const {
    static const std::vector<FixConfidence> none;
    const auto at = measured_.find(fix.id);
    return at == measured_.end() ? none : at->second.frames;
}

void FixMeter::measure(const std::vector<retouch::FixPtr>& fixes) {
    if (fixes.empty() || job_ != 0) {
        return;
    }
    auto made = retouch_step_of(studio_);
    if (!made) {
        studio_.fail(made.error());
        return;
    }
    input_ = made->input()->info().key;
    reel_ = studio_.reel();
    auto answer = std::make_shared<std::vector<Measured>>();
    job_ = studio_.jobs().start(
        tr("Checking fixes"),
        [step = std::move(*made), fixes, answer](Job& job) -> Status {
            for (const retouch::FixPtr& fix : fixes) {
                KINOVAR_TRY_ASSIGN(auto frames,
                                   steps::fix_confidence(step.options, step.input(), step.around,
                                                         fix->id, fix->first, fix->last, job));
                answer->push_back({fix, std::move(frames)});
            }
            return {};
        },
        [this, answer](const Status& status) {
            job_ = 0;
            if (!status && status.error().code != ErrorCode::Cancelled) {
                studio_.fail(status.error());
            } else if (status) {
                take(std::move(*answer));
            }
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

bool FixMeter::same_input() const {
    if (!studio_.has_project() || studio_.reel() != reel_) {
        return false;
    }
    const auto input = retouch_input_of(studio_);
    return input && (*input)->info().key == input_;
}

void FixMeter::take(std::vector<Measured> measured) {
    if (!same_input()) {
        return; // of another picture
    }
    flag(measured);
    for (Measured& one : measured) {
        const project::Id id = one.fix->id;
        measured_[id] = std::move(one);
    }
}

void FixMeter::follow(const std::vector<retouch::FixPtr>& fixes) {
    if (measured_.empty()) {
        return;
    }
    const bool other = !same_input();
    const std::size_t before = measured_.size();
    std::erase_if(measured_, [&](const auto& one) {
        return other || std::find(fixes.begin(), fixes.end(), one.second.fix) == fixes.end();
    });
    if (measured_.size() != before) {
        Q_EMIT changed();
    }
}

void FixMeter::flag(const std::vector<Measured>& measured) {
    project::EditBuilder builder(studio_.document());
    std::set<std::string> ours;
    for (const Measured& one : measured) {
        ours.insert(flagged_repair(one.fix->id));
    }
    std::vector<project::Flag> decided;
    for (const auto& [id, flag] : studio_.document().all<project::Flag>()) {
        if (flag.reel != reel_ || flag.kind != kFixFlag || !ours.contains(repair_of(flag))) {
            continue;
        }
        if (flag.state == project::FlagState::Open) {
            builder.remove(id);
        } else if (flag.state != project::FlagState::Fixed) {
            decided.push_back(flag);
        }
    }
    for (const Measured& one : measured) {
        for (const Run& run : runs_of(one.frames)) {
            const project::Flag flag = flag_of(*one.fix, run, reel_);
            const bool known =
                std::any_of(decided.begin(), decided.end(), [&](const project::Flag& other) {
                    return other.first <= flag.first && other.last >= flag.last &&
                           repair_of(other) == repair_of(flag);
                });
            if (!known) {
                builder.insert(flag);
            }
        }
    }
    studio_.record(builder.finish("Flag fixes"));
}

} // namespace kinovar::ui
