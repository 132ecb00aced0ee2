#include "core/steps/colourise/film_colours.h"

#include "core/image/cv_bridge.h"
#include "core/steps/colourise/engine/hint_correction.h"
#include "core/steps/colourise/engine/lab.h"
#include "core/steps/colourise/engine/seeds.h"
#include "core/steps/colourise/reference_picture.h"
#include "core/steps/colourise/time/chroma_filter.h"
#include "core/steps/colourise/time/hint_track.h"
#include "core/steps/measure/shots.h"

#include <fmt/format.h>

#include <algorithm>
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
constexpr float kSureEnough = 0.6F; ///< for colours that others are worked out from
constexpr int kSamplesAcross = 20;  ///< of such colours, over the longer side
constexpr float kSampleStrength = 0.8F;
constexpr double kUnsureShare = 1e-3; ///< of the picture: less is left as it is
constexpr float kSoftLimit = 0.5F;    ///< of the limit, where colours begin to show

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

/// Places on a grid where colours are sure, as hints.
std::vector<PlacedHint> sure_samples(const Chroma& chroma) {
    const cv::Size size = chroma.ab.size();
    const int step = std::max(1, std::max(size.width, size.height) / kSamplesAcross);
    std::vector<PlacedHint> samples;
    for (int y = step / 2; y < size.height; y += step) {
        for (int x = step / 2; x < size.width; x += step) {
            if (chroma.confidence.at<float>(y, x) < kSureEnough) {
                continue;
            }
            const auto& ab = chroma.ab.at<cv::Vec2f>(y, x);
            PlacedHint sample;
            sample.places = {{(x + 0.5) / size.width, (y + 0.5) / size.height}};
            sample.colour = {ab[0], ab[1]};
            sample.size = 0;
            sample.strength = kSampleStrength;
            samples.push_back(std::move(sample));
        }
    }
    return samples;
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

/// Those who speak for some frames of a shot: they colour its key frames and carry from there.
struct FilmColours::Speaking {
    Hash128 name; ///< of who they are
    Shot shot;
    std::vector<ColourHint> hints; ///< their ranges are the whole film
    std::vector<ColourReference> references;
    std::vector<std::int64_t> keys; ///< frames that are coloured themselves, ascending
    std::unique_ptr<const Carrier> from_references;
    std::unique_ptr<const Carrier> from_keys;
};

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
    std::vector<std::int64_t> references;
    for (const ColourReference& reference : speaking->references) {
        references.push_back(reference.frame);
    }
    std::set<std::int64_t> keys(references.begin(), references.end());
    for (const std::size_t index : hints) {
        ColourHint hint = told.value.hints[index];
        hint.first = 0;
        hint.last = kLastOfAnyFilm;
        for (const HintKey& key : hint.keys) {
            if (key.frame >= told.shot.first && key.frame <= told.shot.last) {
                keys.insert(key.frame);
            }
        }
        speaking->hints.push_back(std::move(hint));
    }
    if (colouriser_->knows_things() && references.empty()) {
        for (std::int64_t n = told.shot.first; n < told.shot.last; n += kModelKeys) {
            keys.insert(n);
        }
        keys.insert(told.shot.last);
    }
    speaking->keys.assign(keys.begin(), keys.end());
    // The colours of keys are asked for before they are carried, by somebody who can be stopped.
    const Speaking* self = speaking.get();
    speaking->from_references = std::make_unique<const Carrier>(
        motion_, std::move(references),
        [this, self](std::int64_t n) { return reference_at(*self, n, {}); });
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
    KINOVAR_TRY(guard_cv(fmt::format("colourise, frame {}", n),
                         [&] { guide = make_guide(lightness_of(*frame)); }));
    return guide;
}

Result<FilmColours::ChromaPtr> FilmColours::reference_at(const Speaking& speaking, std::int64_t n,
                                                         const Pull& pull) const {
    return kept(Kind::Reference, speaking, n, [&]() -> Result<Chroma> {
        const auto reference =
            std::find_if(speaking.references.begin(), speaking.references.end(),
                         [n](const ColourReference& one) { return one.frame == n; });
        KINOVAR_TRY_ASSIGN(const FramePtr frame, input_->frame(n, pull));
        KINOVAR_TRY_ASSIGN(const Guide guide, guide_at(n, pull));
        return reference_colours(reference->file, *frame, n, guide.work.size());
    });
}

