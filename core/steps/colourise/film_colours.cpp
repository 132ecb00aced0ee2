#include "core/steps/colourise/film_colours.h"

#include "core/image/cv_bridge.h"
#include "core/steps/colourise/engine/hint_correction.h"
#include "core/steps/colourise/engine/lab.h"
#include "core/steps/colourise/engine/propagate.h"
#include "core/steps/colourise/engine/seeds.h"
#include "core/steps/colourise/reference_picture.h"
#include "core/steps/colourise/time/chroma_filter.h"
#include "core/steps/colourise/time/hint_track.h"
#include "core/steps/measure/shots.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace kinovar::colourise {

namespace {

using pipeline::Pull;
using pipeline::Shot;

constexpr std::size_t kSpeakingKept = 16;
/// Frames of about 540 lines, and calming looks at seven of them.
constexpr std::size_t kColourBytes = std::size_t{160} << 20U;
/// A model that needs no hints colours every so many frames of a shot; those between follow.
constexpr std::int64_t kModelKeys = 16;
constexpr double kLeastStrength = 0.05; ///< of colours that are not: better than those far away
constexpr int kSamplesAcross = 20;      ///< of colours, over the longer side
constexpr double kUnsureShare = 1e-3;   ///< of the picture: less is left as it is
constexpr float kSoftLimit = 0.5F;      ///< of the limit, where colours begin to show

float smooth_step(float from, float to, float value) {
    const float t = std::clamp((value - from) / (to - from), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

/// 0 where colours are not sure enough to show, 1 from the limit on.
cv::Mat surety(const cv::Mat& confidence, float limit) {
    cv::Mat share(confidence.size(), CV_32F, cv::Scalar(1));
    if (limit <= 0) {
        return share;
    }
    for (int y = 0; y < share.rows; ++y) {
        const auto* sure = confidence.ptr<float>(y);
        auto* out = share.ptr<float>(y);
        for (int x = 0; x < share.cols; ++x) {
            out[x] = smooth_step(kSoftLimit * limit, limit, sure[x]);
        }
    }
    return share;
}

std::size_t bytes_of(const Chroma& chroma) {
    return chroma.ab.total() * chroma.ab.elemSize() +
           chroma.confidence.total() * chroma.confidence.elemSize();
}

/// Colours of places on a grid as hints, as strong as they are sure.
std::vector<PlacedHint> samples_of(const Chroma& chroma) {
    const cv::Size size = chroma.ab.size();
    const int step = std::max(1, std::max(size.width, size.height) / kSamplesAcross);
    std::vector<PlacedHint> samples;
    for (int y = step / 2; y < size.height; y += step) {
        for (int x = step / 2; x < size.width; x += step) {
            const auto& ab = chroma.ab.at<cv::Vec2f>(y, x);
            PlacedHint sample;
            sample.places = {{(x + 0.5) / size.width, (y + 0.5) / size.height}};
            sample.colour = {ab[0], ab[1]};
            sample.size = 0;
            sample.strength =
                std::clamp<double>(chroma.confidence.at<float>(y, x), kLeastStrength, 1);
            samples.push_back(std::move(sample));
        }
    }
    return samples;
}

std::string action_at(std::int64_t n) {
    return fmt::format("colourise, frame {}", n);
}

/// Calls `make` for the last of `frames` (ascending) that is not after n, and the first after it.
template <class Make>
Status nearest_both(const std::vector<std::int64_t>& frames, std::int64_t n, const Make& make) {
    const auto after = std::upper_bound(frames.begin(), frames.end(), n);
    if (after != frames.begin()) {
        KINOVAR_TRY(make(*std::prev(after)));
    }
    return after != frames.end() ? make(*after) : Status();
}

/// Between two colours of each place, by `share` of the first.
Chroma mixed(const Chroma& first, const Chroma& second, const cv::Mat& share) {
    Chroma both{cv::Mat(first.ab.size(), CV_32FC2), cv::Mat(first.ab.size(), CV_32F)};
    for (int y = 0; y < both.ab.rows; ++y) {
        const auto* w = share.ptr<float>(y);
        for (int x = 0; x < both.ab.cols; ++x) {
            both.ab.at<cv::Vec2f>(y, x) =
                first.ab.at<cv::Vec2f>(y, x) * w[x] + second.ab.at<cv::Vec2f>(y, x) * (1 - w[x]);
            both.confidence.at<float>(y, x) = first.confidence.at<float>(y, x) * w[x] +
                                              second.confidence.at<float>(y, x) * (1 - w[x]);
        }
    }
    return both;
}

} // namespace

/// Those who speak for some frames of a shot. Their anchors are coloured first: the references, or
/// else the frame at which most hints were given (one alone would tint a whole picture). Further
/// frames with hints are carried from there and put right; all of these together are the keys.
struct FilmColours::Speaking {
    Hash128 name; ///< of who they are
    Shot shot;
    std::vector<ColourHint> hints; ///< their ranges are the whole film
    std::vector<ColourReference> references;
    std::vector<std::int64_t> anchors, keys; ///< frames, ascending; anchors are keys too
    std::unique_ptr<const Carrier> from_anchors, from_keys;

    [[nodiscard]] bool is_anchor(std::int64_t n) const {
        return std::binary_search(anchors.begin(), anchors.end(), n);
    }
    /// Hints that frame n has something new from: given there, or seen at no anchor.
    [[nodiscard]] std::vector<ColourHint> news_at(std::int64_t n) const {
        std::vector<ColourHint> news;
        for (const ColourHint& hint : hints) {
            bool here = false;
            bool seen = false;
            for (const HintKey& key : hint.keys) {
                here = here || key.frame == n;
                seen = seen || is_anchor(key.frame);
            }
            if (here || !seen) {
                news.push_back(hint);
            }
        }
        return news;
    }
};

namespace {

/// The frames of a shot at which hints have keys, and how many.
std::map<std::int64_t, int> keys_of(const std::vector<ColourHint>& hints, const Shot& shot) {
    std::map<std::int64_t, int> keys;
    for (const ColourHint& hint : hints) {
        for (const HintKey& key : hint.keys) {
            if (key.frame >= shot.first && key.frame <= shot.last) {
                ++keys[key.frame];
            }
        }
    }
    return keys;
}

/// The frame that most hints were given at, the earliest of several.
std::int64_t richest_of(const std::map<std::int64_t, int>& keys) {
    return std::max_element(keys.begin(), keys.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

} // namespace

FilmColours::FilmColours(pipeline::ClipPtr input, steps::ColouriseOptions options, HintSet hints,
                         ColouriserPtr colouriser)
    : input_(std::move(input)), options_(std::move(options)), hints_(std::move(hints)),
      colouriser_(std::move(colouriser)), motion_(std::make_shared<const Motion>(input_)),
      told_(steps::shots_of(input_),
            [this](const Shot& shot, const Pull& /*pull*/) -> Result<Told> {
                return told_about(shot);
            }),
      speaking_(kSpeakingKept, [](const Speaking& /*one*/) { return 1; }),
      colours_(kColourBytes, bytes_of) {}

FilmColours::~FilmColours() = default;

FilmColours::Told FilmColours::told_about(const Shot& shot) const {
    const auto inside = [&shot](std::int64_t frame) {
        return frame >= shot.first && frame <= shot.last;
    };
    Told told;
    for (const ColourHint& hint : hints_.hints) {
        if (std::any_of(hint.keys.begin(), hint.keys.end(),
                        [&](const HintKey& key) { return inside(key.frame); })) {
            told.hints.push_back(hint);
        }
    }
    for (const ColourReference& reference : hints_.references) {
        if (inside(reference.frame)) {
            told.references.push_back(reference);
        }
    }
    std::sort(told.references.begin(), told.references.end(),
              [](const ColourReference& a, const ColourReference& b) { return a.frame < b.frame; });
    return told;
}

Result<FilmColours::SpeakingPtr> FilmColours::speaking_at(std::int64_t n, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const auto told, told_.at(n, pull));
    Hasher hasher;
    hasher.add(told->shot.first);
    std::vector<std::size_t> hints;
    for (std::size_t i = 0; i < told->value.hints.size(); ++i) {
        const ColourHint& hint = told->value.hints[i];
        if (n >= hint.first && n <= hint.last) {
            hints.push_back(i);
            hasher.add(static_cast<std::int64_t>(i));
        }
    }
    if (hints.empty() && told->value.references.empty() && !colouriser_->knows_things()) {
        return nullptr;
    }
    const Hash128 name = hasher.finish();
    return speaking_.get(
        name, [&]() -> Result<SpeakingPtr> { return make_speaking(*told, hints, name); });
}

FilmColours::SpeakingPtr FilmColours::make_speaking(const steps::PerShot<Told>::Entry& told,
                                                    const std::vector<std::size_t>& hints,
                                                    const Hash128& name) const {
    auto speaking = std::make_shared<Speaking>();
    speaking->name = name;
    speaking->shot = told.shot;
    speaking->references = told.value.references;
    for (const std::size_t index : hints) {
        ColourHint hint = told.value.hints[index];
        hint.first = 0;
        hint.last = kLastOfAnyFilm;
        speaking->hints.push_back(std::move(hint));
    }
    std::map<std::int64_t, int> keys = keys_of(speaking->hints, told.shot);
    std::set<std::int64_t> anchors;
    if (!speaking->references.empty()) {
        for (const ColourReference& reference : speaking->references) {
            anchors.insert(reference.frame);
        }
    } else if (colouriser_->knows_things()) {
        for (std::int64_t n = told.shot.first; n < told.shot.last; n += kModelKeys) {
            anchors.insert(n);
        }
        anchors.insert(told.shot.last);
    } else {
        anchors.insert(richest_of(keys));
    }
    for (const std::int64_t anchor : anchors) {
        ++keys[anchor];
    }
    speaking->anchors.assign(anchors.begin(), anchors.end());
    for (const auto& [frame, count] : keys) {
        speaking->keys.push_back(frame);
    }
    // Their colours are asked for before they are carried, by somebody who can be stopped.
    const Speaking* self = speaking.get();
    speaking->from_anchors =
        std::make_unique<const Carrier>(motion_, speaking->anchors, [this, self](std::int64_t n) {
            return anchor_at(*self, n, {});
        });
    speaking->from_keys = std::make_unique<const Carrier>(
        motion_, speaking->keys, [this, self](std::int64_t n) { return key_at(*self, n, {}); });
    return speaking;
}

Result<FilmColours::ChromaPtr>
FilmColours::kept(Kind kind, const Speaking& speaking, std::int64_t n,
                  const std::function<Result<Chroma>()>& make) const {
    const Hash128 name =
        Hasher().add(speaking.name).add(static_cast<std::int64_t>(kind)).add(n).finish();
    return colours_.get(name, [&]() -> Result<ChromaPtr> {
        KINOVAR_TRY_ASSIGN(Chroma chroma, make());
        return std::make_shared<const Chroma>(std::move(chroma));
    });
}

Result<Guide> FilmColours::guide_at(std::int64_t n, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const FramePtr frame, input_->frame(n, pull));
    Guide guide;
    KINOVAR_TRY(guard_cv(action_at(n), [&] { guide = make_guide(lightness_of(*frame)); }));
    return guide;
}

Result<Chroma> FilmColours::by_hints(const Speaking& speaking, std::int64_t n,
                                     const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const auto placed, hints_at(speaking.hints, n, *motion_, pull));
    KINOVAR_TRY_ASSIGN(const Guide guide, guide_at(n, pull));
    Seeds seeds;
    KINOVAR_TRY(guard_cv(action_at(n), [&] { seeds = seeds_of(placed, guide.work.size()); }));
    return colouriser_->colour(guide, seeds, pull.stop);
}

Result<Chroma> FilmColours::put_right(const Chroma& known, const std::vector<ColourHint>& hints,
                                      std::int64_t n, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const auto placed, hints_at(hints, n, *motion_, pull));
    if (placed.empty()) {
        return known;
    }
    KINOVAR_TRY_ASSIGN(const Guide guide, guide_at(n, pull));
    Chroma right;
    KINOVAR_TRY(guard_cv(action_at(n), [&] {
        right = corrected(known, guide, seeds_of(placed, guide.work.size()));
    }));
    return right;
}

