#include "core/steps/restore/deflicker.h"

#include "core/steps/kit/per_shot.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/path_split.h"
#include "core/steps/measure/pose_graph.h"
#include "core/steps/measure/shots.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace kinovar::steps {

namespace {

using pipeline::ClipInfo;
using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;

constexpr std::int64_t kVersion = 1;
/// Flicker of less than this (rms, ln) is not worth touching a picture for.
constexpr double kNothing = 0.0012;
constexpr double kNothingLocal = 0.002;

/// Flicker of tone below this (rms, 8-bit levels) is left alone.
constexpr double kNothingTone = 0.5;

/// The slow change of light in a shot is taken for slow flicker where its range is below this many
/// standard deviations of the quick flicker.
constexpr double kStillLight = 3.5;
/// Waves of light that are quicker than the wanted period by up to this factor are taken for meant
/// where their range is above so many standard deviations of what is quicker still, and above that
/// of flicker (ln).
constexpr double kPeriodRatio = 4;
constexpr double kMeantLight = 20;
constexpr double kFlickerRange = 0.12;
constexpr std::size_t kUsualShot = 200; ///< frames

/// How a frame is lit wrongly.
struct WrongLight {
    LightTerms light{}; ///< ln of the factor that it is too bright by
    ToneTerms tone{};   ///< 8-bit levels that it is too bright by, by grey

    [[nodiscard]] bool none() const {
        const auto zero = [](double term) { return term == 0; };
        return std::all_of(light.begin(), light.end(), zero) &&
               std::all_of(tone.begin(), tone.end(), zero);
    }
};

/// Of each frame of a shot.
using Flicker = std::vector<WrongLight>;

double rms(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) {
        sum += value * value;
    }
    return std::sqrt(sum / static_cast<double>(std::max<std::size_t>(1, values.size())));
}

double deviation(const std::vector<double>& path, const std::vector<double>& slow) {
    double sum = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        sum += (path[i] - slow[i]) * (path[i] - slow[i]);
    }
    return std::sqrt(sum / static_cast<double>(path.size()));
}

/// Light that changes no more than flicker does, over a shot of usual length, was constant.
void flatten(std::vector<double>& slow) {
    if (slow.size() > kUsualShot) {
        return;
    }
    const double mean =
        std::accumulate(slow.begin(), slow.end(), 0.0) / static_cast<double>(slow.size());
    std::fill(slow.begin(), slow.end(), mean);
}

/// The part of a path of light that was meant. What changes more than flicker does is meant, and
/// then quicker changes may be meant too.
std::vector<double> meant_light(const std::vector<double>& path, const TrendPrior& prior,
                                double most_flicker) {
    std::vector<double> slow = slow_trend(path, prior);
    const std::vector<double> quicker =
        slow_trend(path, {.period = prior.period / kPeriodRatio, .change = prior.change});
    const auto [darkest, brightest] = std::minmax_element(quicker.begin(), quicker.end());
    if (*brightest - *darkest > std::max(kMeantLight * deviation(path, quicker), most_flicker)) {
        return quicker;
    }
    const auto [low, high] = std::minmax_element(slow.begin(), slow.end());
    if (*high - *low < kStillLight * deviation(path, slow)) {
        slow = slow_trend(path, {.period = kPeriodRatio * prior.period, .change = prior.change});
        flatten(slow);
    }
    return slow;
}

/// The quick part of the path of one term; nothing where it is below `nothing` (rms).
std::vector<double> quick_part(std::span<const SurveyFacts> facts, const PairValue& value,
                               const TrendPrior& prior, double nothing, double most_flicker) {
    std::vector<double> path = path_of(facts, value);
    const std::vector<double> meant = meant_light(path, prior, most_flicker);
    for (std::size_t i = 0; i < path.size(); ++i) {
        path[i] -= meant[i];
    }
    if (rms(path) < nothing) {
        std::fill(path.begin(), path.end(), 0.0);
    }
    return path;
}