Result<FilmColours::ChromaPtr> FilmColours::key_at(const Speaking& speaking, std::int64_t n,
                                                   const Pull& pull) const {
    return kept(Kind::Key, speaking, n, [&] { return key_colours(speaking, n, pull); });
}

Result<Chroma> FilmColours::key_colours(const Speaking& speaking, std::int64_t n,
                                        const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const auto placed, hints_at(speaking.hints, n, *motion_, pull));
    KINOVAR_TRY_ASSIGN(const Guide guide, guide_at(n, pull));
    Seeds seeds;
    const std::string action = fmt::format("colourise, frame {}", n);
    KINOVAR_TRY(guard_cv(action, [&] { seeds = seeds_of(placed, guide.work.size()); }));
    if (speaking.references.empty()) {
        return colouriser_->colour(guide, seeds, pull.stop);
    }
    for (const ColourReference& reference : speaking.references) {
        KINOVAR_TRY(reference_at(speaking, reference.frame, pull));
    }
    KINOVAR_TRY_ASSIGN(const Chroma known, speaking.from_references->at(n, pull));
    Chroma colours;
    KINOVAR_TRY(guard_cv(action, [&] { colours = corrected(known, guide, seeds); }));
    return colours;
}

Result<Chroma> FilmColours::settled(Chroma carried, const Speaking& speaking, std::int64_t n,
                                    const Pull& pull) const {
    const auto limit = static_cast<float>(options_.limit);
    const double unsure = static_cast<double>(cv::countNonZero(carried.confidence < limit)) /
                          static_cast<double>(carried.confidence.total());
    const bool guess = options_.unsure == "fill" || colouriser_->knows_things();
    if (unsure <= kUnsureShare || (speaking.hints.empty() && !guess)) {
        return carried;
    }
    std::vector<PlacedHint> told;
    if (guess) {
        told = sure_samples(carried);
    }
    KINOVAR_TRY_ASSIGN(const auto placed, hints_at(speaking.hints, n, *motion_, pull));
    told.insert(told.end(), placed.begin(), placed.end());
    if (told.empty() && !colouriser_->knows_things()) {
        return carried;
    }
    KINOVAR_TRY_ASSIGN(const Guide guide, guide_at(n, pull));
    Seeds seeds;
    const std::string action = fmt::format("colourise, frame {}", n);
    KINOVAR_TRY(guard_cv(action, [&] { seeds = seeds_of(told, guide.work.size()); }));
    KINOVAR_TRY_ASSIGN(Chroma filling, colouriser_->colour(guide, seeds, pull.stop));
    Chroma both;
    KINOVAR_TRY(guard_cv(action, [&] {
        if (guess) { // what is guessed stays unsure
            filling.confidence = cv::min(filling.confidence, limit);
        }
        both = mixed(carried, filling, surety(carried.confidence, limit));
    }));
    return both;
}

Result<Chroma> FilmColours::frame_colours(const Speaking& speaking, std::int64_t n,
                                          const Pull& pull) const {
    const auto after = std::lower_bound(speaking.keys.begin(), speaking.keys.end(), n);
    const bool own = options_.carry == "frames" || (after != speaking.keys.end() && *after == n);
    if (own) {
        KINOVAR_TRY_ASSIGN(const ChromaPtr key, key_at(speaking, n, pull));
        return *key;
    }
    if (after != speaking.keys.end()) {
        KINOVAR_TRY(key_at(speaking, *after, pull));
    }
    if (after != speaking.keys.begin()) {
        KINOVAR_TRY(key_at(speaking, *std::prev(after), pull));
    }
    KINOVAR_TRY_ASSIGN(Chroma carried, speaking.from_keys->at(n, pull));
    return settled(std::move(carried), speaking, n, pull);
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
