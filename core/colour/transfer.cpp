#include "core/colour/transfer.h"

#include <algorithm>
#include <cmath>

namespace kinovar {

namespace {

// Each curve maps x ≥ 0; the sign is put back by `Symmetric`.

struct Linear {
    static float to_linear(float e) { return e; }
    static float to_encoded(float l) { return l; }
};

struct Bt709Curve {
    static constexpr float kAlpha = 1.099296826809442F;
    static constexpr float kBeta = 0.018053968510807F;
    static constexpr float kSlope = 4.5F;
    static constexpr float kPower = 0.45F;

    static float to_linear(float e) {
        return e < kSlope * kBeta ? e / kSlope : std::pow((e + (kAlpha - 1)) / kAlpha, 1 / kPower);
    }
    static float to_encoded(float l) {
        return l < kBeta ? l * kSlope : kAlpha * std::pow(l, kPower) - (kAlpha - 1);
    }
};

struct Smpte240Curve {
    static constexpr float kAlpha = 1.1115F;
    static constexpr float kBeta = 0.0228F;
    static constexpr float kSlope = 4.0F;
    static constexpr float kPower = 0.45F;

    static float to_linear(float e) {
        return e < kSlope * kBeta ? e / kSlope : std::pow((e + (kAlpha - 1)) / kAlpha, 1 / kPower);
    }
    static float to_encoded(float l) {
        return l < kBeta ? l * kSlope : kAlpha * std::pow(l, kPower) - (kAlpha - 1);
    }
};

struct SrgbCurve {
    static constexpr float kAlpha = 1.055F;
    static constexpr float kLinearEnd = 0.0031308F;
    static constexpr float kEncodedEnd = 0.04045F;
    static constexpr float kSlope = 12.92F;
    static constexpr float kPower = 2.4F;

    static float to_linear(float e) {
        return e <= kEncodedEnd ? e / kSlope : std::pow((e + (kAlpha - 1)) / kAlpha, kPower);
    }
    static float to_encoded(float l) {
        return l <= kLinearEnd ? l * kSlope : kAlpha * std::pow(l, 1 / kPower) - (kAlpha - 1);
    }
};

/// Pure power law, exponent in hundredths.
template <int kHundredths>
struct PowerCurve {
    static constexpr float kPower = kHundredths / 100.0F;
    static float to_linear(float e) { return std::pow(e, kPower); }
    static float to_encoded(float l) { return std::pow(l, 1 / kPower); }
};

/// E' = 1 + log10(L) / decades, 0 where that is negative.
template <int kHalfDecades>
struct LogCurve {
    static constexpr float kDecades = kHalfDecades / 2.0F;
    static float to_linear(float e) { return e <= 0 ? 0.0F : std::pow(10.0F, (e - 1) * kDecades); }
    static float to_encoded(float l) {
        return l <= 0 ? 0.0F : std::max(0.0F, 1 + std::log10(l) / kDecades);
    }
};

struct PqCurve {
    static constexpr double kM1 = 2610.0 / 16384;
    static constexpr double kM2 = 2523.0 / 4096 * 128;
    static constexpr double kC1 = 3424.0 / 4096;
    static constexpr double kC2 = 2413.0 / 4096 * 32;
    static constexpr double kC3 = 2392.0 / 4096 * 32;

    static float to_linear(float e) {
        const double root = std::pow(std::min(static_cast<double>(e), 1.0), 1 / kM2);
        const double ratio = std::max(root - kC1, 0.0) / (kC2 - kC3 * root);
        return static_cast<float>(std::pow(ratio, 1 / kM1));
    }
    static float to_encoded(float l) {
        const double power = std::pow(std::min(static_cast<double>(l), 1.0), kM1);
        return static_cast<float>(std::pow((kC1 + kC2 * power) / (1 + kC3 * power), kM2));
    }
};

struct Smpte428Curve {
    static constexpr float kScale = 48.0F / 52.37F;
    static constexpr float kPower = 2.6F;
    static float to_linear(float e) { return std::pow(e, kPower) / kScale; }
    static float to_encoded(float l) { return std::pow(l * kScale, 1 / kPower); }
};

struct HlgCurve {
    static constexpr float kA = 0.17883277F;
    static constexpr float kB = 0.28466892F;
    static constexpr float kC = 0.55991073F;
    static constexpr float kLinearEnd = 1.0F / 12;

    static float to_linear(float e) {
        return e <= 0.5F ? e * e / 3 : (std::exp((e - kC) / kA) + kB) / 12;
    }
    static float to_encoded(float l) {
        return l <= kLinearEnd ? std::sqrt(3 * l) : kA * std::log(12 * l - kB) + kC;
    }
};

template <class Curve>
struct Symmetric {
    static float to_linear(float e) { return std::copysign(Curve::to_linear(std::abs(e)), e); }
    static float to_encoded(float l) { return std::copysign(Curve::to_encoded(std::abs(l)), l); }
};

/// BT.709 with a compressed negative quarter for wide gamut.
struct Bt1361Curve {
    static constexpr float kNegative = 4.0F;
    static float to_linear(float e) {
        return e < 0 ? -Bt709Curve::to_linear(-e * kNegative) / kNegative
                     : Bt709Curve::to_linear(e);
    }
    static float to_encoded(float l) {
        return l < 0 ? -Bt709Curve::to_encoded(-l * kNegative) / kNegative
                     : Bt709Curve::to_encoded(l);
    }
};

/// Calls `use` with the curve of a transfer.
template <class Use>
void with_curve(Transfer transfer, const Use& use) {
    switch (transfer) {
    case Transfer::Gamma22:
        return use(Symmetric<PowerCurve<220>>{});
    case Transfer::Gamma28:
        return use(Symmetric<PowerCurve<280>>{});
    case Transfer::Smpte240M:
        return use(Symmetric<Smpte240Curve>{});
    case Transfer::Linear:
        return use(Linear{});
    case Transfer::Log100:
        return use(Symmetric<LogCurve<4>>{});
    case Transfer::Log316:
        return use(Symmetric<LogCurve<5>>{});
    case Transfer::Bt1361:
        return use(Bt1361Curve{});
    case Transfer::Srgb:
        return use(Symmetric<SrgbCurve>{});
    case Transfer::Pq:
        return use(Symmetric<PqCurve>{});
    case Transfer::Smpte428:
        return use(Symmetric<Smpte428Curve>{});
    case Transfer::Hlg:
        return use(Symmetric<HlgCurve>{});
    case Transfer::Bt709:
    case Transfer::Unspecified:
    case Transfer::Smpte170M:
    case Transfer::XvYcc:
    case Transfer::Bt2020Ten:
    case Transfer::Bt2020Twelve:
        break;
    }
    use(Symmetric<Bt709Curve>{});
}

} // namespace

float linear_from_encoded(Transfer transfer, float encoded) {
    linearise(transfer, {&encoded, 1});
    return encoded;
}

float encoded_from_linear(Transfer transfer, float linear) {
    encode(transfer, {&linear, 1});
    return linear;
}

void linearise(Transfer transfer, std::span<float> values) {
    with_curve(transfer, [values](auto curve) {
        std::transform(values.begin(), values.end(), values.begin(), decltype(curve)::to_linear);
    });
}

void encode(Transfer transfer, std::span<float> values) {
    with_curve(transfer, [values](auto curve) {
        std::transform(values.begin(), values.end(), values.begin(), decltype(curve)::to_encoded);
    });
}

} // namespace kinovar
