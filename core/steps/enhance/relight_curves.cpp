#include "core/steps/enhance/relight_curves.h"

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

// Colour. A black with a cast is what fading leaves behind; a bright tone with one may be the
// scene's own colour.
constexpr double kBlackCastLeast = 0.05; // spread between the channels of a black that counts
constexpr double kBlackCastSure = 0.15;
constexpr double kBlackCastOdd = 0.25; // beyond it the shot has no black at all
constexpr double kBlackCastMost = 0.45;
constexpr double kWhiteCastOdd = 0.3; // saturation beyond which the brightest is not white
constexpr double kWhiteCastMost = 0.55;
constexpr double kTrustWithoutFade = 0.15; // in the white's cast where black has none
constexpr double kMostGamma = 1.33;
constexpr double kMostColourGain = 2.5;

// Black and white point.
constexpr double kBlackGoal = 0.02;
constexpr double kWhiteGoal = 0.97;
constexpr double kMostBlackShift = 0.15;
constexpr double kMostWhiteGain = 1.35;
constexpr double kLeastRange = 0.1; // of a shot that has a black and a white point
constexpr double kGoodRange = 0.3;
constexpr double kShoulder = 0.1; // part of the range at the ends that is bent instead of clipped

// Local exposure, by base luma.
constexpr double kKnee = 0.6; // bright parts begin here
constexpr double kRollOff = 0.45;
constexpr double kFaceKnee = 0.45;
constexpr double kFaceRollOff = 0.49;
constexpr double kFaceFine = 0.55; // mean luma of a face that needs nothing
constexpr double kFaceBlown = 0.75;
constexpr double kShadowEnd = 0.5;            // dark parts end here
constexpr double kShadowGain = 1.5;           // added to 1 in the deepest shadow at full strength
constexpr double kTolerableNoise = 3.0 / 255; // grain in the shadows above which less is opened
constexpr double kNoiseAt = 0.12;
constexpr double kLeastOpening = 0.3;

