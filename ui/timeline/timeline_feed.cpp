#include "ui/timeline/timeline_feed.h"

#include "core/media/audio_reader.h"
#include "ui/studio/colour.h"
#include "ui/studio/fix_look.h"
#include "ui/studio/retouch.h"
#include "ui/studio/text.h"

#include <QPointer>
#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr int kKeptMilliseconds = 200;
constexpr double kPeaksASecond =
    static_cast<double>(media::AudioReader::kRate) / media::Waveform::kSamplesPerPeak;
constexpr int kPercent = 100;
constexpr float kShownLuma = 0.5F; // of hints: a lane has no picture that says how light they are

TimelineSpan span_of(const project::Flag& flag) {
    const QString text = TimelineFeed::tr("%1 (%2 %): %3", "kind of flag, severity, text")
                             .arg(translated(flag.kind))
                             .arg(qRound(flag.severity * kPercent))
                             .arg(to_qt(flag.text));
    return {flag.id, flag.first, flag.last, flag.severity, flag.state != project::FlagState::Open,
            text};
}

TimelineSpan span_of(const project::Hint& hint, const Colour& colour) {
    const bool is_mark = colour.reference(hint.id) != nullptr;
    const QString source =
        hint.citation.empty() ? TimelineFeed::tr("no source yet") : to_qt(hint.citation);
    TimelineSpan span{hint.id, hint.first, hint.last, 0, false, {}};
    span.is_mark = is_mark;
    if (is_mark) {
        span.text = TimelineFeed::tr("Reference: %1").arg(source);
    } else {
        span.text = hint.documented ? TimelineFeed::tr("Documented colour: %1").arg(source)
                                    : TimelineFeed::tr("Inferred colour: %1").arg(source);
    }
    if (const colourise::ColourHint* one = colour.hint(hint.id)) {
        span.colour = colour_at(kShownLuma, one->colour);
    }
    return span;
}

TimelineSpan span_of(const project::Fix& row, const Retouch& retouch) {
    TimelineSpan span{row.id, row.first, row.last, 0, !row.enabled, fix_look::title(row.kind)};
    span.colour = fix_look::colour(row.kind);
    if (const retouch::Fix* fix = retouch.fix(row.id)) {
        span.text = fix_look::name(*fix);
        span.ease_in = fix->ease_in;
        span.ease_out = fix->ease_out;
    }
    return span;
}

} // namespace

TimelineFeed::TimelineFeed(Studio& studio, QObject* parent) : QObject(parent), studio_(studio) {
    kept_soon_.setSingleShot(true);
    kept_soon_.setInterval(kKeptMilliseconds);
    connect(&kept_soon_, &QTimer::timeout, this, &TimelineFeed::take_kept);
    const auto kept_soon = [this] {
        if (!kept_soon_.isActive()) {
            kept_soon_.start();
        }
    };
    connect(&studio, &Studio::picture_arrived, this, kept_soon);
    connect(&studio, &Studio::views_changed, this, kept_soon);
    connect(&studio, &Studio::project_changed, this, &TimelineFeed::take_all);
    connect(&studio, &Studio::reel_changed, this, &TimelineFeed::take_all);
    connect(&studio, &Studio::reels_changed, this, [this] {
        take_reel();
        Q_EMIT data_changed();
    });
    connect(&studio, &Studio::shots_changed, this, [this] {
        take_shots();
        Q_EMIT data_changed();
    });
    connect(&studio, &Studio::marks_changed, this, [this] {
        take_marks();
        Q_EMIT data_changed();
    });
    connect(&studio.colour(), &Colour::hints_changed, this, [this] {
        take_marks();
        Q_EMIT data_changed();
    });
    connect(&studio.colour(), &Colour::confidence_changed, this, [this] {
        data_.confidence = studio_.colour().confidence();
        Q_EMIT data_changed();
    });
    connect(&studio.colour(), &Colour::chosen_changed, this, [this](project::Id id) {
        data_.chosen_hint = id;
        Q_EMIT look_changed();
    });
    connect(&studio.retouch(), &Retouch::fixes_changed, this, [this] {
        take_marks();
        Q_EMIT data_changed();
    });
    const auto chosen_fix = [this] {
        take_chosen_fix();
        Q_EMIT data_changed();
    };
    connect(&studio.retouch(), &Retouch::confidence_changed, this, chosen_fix);
    connect(&studio.retouch(), &Retouch::chosen_changed, this, chosen_fix);
    connect(&studio, &Studio::range_changed, this, [this] {
        take_range();
        Q_EMIT look_changed();
    });
    connect(&studio, &Studio::shot_changed, this, [this] {
        data_.current_shot = studio_.shot();
        Q_EMIT look_changed();
    });
    connect(&studio, &Studio::source_changed, this, [this](project::Id reel) {
        if (reel == studio_.reel()) {
            look_for_sound();
        }
    });
    take_all();
}