Result<FilmColours::ChromaPtr> FilmColours::anchor_at(const Speaking& speaking, std::int64_t n,
                                                      const Pull& pull) const {
    return kept(Kind::Anchor, speaking, n, [&]() -> Result<Chroma> {
        const auto reference =
            std::find_if(speaking.references.begin(), speaking.references.end(),
                         [n](const ColourReference& one) { return one.frame == n; });
        if (reference == speaking.references.end()) {
            return by_hints(speaking, n, pull);
        }
        KINOVAR_TRY_ASSIGN(const FramePtr frame, input_->frame(n, pull));
        KINOVAR_TRY_ASSIGN(const Guide guide, guide_at(n, pull));
        KINOVAR_TRY_ASSIGN(const Chroma colours,
                           reference_colours(reference->file, *frame, n, guide.work.size()));
        return put_right(colours, speaking.hints, n, pull);
    });
}

Result<Chroma> FilmColours::from_anchors(const Speaking& speaking,
                                         const std::vector<ColourHint>& hints, std::int64_t n,
                                         const Pull& pull) const {
    KINOVAR_TRY(nearest_both(speaking.anchors, n, [&](std::int64_t anchor) -> Status {
        KINOVAR_TRY(anchor_at(speaking, anchor, pull));
        return {};
    }));
    KINOVAR_TRY_ASSIGN(Chroma carried, speaking.from_anchors->at(n, pull));
    KINOVAR_TRY_ASSIGN(const Chroma known, settled(std::move(carried), n, pull));
    return put_right(known, hints, n, pull);
}

