#include "ui/viewer/picture_feed.h"

#include <algorithm>

namespace kinovar::ui {

PictureFeed::PictureFeed(Player& player, Studio& studio, QObject* parent)
    : QObject(parent), player_(player), studio_(studio) {
    connect(&studio_, &Studio::views_changed, this, &PictureFeed::follow_views);
    connect(&studio_, &Studio::source_changed, this, &PictureFeed::follow_views);
    connect(&studio_, &Studio::frame_changed, this, &PictureFeed::follow_frame);
    connect(&player_, &Player::fraction_changed, this, &PictureFeed::follow_frame);
    connect(&studio_, &Studio::picture_arrived, this, &PictureFeed::take_arrival);
    connect(&studio_, &Studio::project_changed, this, [this] {
        forget_pictures();
        follow_views();
    });
    follow_views();
}

void PictureFeed::set_points(const Point& a, const Point& b) {
    if (points_[0] == a && points_[1] == b) {
        return;
    }
    const bool swapped = points_[0] == b && points_[1] == a;
    if (swapped) {
        std::swap(slots_[0], slots_[1]);
        std::swap(slots_[kOrigins], slots_[kOrigins + 1]);
    }
    points_ = {a, b};
    follow_views();
}

void PictureFeed::set_needs(const Needs& needs) {
    if (!(needs == needs_)) {
        needs_ = needs;
        follow_views();
    }
}

QSize PictureFeed::scan_size() const {
    if (!studio_.has_project()) {
        return {};
    }
    if (const pipeline::ClipPtr source = studio_.source(studio_.reel())) {
        return {source->info().width, source->info().height};
    }
    const auto* reel = studio_.document().get<project::Reel>(studio_.reel());
    return reel == nullptr ? QSize() : QSize(reel->width, reel->height);
}

double PictureFeed::pixel_aspect() const {
    const pipeline::ClipPtr source =
        studio_.has_project() ? studio_.source(studio_.reel()) : nullptr;
    const double aspect = source == nullptr ? 1 : source->info().pixel_aspect.value();
    return aspect > 0 ? aspect : 1;
}

bool PictureFeed::needed(std::size_t slot) const {
    if (slot == kScan) {
        return needs_.scan;
    }
    return slot < kOrigins ? needs_.sides[slot] : needs_.origins[slot - kOrigins];
}

Point PictureFeed::point_of(std::size_t slot) const {
    return slot == kScan ? Point{Point::Kind::Scan} : points_[slot % kOrigins];
}

preview::Layer PictureFeed::layer_of(std::size_t slot) {
    return slot < kOrigins || slot == kScan ? preview::Layer::Picture : preview::Layer::Origin;
}

void PictureFeed::forget_pictures() {
    slots_ = {};
}

void PictureFeed::follow_views() {
    if (studio_.reel() != reel_) {
        reel_ = studio_.reel();
        forget_pictures(); // those of another film are no stand-ins
    }
    for (std::size_t i = 0; i < kSlots; ++i) {
        Slot& slot = slots_[i];
        slot.view = {};
        slot.error.reset();
        slot.error_of_frame = false;
        if (!needed(i) || reel_ == 0) {
            slot.picture.reset();
            slot.computing = false;
            slot.current = false;
            continue;
        }
        if (auto view = studio_.view(point_of(i))) {
            slot.view = *view;
        } else if (view.error().code == ErrorCode::Cancelled) {
            slot.computing = true; // being opened
            slot.current = false;
        } else {
            slot.error = view.error();
            slot.picture.reset();
            slot.computing = false;
            slot.current = false;
        }
    }
    tell_player();
    follow_frame();
}

void PictureFeed::tell_player() {
    std::vector<preview::View> views;
    std::vector<preview::Layer> layers;
    const std::size_t first = index(needs_.first);
    for (const std::size_t i : {first, 1 - first, kOrigins + first, kOrigins + 1 - first, kScan}) {
        const preview::View& view = slots_[i].view;
        const preview::Layer layer = layer_of(i);
        bool there = view.full == nullptr;
        for (std::size_t j = 0; j < views.size(); ++j) {
            there = there || (views[j] == view && layers[j] == layer);
        }
        if (!there) {
            views.push_back(view);
            layers.push_back(layer);
        }
    }
    player_.set_views(std::move(views), std::move(layers));
}

void PictureFeed::follow_frame() {
    for (std::size_t i = 0; i < kSlots; ++i) {
        if (slots_[i].view.full != nullptr) {
            fill(i);
        }
    }
    Q_EMIT changed();
}

void PictureFeed::fill(std::size_t i) {
    Slot& slot = slots_[i];
    const Hash128 key = slot.view.full->info().key;
    slot.frame =
        std::clamp<std::int64_t>(studio_.frame_in(slot.view), 0,
                                 std::max<std::int64_t>(slot.view.full->info().frames - 1, 0));
    slot.error.reset();
    slot.error_of_frame = false;
    if (const auto picture = studio_.pictures().peek(key, slot.frame, layer_of(i))) {
        slot.picture = picture;
        slot.current = true;
        slot.computing = false;
        return;
    }
    slot.current = false;
    slot.computing = true;
    const auto failed = studio_.pictures().failed(key);
    const auto at = std::find_if(failed.begin(), failed.end(),
                                 [&](const auto& one) { return one.first == slot.frame; });
    if (at != failed.end()) {
        slot.error = at->second;
        slot.error_of_frame = true;
        slot.computing = false;
        slot.picture.reset();
    }
}

void PictureFeed::take_arrival(const preview::Arrival& arrival) {
    bool ours = false;
    for (std::size_t i = 0; i < kSlots; ++i) {
        Slot& slot = slots_[i];
        if (slot.view.full == nullptr || arrival.frame != slot.frame ||
            arrival.layer != layer_of(i) || !(arrival.clip == slot.view.full->info().key)) {
            continue;
        }
        const bool full = arrival.quality == preview::Quality::Full;
        if (arrival.picture) {
            if (full || !slot.current) {
                slot.picture = *arrival.picture;
                slot.current = true;
                slot.computing = !full;
                slot.error.reset();
            }
            ours = true;
        } else if (full && arrival.picture.error().code != ErrorCode::Cancelled) {
            slot.error = arrival.picture.error();
            slot.error_of_frame = true;
            slot.computing = false;
            slot.current = false;
            slot.picture.reset();
            ours = true;
        }
    }
    if (ours) {
        Q_EMIT changed();
    }
}

void PictureFeed::retry() {
    for (const Slot& slot : slots_) {
        if (slot.error && slot.error_of_frame && slot.view.full != nullptr) {
            studio_.pictures().retry(slot.view.full->info().key, slot.frame);
        }
    }
    follow_views();
}

} // namespace kinovar::ui