void TimelineFeed::take_all() {
    take_reel();
    take_shots();
    take_marks();
    take_range();
    take_kept();
    look_for_sound();
    Q_EMIT data_changed();
}

void TimelineFeed::take_reel() {
    data_.frames = studio_.frames();
    data_.rate = studio_.frame_rate();
    const auto* reel =
        studio_.has_project() ? studio_.document().get<project::Reel>(studio_.reel()) : nullptr;
    if (reel != nullptr && reel->width > 0 && reel->height > 0) {
        data_.aspect = static_cast<double>(reel->width) / reel->height;
    }
}

void TimelineFeed::take_shots() {
    data_.shots.clear();
    data_.current_shot = studio_.shot();
    if (studio_.reel() == 0) {
        return;
    }
    const project::Document& document = studio_.document();
    const std::vector<project::Id>& shots = document.shots_of(studio_.reel());
    data_.shots.reserve(shots.size());
    for (const project::Id id : shots) {
        const auto& shot = *document.get<project::Shot>(id);
        const QString number = QString::number(data_.shots.size() + 1);
        TimelineShot shown{id, shot.first, shot.last, number, {}};
        if (!shot.name.empty()) {
            shown.title = tr("%1 · %2", "number and name of a shot").arg(number, to_qt(shot.name));
        }
        const auto* pick = document.get<project::Take>(shot.pick);
        if (pick != nullptr && pick->chain) {
            shown.badge = pick->name.empty() ? tr("own chain") : to_qt(pick->name);
        }
        data_.shots.push_back(shown);
    }
}

void TimelineFeed::take_marks() {
    data_.markers.clear();
    std::vector<TimelineSpan> flags;
    std::vector<TimelineSpan> fixes;
    std::vector<TimelineSpan> hints;
    const project::Id reel = studio_.reel();
    if (reel != 0) {
        const project::Document& document = studio_.document();
        for (const auto& [id, marker] : document.all<project::Marker>()) {
            if (marker.reel == reel) {
                data_.markers.push_back({id, marker.frame, to_qt(marker.text)});
            }
        }
        for (const auto& [id, flag] : document.all<project::Flag>()) {
            if (flag.reel == reel) {
                flags.push_back(span_of(flag));
            }
        }
        for (const auto& [id, hint] : document.all<project::Hint>()) {
            if (hint.reel == reel) {
                hints.push_back(span_of(hint, studio_.colour()));
            }
        }
        for (const auto& [id, fix] : document.all<project::Fix>()) {
            const auto* take = document.get<project::Take>(fix.take);
            const auto* shot = take == nullptr ? nullptr : document.get<project::Shot>(take->shot);
            if (shot != nullptr && shot->reel == reel) {
                fixes.push_back(span_of(fix, studio_.retouch()));
            }
        }
    }
    std::stable_sort(data_.markers.begin(), data_.markers.end(),
                     [](const auto& a, const auto& b) { return a.frame < b.frame; });
    data_.flags = SpanList(std::move(flags));
    give_rows(fixes);
    data_.fixes = SpanList(std::move(fixes));
    take_chosen_fix();
    give_rows(hints);
    data_.hints = SpanList(std::move(hints));
    data_.chosen_hint = studio_.colour().chosen();
    data_.confidence = studio_.colour().confidence();
}