Result<FilmColours::ChromaPtr> FilmColours::key_at(const Speaking& speaking, std::int64_t n,
                                                   const Pull& pull) const {
    if (speaking.is_anchor(n)) {
        return anchor_at(speaking, n, pull);
    }
    return kept(Kind::Key, speaking, n,
                [&] { return from_anchors(speaking, speaking.news_at(n), n, pull); });
}

Result<Chroma> FilmColours::frame_colours(const Speaking& speaking, std::int64_t n,
                                          const Pull& pull) const {
    if (options_.carry == "frames") {
        return speaking.references.empty() ? by_hints(speaking, n, pull)
                                           : from_anchors(speaking, speaking.hints, n, pull);
    }
    KINOVAR_TRY(nearest_both(speaking.keys, n, [&](std::int64_t key) -> Status {
        KINOVAR_TRY(key_at(speaking, key, pull));
        return {};
    }));
    KINOVAR_TRY_ASSIGN(Chroma carried, speaking.from_keys->at(n, pull));
    return std::binary_search(speaking.keys.begin(), speaking.keys.end(), n)
               ? Result<Chroma>(std::move(carried))
               : settled(std::move(carried), n, pull);
}

Result<Chroma> FilmColours::settled(Chroma carried, std::int64_t n, const Pull& pull) const {
    const auto limit = static_cast<float>(options_.limit);
    const double unsure = static_cast<double>(cv::countNonZero(carried.confidence < limit)) /
                          static_cast<double>(carried.confidence.total());
    if (unsure <= kUnsureShare) {
        return carried;
    }
    const std::vector<PlacedHint> samples = samples_of(carried);
    KINOVAR_TRY_ASSIGN(const Guide guide, guide_at(n, pull));
    Seeds seeds;
    KINOVAR_TRY(guard_cv(action_at(n), [&] { seeds = seeds_of(samples, guide.work.size()); }));
    KINOVAR_TRY_ASSIGN(Chroma filling, colouriser_->colour(guide, seeds, pull.stop));
    Chroma both;
    KINOVAR_TRY(guard_cv(
        action_at(n), [&] { both = mixed(carried, filling, surety(carried.confidence, limit)); }));
    return both;
}

