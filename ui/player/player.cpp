#include "ui/player/player.h"

#include "ui/player/sound.h"
#include "ui/studio/text.h"

#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr double kFastest = 8;
constexpr double kSlowestHeard = 0.5;
constexpr double kFastestHeard = 2;
/// The clock is set to the sound where they are this far apart, in seconds.
constexpr double kLipSync = 0.04;
/// Where no picture is ready for so long, in seconds, the playhead goes on without.
constexpr double kBlindAfter = 0.5;
constexpr int kTickMs = 4;
constexpr qint64 kSecondMs = 1000;
constexpr double kNanosecond = 1e-9;
/// Of a frame: a time that lies so little before its start counts as its start.
constexpr double kRounding = 1e-6;

} // namespace

Player::Player(Studio& studio, QObject* parent)
    : QObject(parent), studio_(studio), sound_(std::make_unique<Sound>()) {
    ticks_.setTimerType(Qt::PreciseTimer);
    ticks_.setInterval(kTickMs);
    since_start_.start();
    connect(&ticks_, &QTimer::timeout, this, &Player::tick);
    connect(&studio_, &Studio::frame_changed, this, [this] {
        if (playing() && !moving_) { // somebody else moved it: play on from there
            anchor(studio_.frame());
            update_sound();
        }
        want_pictures();
    });
    connect(&studio_, &Studio::picture_arrived, this, &Player::take_arrival);
    connect(&studio_, &Studio::views_changed, this, [this] { ahead_.forget(); });
    connect(&studio_, &Studio::reel_changed, this, &Player::follow_source);
    connect(&studio_, &Studio::source_changed, this, &Player::follow_source);
    connect(&studio_, &Studio::project_changed, this, &Player::follow_source);
}

Player::~Player() = default;

void Player::follow_source() {
    if (times() == nullptr) {
        stop();
    }
    const auto* reel =
        studio_.has_project() ? studio_.document().get<project::Reel>(studio_.reel()) : nullptr;
    // Once the pictures are open their index is at hand, and the sound opens at once.
    const bool open = reel != nullptr && times() != nullptr;
    sound_->open(open ? studio_.sound_of(reel->id) : std::filesystem::path());
    want_pictures();
}

void Player::set_views(std::vector<preview::View> views, std::vector<preview::Layer> layers) {
    layers.resize(views.size(), preview::Layer::Picture);
    shown_ = {std::move(views), std::move(layers)};
    want_pictures();
}

const pipeline::ClipInfo* Player::times() const {
    const pipeline::ClipPtr clip = studio_.source(studio_.reel());
    return clip == nullptr ? nullptr : &clip->info();
}

void Player::want_pictures() {
    studio_.pictures().want(ahead_.wanted(shown_, {.reel = times(),
                                                   .frame = studio_.frame(),
                                                   .fraction = studio_.fraction(),
                                                   .speed = speed_,
                                                   .range = studio_.range(),
                                                   .loops = loops_,
                                                   .every_frame = every_frame_}));
}

void Player::take_arrival(const preview::Arrival& arrival) {
    ahead_.learn(arrival, shown_);
}

// --- transport

void Player::play(double speed) {
    if (times() == nullptr || speed == 0) {
        stop();
        return;
    }
    const preview::FrameSpan range = studio_.range();
    const std::int64_t frame = studio_.frame();
    const bool from_start = speed > 0 && (frame >= range.last || frame < range.first);
    const bool from_end = speed < 0 && (frame <= range.first || frame > range.last);
    const bool begins = speed_ == 0;
    speed_ = std::clamp(speed, -kFastest, kFastest);
    if (begins) {
        dropped_ = 0;
        shown_times_.clear();
        Q_EMIT dropped_changed(dropped_);
    }
    if (from_start || from_end) {
        move_to(from_start ? range.first : range.last);
    }
    anchor(studio_.frame());
    ticks_.start();
    update_sound();
    want_pictures();
    Q_EMIT state_changed();
}

void Player::stop() {
    if (!playing()) {
        return;
    }
    speed_ = 0;
    ticks_.stop();
    update_sound();
    if (studio_.fraction() != 0) {
        studio_.set_fraction(0);
        Q_EMIT fraction_changed();
    }
    want_pictures();
    Q_EMIT state_changed();
}

void Player::toggle() {
    playing() ? stop() : play();
}

void Player::shuttle_back() {
    play(speed_ < 0 ? speed_ * 2 : -1);
}

void Player::shuttle_stop() {
    stop();
}

void Player::shuttle_forward() {
    play(speed_ > 0 ? speed_ * 2 : 1);
}

void Player::step(int frames) {
    stop();
    studio_.set_frame(studio_.frame() + frames);
}

void Player::set_loops(bool loops) {
    loops_ = loops;
    want_pictures();
    Q_EMIT state_changed();
}

void Player::set_every_frame(bool every_frame) {
    every_frame_ = every_frame;
    if (playing()) {
        anchor(studio_.frame());
    }
    update_sound();
    want_pictures();
    Q_EMIT state_changed();
}

void Player::set_muted(bool muted) {
    muted_ = muted;
    update_sound();
    Q_EMIT state_changed();
}

void Player::set_volume(double volume) {
    sound_->set_volume(std::clamp(volume, 0.0, 1.0));
}

bool Player::has_sound() const {
    return sound_->exists();
}

bool Player::sounds() const {
    return !muted_ && !every_frame_ && speed_ >= kSlowestHeard && speed_ <= kFastestHeard;
}

void Player::update_sound() {
    if (sounds()) {
        sound_->start(film_time(), speed_);
    } else {
        sound_->stop();
    }
}