void TimelineFeed::take_chosen_fix() {
    const Retouch& retouch = studio_.retouch();
    const retouch::Fix* fix = retouch.fix(retouch.chosen());
    data_.chosen_fix = fix == nullptr ? 0 : fix->id;
    data_.fix_keys.clear();
    data_.fix_fit.clear();
    if (fix != nullptr) {
        for (const retouch::Key& key : fix->keys) {
            data_.fix_keys.push_back(key.frame);
        }
        data_.fix_fit = retouch.confidence(fix->id);
    }
}

void TimelineFeed::take_range() {
    const preview::FrameSpan range = studio_.range();
    data_.in = studio_.has_range() ? range.first : -1;
    data_.out = studio_.has_range() ? range.last : -1;
}

void TimelineFeed::take_kept() {
    std::vector<preview::FrameSpan> kept;
    std::vector<std::int64_t> failed;
    const auto view =
        studio_.reel() == 0 ? Result<preview::View>() : studio_.view({Point::Kind::Result, 0, 0});
    if (view && view->full != nullptr) {
        const pipeline::ClipInfo& info = view->full->info();
        kept = studio_.pictures().kept(info.key);
        for (const auto& [frame, error] : studio_.pictures().failed(info.key)) {
            failed.push_back(frame);
        }
        const pipeline::ClipPtr source = studio_.source(studio_.reel());
        // A chain that changes the speed has other frames than the reel.
        if (source != nullptr && info.frames != source->info().frames) {
            const auto reel_frame = [&](std::int64_t n) {
                return preview::frame_at_same_time(info, n, 0, source->info());
            };
            for (preview::FrameSpan& span : kept) {
                span = {reel_frame(span.first), reel_frame(span.last)};
            }
            std::transform(failed.begin(), failed.end(), failed.begin(), reel_frame);
        }
    }
    if (kept != data_.kept || failed != data_.failed) {
        data_.kept = std::move(kept);
        data_.failed = std::move(failed);
        Q_EMIT look_changed();
    }
}

void TimelineFeed::look_for_sound() {
    const auto* reel =
        studio_.has_project() ? studio_.document().get<project::Reel>(studio_.reel()) : nullptr;
    const std::filesystem::path path =
        reel == nullptr ? std::filesystem::path() : studio_.sound_of(reel->id);
    if (reel != nullptr && reel->id == sound_reel_ && path == sound_path_) {
        return;
    }
    studio_.jobs().cancel(sound_job_);
    data_.sound.reset();
    sound_reel_ = 0;
    sound_path_.clear();
    // Only once the reel is open: until then its index is being made from the same file.
    if (reel == nullptr || studio_.source(reel->id) == nullptr) {
        return;
    }
    sound_reel_ = reel->id;
    sound_path_ = path;
    auto found = std::make_shared<std::shared_ptr<const PeaksPyramid>>();
    const auto work = [path, found](Job& job) -> Status {
        auto waveform = media::waveform_of(path, job);
        if (!waveform) {
            return failure(waveform.error());
        }
        *found = std::make_shared<PeaksPyramid>(std::move(waveform->peaks), kPeaksASecond);
        return {};
    };
    const auto then = [self = QPointer<TimelineFeed>(this), path, found](const Status& status) {
        // A film without sound is nothing to complain about.
        if (self && status && self->sound_path_ == path) {
            self->data_.sound = *found;
            Q_EMIT self->look_changed();
        }
    };
    sound_job_ = studio_.jobs().start(tr("Waveform"), work, then, true);
}

} // namespace kinovar::ui
