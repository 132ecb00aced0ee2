#include "ui/viewer/light_meter.h"

namespace kinovar::ui {

bool operator==(const LightMeter::Subject& a, const LightMeter::Subject& b) {
    return a.frame == b.frame && a.clip->info().key == b.clip->info().key;
}

LightMeter::LightMeter(JobList& jobs, QObject* parent)
    : QObject(parent), job_(jobs, tr("Measuring light")) {}

void LightMeter::measure(const Pair& pair) {
    if (pair_ && *pair_ == pair) {
        return;
    }
    pair_ = pair;
    trouble_.reset();
    auto found = std::make_shared<preview::LightDifference>();
    job_.start(
        [pair, found](Job& job) -> Status {
            const pipeline::Pull pull{job.stop_token()};
            KINOVAR_TRY_ASSIGN(const FramePtr a, pair[0].clip->frame(pair[0].frame, pull));
            KINOVAR_TRY_ASSIGN(const FramePtr b, pair[1].clip->frame(pair[1].frame, pull));
            KINOVAR_TRY_ASSIGN(*found, preview::light_difference(*a, *b));
            return {};
        },
        [this, found](const Status& status) {
            difference_ = status ? found : nullptr;
            trouble_ = status ? std::nullopt : std::optional(status.error());
            Q_EMIT changed();
        });
}

void LightMeter::stop() {
    job_.drop();
    pair_.reset();
    difference_.reset();
    trouble_.reset();
}

} // namespace kinovar::ui
