#include "ui/panels/take_pictures.h"

namespace kinovar::ui {

namespace {

constexpr int kGatherMilliseconds = 80;

} // namespace

TakePictures::TakePictures(Studio& studio, QObject* parent)
    : QObject(parent), studio_(studio), pictures_(studio) {
    soon_.setSingleShot(true);
    soon_.setInterval(kGatherMilliseconds);
    connect(&soon_, &QTimer::timeout, this, &TakePictures::changed);
    const auto gather = [this] {
        if (!soon_.isActive()) {
            soon_.start();
        }
    };
    connect(&pictures_, &SmallPictures::arrived, this, gather);
    for (const auto signal :
         {&Studio::views_changed, &Studio::takes_changed, &Studio::marks_changed,
          &Studio::shot_changed, &Studio::project_changed, &Studio::models_changed}) {
        connect(&studio_, signal, this, &TakePictures::forget_views);
    }
    connect(&studio_, &Studio::source_changed, this, &TakePictures::forget_views);
    connect(&studio_, &Studio::frame_changed, this, [this, gather] {
        if (at_playhead_) {
            gather();
        }
    });
}

void TakePictures::set_at_playhead(bool on) {
    if (on != at_playhead_) {
        at_playhead_ = on;
        pictures_.forget_wanted();
        Q_EMIT changed();
    }
}

void TakePictures::forget_views() {
    views_.clear();
    if (studio_.shot() != shot_ || !studio_.has_project()) {
        shot_ = studio_.shot();
        last_.clear();
        pictures_.forget_wanted();
    }
    if (!soon_.isActive()) {
        soon_.start();
    }
}

const preview::View* TakePictures::view_of(project::Id take) {
    auto at = views_.find(take);
    if (at == views_.end()) {
        at = views_.emplace(take, studio_.view({Point::Kind::Take, 0, take})).first;
    }
    return at->second && at->second->full != nullptr ? &*at->second : nullptr;
}

std::int64_t TakePictures::frame_of(const preview::View& view) const {
    const auto* shot = studio_.document().get<project::Shot>(studio_.shot());
    return at_playhead_ || shot == nullptr ? studio_.frame_in(view)
                                           : studio_.frame_in(view, (shot->first + shot->last) / 2);
}

QPixmap TakePictures::get(project::Id take, int height) {
    const preview::View* view = studio_.has_project() ? view_of(take) : nullptr;
    if (view == nullptr) {
        return {};
    }
    const QPixmap picture = pictures_.get({*view, frame_of(*view), QRectF(0, 0, 1, 1), height});
    if (!picture.isNull()) {
        last_[take] = picture;
    }
    const auto last = last_.find(take);
    return last == last_.end() ? QPixmap() : last->second;
}

} // namespace kinovar::ui