double smoothstep(double from, double to, double x) {
    const double t = std::clamp((x - from) / (to - from), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

double spread(const ShotLight::Colour& colour) {
    const auto [least, most] = std::minmax_element(colour.begin(), colour.end());
    return static_cast<double>(*most) - *least;
}

/// The grey as bright as a colour; exactly its channels' value where it is grey.
double grey_of(const ShotLight::Colour& colour) {
    if (colour[0] == colour[1] && colour[0] == colour[2]) {
        return colour[0];
    }
    constexpr std::array<double, 3> kWeights{0.3, 0.59, 0.11}; // near those of all matrices
    double grey = 0;
    for (std::size_t c = 0; c < colour.size(); ++c) {
        grey += kWeights[c] * colour[c];
    }
    return grey;
}

/// Puts one channel of a shot back to where the others are.
struct ChannelMend {
    double from_black = 0, from_white = 1; ///< the channel's own
    double to_black = 0, to_white = 1;     ///< the grey's
    double gamma = 1;
    double amount = 0;

    [[nodiscard]] double operator()(double in) const {
        if (amount == 0) {
            return in;
        }
        const double place = (in - from_black) / (from_white - from_black);
        const double bent = place > 0 ? std::pow(place, gamma) : place;
        return in + amount * (to_black + (to_white - to_black) * bent - in);
    }
};

ChannelMend mend_of(const ShotLight& light, std::size_t c, double amount) {
    ChannelMend mend;
    mend.to_black = grey_of(light.black);
    mend.to_white = grey_of(light.white);
    const double cast = spread(light.black);
    const double faded = smoothstep(kBlackCastLeast, kBlackCastSure, cast);
    const double black_trust = faded * (1 - smoothstep(kBlackCastOdd, kBlackCastMost, cast));
    const double saturation =
        spread(light.white) /
        std::max<double>(*std::max_element(light.white.begin(), light.white.end()), kLeastRange);
    const double white_trust = (1 - smoothstep(kWhiteCastOdd, kWhiteCastMost, saturation)) *
                               (kTrustWithoutFade + (1 - kTrustWithoutFade) * faded);
    mend.from_black = mend.to_black + black_trust * (light.black[c] - mend.to_black);
    mend.from_white = mend.to_white + white_trust * (light.white[c] - mend.to_white);
    const double gain = (mend.to_white - mend.to_black) / (mend.from_white - mend.from_black);
    if (!(gain > 0 && gain < kMostColourGain)) {
        return mend; // nothing that could be stretched without harm: left alone
    }
    mend.amount = amount;
    const auto& middle = light.middle;
    if (middle[c] > 0 && middle[c] < 1) {
        const double goal = (static_cast<double>(middle[0]) + middle[1] + middle[2]) / 3;
        const double gamma =
            std::clamp(std::log(goal) / std::log(middle[c]), 1 / kMostGamma, kMostGamma);
        mend.gamma =
            middle[0] == middle[1] && middle[0] == middle[2] ? 1 : std::pow(gamma, white_trust);
    }
    return mend;
}

/// Moves the black and the white point; what would leave [0,1] is bent into it.
class Points {
public:
    Points(const RelightOptions& options, const ShotLight& light) {
        const double low = light.low;
        const double high = light.high;
        const double sure = smoothstep(kLeastRange, kGoodRange, high - low);
        const double down = std::min(std::max(low - kBlackGoal, 0.0), kMostBlackShift);
        const double up = std::min(std::max(kWhiteGoal, high), high * kMostWhiteGain) - high;
        const double new_low = low - sure * options.black * down;
        const double new_high = high + sure * options.white * up;
        neutral_ = new_low == low && new_high == high;
        if (!neutral_) {
            slope_ = (new_high - new_low) / (high - low);
            offset_ = new_low - slope_ * low;
            over_ = slope_ + offset_ - 1;
            under_ = -offset_;
        }
    }

    [[nodiscard]] bool neutral() const { return neutral_; }

    [[nodiscard]] double operator()(double in) const {
        if (neutral_) {
            return in;
        }
        const double out = slope_ * in + offset_;
        return out > 0.5 ? 1 - bent(1 - out, over_) : bent(out, under_);
    }

private:
    /// Distance from an end of the range: what reaches `excess` beyond it ends just at it.
    static double bent(double distance, double excess) {
        if (excess <= 0 || distance >= kShoulder) {
            return distance;
        }
        const double into = kShoulder - distance;
        const double curve = 1 / kShoulder - 1 / (kShoulder + excess);
        return kShoulder - into / (1 + into * curve);
    }

    bool neutral_ = true;
    double slope_ = 1;
    double offset_ = 0;
    double over_ = 0;  // how far 1 would go above 1
    double under_ = 0; // how far 0 would go below 0
};

/// Share of the shot's pixels whose luma lies below `limit` after the tones.
double share_below(const ShotLight& light, const ToneTable& tone, double limit) {
    std::size_t i = 0;
    while (i < light.quantiles.size() && tone(light.quantiles[i]) < limit) {
        ++i;
    }
    if (i == 0 || i == light.quantiles.size()) {
        return i == 0 ? 0 : 1;
    }
    const double below = tone(light.quantiles[i - 1]);
    const double above = tone(light.quantiles[i]);
    const double part = (limit - below) / std::max(above - below, 1e-6);
    return (static_cast<double>(i - 1) + part) / (ShotLight::kQuantiles - 1);
}

double rolled_off(double base, double knee, double amount) {
    if (base <= knee) {
        return base;
    }
    const double x = (base - knee) / (1 - knee);
    return knee + (1 - knee) * (x - amount * x * x);
}

double opened(double base, double amount) {
    if (base >= kShadowEnd) {
        return base;
    }
    const double rest = 1 - base / kShadowEnd;
    return base * (1 + amount * rest * rest);
}

void plan_gains(RelightPlan& plan, const RelightOptions& options, const ShotLight& light) {
    // A shot without dark or bright parts to speak of is left as it was lit.
    constexpr double kBrightFrom = 0.8;
    constexpr double kDarkTo = 0.25;
    const double bright = 1 - share_below(light, plan.luma_tone, kBrightFrom);
    const double dark = share_below(light, plan.luma_tone, kDarkTo);
    const double roll = kRollOff * options.highlights * smoothstep(0.0, 0.1, bright);
    const double noise = std::max<double>(plan.noise(kNoiseAt), 1e-6);
    const double open = kShadowGain * options.shadows * smoothstep(0.02, 0.3, dark) *
                        std::clamp(kTolerableNoise / noise, kLeastOpening, 1.0);
    const double face_roll = kFaceRollOff * options.faces;
    plan.local = roll > 0 || open > 0 || face_roll > 0;
    for (int i = 0; i < GainTable::kPlaces; ++i) {
        const double base = std::max<double>(GainTable::place_of(i), 1e-4);
        const double general = rolled_off(opened(base, open), kKnee, roll) / base;
        plan.gain[i] = static_cast<float>(general);
        plan.face_gain[i] =
            static_cast<float>(std::min(general, rolled_off(base, kFaceKnee, face_roll) / base));
    }
}

/// The measured grain as it is after the tones, which stretch it.
void plan_noise(RelightPlan& plan, const ShotLight& light) {
    int filled = 0;
    for (int i = 1; i < GainTable::kPlaces; ++i) {
        const float from = GainTable::place_of(i - 1);
        const float to = GainTable::place_of(i);
        const float slope = (plan.luma_tone(to) - plan.luma_tone(from)) / (to - from);
        const float sigma = light.noise.at(from) * slope;
        const auto end = static_cast<int>(plan.luma_tone(to) * (GainTable::kPlaces - 1));
        for (; filled <= std::min(end, GainTable::kPlaces - 1); ++filled) {
            plan.noise[filled] = sigma;
        }
    }
    for (; filled < GainTable::kPlaces; ++filled) {
        plan.noise[filled] = filled > 0 ? plan.noise[filled - 1] : 0;
    }
}

} // namespace

RelightPlan plan_relight(const RelightOptions& options, const ShotLight& light, bool grey) {
    RelightPlan plan;
    const double fade = grey ? 0 : options.fade;
    const Points points(options, light);
    std::array<ChannelMend, Frame::kChannels> mends;
    for (std::size_t c = 0; c < mends.size(); ++c) {
        mends[c] = mend_of(light, c, fade);
    }
    const auto tone = [&](std::size_t c, double in) { return points(mends[c](in)); };
    if (fade > 0 || !points.neutral()) {
        for (std::size_t c = 0; c < plan.tones.size(); ++c) {
            plan.tones[c] = std::make_shared<ToneTable>([&](double in) { return tone(c, in); });
        }
        constexpr std::size_t kGreen = 1; // most of the luma
        plan.luma_tone = *plan.tones[kGreen];
    }
    plan_noise(plan, light);
    plan_gains(plan, options, light);
    return plan;
}

float too_bright(float face_luma) {
    return static_cast<float>(smoothstep(kFaceFine, kFaceBlown, face_luma));
}

} // namespace kinovar::steps
