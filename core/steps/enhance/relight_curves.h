#pragma once

#include "core/steps/enhance/relight.h"
#include "core/steps/enhance/relight_measure.h"
#include "core/steps/enhance/tone_table.h"

#include <array>

namespace kinovar::steps {

/// A function of the encoded range [0,1], constant outside, looked up by the nearest of 1025
/// places.
class GainTable {
public:
    static constexpr int kPlaces = 1025;

    explicit GainTable(float value) { values_.fill(value); }
    [[nodiscard]] float operator()(float place) const {
        // Written so that NaN ends at 0.
        const float inside = place > 0 ? (place < 1 ? place : 1.0F) : 0.0F;
        return values_[static_cast<std::size_t>(inside * (kPlaces - 1) + 0.5F)];
    }
    [[nodiscard]] float& operator[](int index) { return values_[static_cast<std::size_t>(index)]; }
    [[nodiscard]] static float place_of(int index) {
        return static_cast<float>(index) / (kPlaces - 1);
    }

private:
    std::array<float, kPlaces> values_{};
};

/// What is done with the pictures of a shot: first tones by channel, then a gain by the light
/// around each pixel.
struct RelightPlan {
    ToneTables tones;       ///< colour, black and white point; null: nothing to do
    bool local = false;     ///< whether the gains do anything
    GainTable gain{1};      ///< by base luma after the tones
    GainTable face_gain{1}; ///< the same within a face that is too bright
    GainTable noise{0};     ///< σ of the grain after the tones, by base luma
    ToneTable luma_tone{[](double in) { return in; }}; ///< what the tones do to luma, about
};

/// `grey`: the film is black and white, so its colour is left alone.
[[nodiscard]] RelightPlan plan_relight(const RelightOptions& options, const ShotLight& light,
                                       bool grey);

/// How much a face of this base luma (after the tones) is too bright: 0–1.
[[nodiscard]] float too_bright(float face_luma);

} // namespace kinovar::steps