Flicker flicker_of(std::span<const SurveyFacts> facts, const DeflickerOptions& options) {
    constexpr double kPeak = 255;
    Flicker flicker(facts.size());
    const double most = std::log1p(options.most / 100);
    for (std::size_t term = 0; term < (options.local ? kLightTerms : 1); ++term) {
        const std::vector<double> quick = quick_part(
            facts, [&](const PictureMotion& motion) { return motion.light[term]; },
            {.period = options.period}, term == 0 ? kNothing : kNothingLocal, kFlickerRange);
        for (std::size_t i = 0; i < facts.size(); ++i) {
            flicker[i].light[term] = options.strength * std::clamp(quick[i], -most, most);
        }
    }
    for (std::size_t term = 0; term < (options.tone ? kToneTerms : 0); ++term) {
        const TrendPrior prior{.period = options.period, .change = TrendPrior().change * kPeak};
        const std::vector<double> quick = quick_part(
            facts, [&](const PictureMotion& motion) { return motion.tone[term]; }, prior,
            kNothingTone, kFlickerRange * kPeak);
        const double most_levels = kPeak * options.most / 100;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            flicker[i].tone[term] =
                options.strength * std::clamp(quick[i], -most_levels, most_levels);
        }
    }
    return flicker;
}

/// What is to be taken from a value once its light is right, at kToneEntries values from 0 to 1.
/// Never steeper than would turn the order of greys round.
constexpr int kToneEntries = 256;
using ToneTable = std::array<float, kToneEntries + 1>;

ToneTable tone_table(const ToneTerms& tone) {
    constexpr double kPeak = 255;
    ToneTable table{};
    double last = 0;
    for (int i = 0; i <= kToneEntries; ++i) {
        const double grey = static_cast<double>(i) / kToneEntries;
        const double place = std::min(grey * (kToneTerms - 1), kToneTerms - 1 - 1e-9);
        const auto low = static_cast<std::size_t>(place);
        const double share = place - static_cast<double>(low);
        double corrected = grey - (tone[low] * (1 - share) + tone[low + 1] * share) / kPeak;
        corrected = i == 0 ? corrected : std::max(corrected, last);
        table[static_cast<std::size_t>(i)] = static_cast<float>(grey - corrected);
        last = corrected;
    }
    return table;
}

void correct_tone(std::span<float> values, const ToneTable& table) {
    for (float& value : values) {
        const float place = std::clamp(value, 0.0F, 1.0F) * kToneEntries;
        const int low = std::min(static_cast<int>(place), kToneEntries - 1);
        const float share = place - static_cast<float>(low);
        const auto at = static_cast<std::size_t>(low);
        value -= table[at] + share * (table[at + 1] - table[at]);
    }
}

/// factor[x] = exp(terms · cosines at x). What is uneven is so little that a few powers do.
void fill_factors(std::vector<float>& factor, const float (&terms)[kLightAcross],
                  const std::vector<float> (&across)[kLightAcross]) {
    constexpr float kLittle = 0.15F;
    const float even = std::exp(terms[0]);
    const bool little = std::abs(terms[1]) + std::abs(terms[2]) + std::abs(terms[3]) < kLittle;
    for (std::size_t x = 0; x < factor.size(); ++x) {
        const float z = terms[1] * across[1][x] + terms[2] * across[2][x] + terms[3] * across[3][x];
        factor[x] = z;
    }
    if (!little) {
        for (float& value : factor) {
            value = even * std::exp(value);
        }
        return;
    }
    for (float& z : factor) {
        z = even * (1 + z * (1 + z * (1 / 2.0F + z * (1 / 6.0F + z * (1 / 24.0F)))));
    }
}