Result<std::shared_ptr<const Chroma>> FilmColours::at(std::int64_t n, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const SpeakingPtr speaking, speaking_at(n, pull));
    if (speaking == nullptr) {
        return nullptr;
    }
    return kept(Kind::Frame, *speaking, n, [&] { return frame_colours(*speaking, n, pull); });
}

Result<std::shared_ptr<const Chroma>> FilmColours::calm_at(std::int64_t n, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(ChromaPtr own, at(n, pull));
    if (own == nullptr || options_.calm <= 0) {
        return own;
    }
    const auto chroma_of = [&](std::int64_t frame) -> Result<ChromaPtr> {
        KINOVAR_TRY_ASSIGN(ChromaPtr chroma, at(frame, pull));
        if (chroma == nullptr) { // a hint's range ends here
            const cv::Size size = own->ab.size();
            chroma = std::make_shared<const Chroma>(
                Chroma{cv::Mat::zeros(size, CV_32FC2), cv::Mat::zeros(size, CV_32F)});
        }
        return chroma;
    };
    KINOVAR_TRY_ASSIGN(Chroma calm, calmed(n, options_.calm, chroma_of, *motion_, pull));
    return std::make_shared<const Chroma>(std::move(calm));
}

cv::Mat FilmColours::shown_share(const cv::Mat& confidence) const {
    const bool all = options_.unsure == "fill" || colouriser_->knows_things();
    return all ? cv::Mat(confidence.size(), CV_32F, cv::Scalar(1))
               : surety(confidence, static_cast<float>(options_.limit));
}

} // namespace kinovar::colourise