double Player::shown_rate() const {
    const qint64 since = since_start_.elapsed() - kSecondMs;
    return static_cast<double>(std::count_if(shown_times_.begin(), shown_times_.end(),
                                             [&](qint64 time) { return time >= since; }));
}

// --- clock

/// The clock starts where that frame is about to be shown: backwards that is its end.
void Player::anchor(std::int64_t frame) {
    const pipeline::ClipInfo& reel = *times();
    const double begin = preview::start_seconds(reel, frame);
    const double end = preview::start_seconds(reel, frame + 1);
    anchor_ = speed_ >= 0 ? begin : end - kRounding * (end - begin);
    shown_at_ = anchor_;
    due_ = frame;
    clock_.start();
}

double Player::film_time() const {
    return anchor_ + speed_ * static_cast<double>(clock_.nsecsElapsed()) * kNanosecond;
}

void Player::tick() {
    const pipeline::ClipInfo* reel = times();
    if (reel == nullptr || !playing()) {
        stop();
        return;
    }
    double seconds = film_time();
    if (const auto heard = sound_->time(); heard && std::abs(*heard - seconds) > kLipSync) {
        anchor_ += *heard - seconds;
        seconds = *heard;
    }
    const preview::FrameSpan range = studio_.range();
    const bool past_end = speed_ > 0 && seconds >= preview::start_seconds(*reel, range.last + 1);
    const bool past_start = speed_ < 0 && seconds < preview::start_seconds(*reel, range.first);
    if (past_end || past_start) {
        reach_end();
        return;
    }
    const double slack = kRounding * preview::start_seconds(*reel, 1);
    const std::int64_t due =
        std::clamp(preview::frame_at_seconds(*reel, seconds + slack), range.first, range.last);
    every_frame_ ? show_every(due) : show_due(due, seconds);
}

/// The end of the range, or its start when playing backwards.
void Player::reach_end() {
    const preview::FrameSpan range = studio_.range();
    const std::int64_t end = speed_ > 0 ? range.last : range.first;
    const std::int64_t other = speed_ > 0 ? range.first : range.last;
    if (!loops_) {
        move_to(end);
        stop();
        return;
    }
    if (every_frame_ && studio_.frame() != end) {
        show_every(end);
        return;
    }
    anchor(other);
    if (is_there(other, 0)) {
        shown_times_.push_back(since_start_.elapsed());
    } else {
        count_dropped(1);
    }
    move_to(other);
    update_sound();
}

void Player::show_due(std::int64_t frame, double seconds) {
    const pipeline::ClipInfo& reel = *times();
    const double begin = preview::start_seconds(reel, frame);
    const double length = preview::start_seconds(reel, frame + 1) - begin;
    const double fraction = length > 0 ? std::clamp((seconds - begin) / length, 0.0, 1.0) : 0;
    if (frame != due_) {
        // Fast play leaves frames out on purpose.
        const double every = std::max(1.0, std::abs(speed_));
        const auto steps = static_cast<std::int64_t>(
            std::max(1.0, std::round(std::abs(static_cast<double>(frame - due_)) / every)));
        due_ = frame;
        const bool there = is_there(frame, 0);
        count_dropped(there ? steps - 1 : steps);
        if (there || std::abs(seconds - shown_at_) > kBlindAfter * std::abs(speed_)) {
            shown_at_ = seconds;
            move_to(frame);
            if (there) {
                shown_times_.push_back(since_start_.elapsed());
            }
        } else {
            want_pictures();
        }
    }
    if (studio_.frame() == frame && has_more_frames()) {
        studio_.set_fraction(fraction);
        Q_EMIT fraction_changed();
    }
}

/// Goes on to the next frame when it is both due and there.
void Player::show_every(std::int64_t due) {
    const std::int64_t direction = speed_ > 0 ? 1 : -1;
    if ((due - studio_.frame()) * direction <= 0) {
        return;
    }
    const auto stride = std::max<std::int64_t>(1, std::llround(std::abs(speed_)));
    const preview::FrameSpan range = studio_.range();
    const std::int64_t next =
        std::clamp(studio_.frame() + direction * std::min(stride, std::abs(due - studio_.frame())),
                   range.first, range.last);
    if (!is_there(next, 0)) {
        return;
    }
    shown_times_.push_back(since_start_.elapsed());
    due_ = next;
    // Late by more than a frame: the clock waits.
    if (std::abs(due - next) >= stride) {
        anchor(next);
    }
    move_to(next);
}

void Player::move_to(std::int64_t frame) {
    moving_ = true;
    studio_.set_frame(frame);
    moving_ = false;
    while (!shown_times_.empty() && shown_times_.front() < since_start_.elapsed() - kSecondMs) {
        shown_times_.pop_front();
    }
}

void Player::count_dropped(std::int64_t frames) {
    if (frames > 0) {
        dropped_ += static_cast<int>(frames);
        Q_EMIT dropped_changed(dropped_);
    }
}

bool Player::has_more_frames() const {
    const pipeline::ClipInfo* reel = times();
    return std::any_of(shown_.views.begin(), shown_.views.end(), [&](const preview::View& view) {
        return reel != nullptr && view.full->info().frames > reel->frames;
    });
}

bool Player::is_there(std::int64_t frame, double fraction) const {
    for (std::size_t i = 0; i < shown_.views.size(); ++i) {
        const pipeline::ClipInfo& info = shown_.views[i].full->info();
        const std::int64_t n = preview::frame_at_same_time(*times(), frame, fraction, info);
        if (!studio_.pictures().peek(info.key, n, shown_.layers[i])) {
            return false;
        }
    }
    return true;
}

} // namespace kinovar::ui