/// Divides a picture by exp(light).
void even_out(const Frame& in, Frame& out, const LightTerms& light) {
    const int width = in.width();
    const int height = in.height();
    std::vector<float> across[kLightAcross];
    for (int i = 0; i < kLightAcross; ++i) {
        across[i].resize(static_cast<std::size_t>(width));
        for (int x = 0; x < width; ++x) {
            across[i][static_cast<std::size_t>(x)] =
                static_cast<float>(light_basis(i, (x + 0.5) / width, 0));
        }
    }
    std::vector<float> factor(static_cast<std::size_t>(width));
    for (int y = 0; y < height; ++y) {
        const double v = (y + 0.5) / height;
        float terms[kLightAcross] = {};
        for (int i = 0; i < kLightTerms; ++i) {
            const double down = light_basis(i - i % kLightAcross, 0, v);
            terms[i % kLightAcross] -=
                static_cast<float>(light[static_cast<std::size_t>(i)] * down);
        }
        fill_factors(factor, terms, across);
        const float* from = in.row(y);
        float* to = out.row(y);
        for (std::size_t x = 0; x < factor.size(); ++x) {
            to[3 * x] = from[3 * x] * factor[x];
            to[3 * x + 1] = from[3 * x + 1] * factor[x];
            to[3 * x + 2] = from[3 * x + 2] * factor[x];
        }
    }
}

class DeflickeredClip final : public pipeline::Clip {
public:
    DeflickeredClip(ClipPtr input, DeflickerOptions options)
        : input_(std::move(input)),
          info_(mended_info(input_, step_key(input_->info(), "deflicker", kVersion, options))),
          survey_(survey_of(input_)),
          flicker_(
              shots_of(input_),
              [survey = survey_, options](const Shot& shot, const Pull& pull) -> Result<Flicker> {
                  KINOVAR_TRY_ASSIGN(const auto facts, survey.facts(shot.first, shot.last, pull));
                  return flicker_of(facts, options);
              }) {
        info_.shots = flicker_.shots();
    }

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const auto flicker, flicker_.at(n, pull));
        KINOVAR_TRY_ASSIGN(const FramePtr picture, input_->frame(n, pull));
        const WrongLight& wrong = flicker->value[static_cast<std::size_t>(n - flicker->shot.first)];
        if (wrong.none()) {
            return picture;
        }
        auto even = std::make_shared<Frame>(picture->width(), picture->height(), picture->colour());
        even->set_origin(picture->origin());
        even_out(*picture, *even, wrong.light);
        if (std::any_of(wrong.tone.begin(), wrong.tone.end(),
                        [](double term) { return term != 0; })) {
            correct_tone(even->values(), tone_table(wrong.tone));
        }
        return even;
    }

    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        return survey_.prepare(first, last, job);
    }

private:
    ClipPtr input_;
    ClipInfo info_;
    Survey survey_;
    PerShot<Flicker> flicker_;
};

Result<ClipPtr> apply_deflicker(const DeflickerOptions& options, ClipPtr input) {
    return std::make_shared<DeflickeredClip>(std::move(input), options);
}

} // namespace

const FieldList<DeflickerOptions>& DeflickerOptions::fields() {
    static const FieldList<DeflickerOptions> list =
        FieldList<DeflickerOptions>()
            .add(&DeflickerOptions::strength,
                 {"strength", "Strength", "Share of the flicker that is taken away."}, {0, 1})
            .add(&DeflickerOptions::local,
                 {"local", "Uneven light",
                  "Also evens light that flickers differently in parts of the picture."})
            .add(&DeflickerOptions::tone,
                 {"tone", "Tone", "Also evens blacks that lift and whites that dull."})
            .add(&DeflickerOptions::period,
                 {"period", "Keep slower than",
                  "Changes of light slower than this stay; fades and lamps stay in any case.",
                  "frames"},
                 {8, 2000})
            .add(&DeflickerOptions::most,
                 {"most", "Largest change", "No frame is made brighter or darker by more.", "%"},
                 {1, 200});
    return list;
}

pipeline::StepType deflicker_step_type() {
    return step_type<DeflickerOptions>(
        {"deflicker", "Deflicker",
         "Evens out light that flickers from frame to frame, as a whole and in parts of the "
         "picture. Fades and real changes of light stay; leave it out where flicker is meant "
         "(fire, lightning)."},
        apply_deflicker);
}

} // namespace kinovar::steps
