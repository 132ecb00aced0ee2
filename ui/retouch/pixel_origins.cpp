#include "ui/retouch/pixel_origins.h"

#include "ui/studio/retouch.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QCoreApplication>
#include <algorithm>

namespace kinovar::ui {

namespace {

struct PixelOrigins {
    Q_DECLARE_TR_FUNCTIONS(PixelOrigins)
};

void add_stages(const Studio& studio, std::vector<PixelOrigin>& to) {
    to.push_back({PixelOrigins::tr("Scan"), pipeline::kScanStage, 0});
    if (studio.reel() == 0) {
        return;
    }
    const pipeline::Chain& chain = studio.chain();
    const int own = studio.retouch().step_at();
    const std::size_t end = own < 0 ? chain.steps.size() : static_cast<std::size_t>(own);
    for (std::size_t i = 0; i < end; ++i) {
        const pipeline::StepSpec& step = chain.steps[i];
        if (!step.enabled) {
            continue;
        }
        const std::string stage = pipeline::stage_name(chain, i);
        const pipeline::StepType* type = Studio::step_type(step.name);
        QString title = type == nullptr ? to_qt(step.name) : translated(type->title);
        if (stage != step.name) { // its second time in the chain
            title += QLatin1Char(' ') + to_qt(stage).section(QLatin1Char('#'), 1);
        }
        to.push_back({PixelOrigins::tr("After: %1", "a step").arg(title), stage, 0});
    }
}

void add_takes(const Studio& studio, std::vector<PixelOrigin>& to) {
    if (studio.shot() == 0) {
        return;
    }
    int number = 0;
    for (const auto& [id, take] : studio.document().all<project::Take>()) {
        if (take.shot != studio.shot()) {
            continue;
        }
        ++number;
        if (id == studio.told_take()) {
            continue;
        }
        const QString name =
            take.name.empty()
                ? QString::number(number)
                : PixelOrigins::tr("%1 · %2", "number and name").arg(number).arg(to_qt(take.name));
        to.push_back({PixelOrigins::tr("Take %1").arg(name), {}, id});
    }
}

void keep_what_is_gone(std::vector<PixelOrigin>& list, const std::string& stage,
                       std::int64_t take) {
    const bool there = std::any_of(list.begin(), list.end(), [&](const PixelOrigin& one) {
        return one.stage == stage && one.take == take;
    });
    if (!there) {
        const QString name = take == 0 ? to_qt(stage) : QString::number(take);
        list.push_back({PixelOrigins::tr("%1 (no longer there)").arg(name), stage, take});
    }
}

} // namespace

std::vector<PixelOrigin> pixel_origins(const Studio& studio, const retouch::Source& now) {
    std::vector<PixelOrigin> list{{PixelOrigins::tr("This picture"), {}, 0}};
    add_stages(studio, list);
    add_takes(studio, list);
    keep_what_is_gone(list, now.stage, now.take);
    return list;
}

std::vector<PixelOrigin> earlier_stages(const Studio& studio, const std::string& now) {
    std::vector<PixelOrigin> list;
    add_stages(studio, list);
    keep_what_is_gone(list, now, 0);
    return list;
}

} // namespace kinovar::ui
