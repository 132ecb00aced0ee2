#include "core/steps/simulate/stamp_shapes.h"

#include "core/steps/simulate/counter_random.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::steps::simulate {

namespace {

constexpr double kPi = std::numbers::pi;

/// A dot of the pen.
struct Dab {
    double x, y, radius, strength;
};

/// 0 outside, 1 inside, ½ on the line; `inside` is the distance from it, px.
double edge(double inside, double softness) {
    const double t = std::clamp(0.5 + inside / (2 * softness), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

/// The rectangle between two corners, as far as it lies in the picture.
AlphaPatch patch_between(double left, double top, double right, double bottom, int width,
                         int height) {
    AlphaPatch patch;
    const auto inside = [](double value, int size) {
        return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(size)));
    };
    patch.x = inside(std::floor(left), width);
    patch.y = inside(std::floor(top), height);
    patch.width = std::max(0, inside(std::ceil(right) + 1, width) - patch.x);
    patch.height = std::max(0, inside(std::ceil(bottom) + 1, height) - patch.y);
    patch.alpha.assign(
        static_cast<std::size_t>(patch.width) * static_cast<std::size_t>(patch.height), 0.0F);
    return patch;
}

void draw_dab(AlphaPatch& patch, const Dab& dab, double softness) {
    const double reach = dab.radius + softness;
    const int top = std::max(patch.y, static_cast<int>(std::ceil(dab.y - reach)));
    const int bottom = std::min(patch.y + patch.height - 1, static_cast<int>(dab.y + reach));
    const int left = std::max(patch.x, static_cast<int>(std::ceil(dab.x - reach)));
    const int right = std::min(patch.x + patch.width - 1, static_cast<int>(dab.x + reach));
    for (int y = top; y <= bottom; ++y) {
        float* row = patch.alpha.data() +
                     static_cast<std::size_t>(y - patch.y) * static_cast<std::size_t>(patch.width);
        for (int x = left; x <= right; ++x) {
            const double distance = std::hypot(x - dab.x, y - dab.y);
            const auto cover =
                static_cast<float>(dab.strength * edge(dab.radius - distance, softness));
            row[x - patch.x] = std::max(row[x - patch.x], cover);
        }
    }
}

AlphaPatch draw_dabs(const StampSpec& spec, const std::vector<Dab>& dabs, int width, int height) {
    double left = width, right = -1, top = height, bottom = -1;
    for (const Dab& dab : dabs) {
        const double reach = dab.radius + spec.softness;
        left = std::min(left, dab.x - reach);
        right = std::max(right, dab.x + reach);
        top = std::min(top, dab.y - reach);
        bottom = std::max(bottom, dab.y + reach);
    }
    AlphaPatch patch = patch_between(left, top, right, bottom, width, height);
    for (const Dab& dab : dabs) {
        draw_dab(patch, dab, spec.softness);
    }
    return patch;
}

/// What a thread looks like.
struct Thread {
    double length;    ///< px
    double direction; ///< at its start, radians
    double bend;      ///< mean curvature, radians over the whole length
    double waviness;  ///< standard deviation of the curvature, the same unit
    double waves;     ///< changes of curvature over the length
    double radius;    ///< px
    double taper;     ///< share of the length at each end that thins out
};

/// Dabs along a random walk of direction; the first lies at (0, 0).
void add_thread(std::vector<Dab>& dabs, const Thread& thread, double x, double y,
                std::uint64_t key) {
    constexpr double kStep = 0.5; // px
    constexpr int kMostSteps = 4000;
    const int steps = std::clamp(static_cast<int>(thread.length / kStep), 2, kMostSteps);
    const double step = thread.length / steps;
    double direction = thread.direction;
    for (int i = 0; i <= steps; ++i) {
        const double t = static_cast<double>(i) / steps;
        const double curvature =
            thread.bend + thread.waviness * smooth_noise(mix64(key + 1), t * thread.waves);
        direction += curvature / steps;
        const double end = std::min({1.0, t / thread.taper, (1 - t) / thread.taper});
        const double body = 0.85 + 0.15 * smooth_noise(mix64(key + 2), t * thread.length / 9);
        const double density = 0.82 + 0.18 * smooth_noise(mix64(key + 3), t * thread.length / 14);
        dabs.push_back({x, y, thread.radius * (0.35 + 0.65 * end) * body,
                        std::clamp(density, 0.25, 1.0) * (0.4 + 0.6 * end)});
        x += step * std::cos(direction);
        y += step * std::sin(direction);
    }
}

/// Moves the dabs so that their middle lies at the stamp's centre.
void centre(std::vector<Dab>& dabs, const StampSpec& spec) {
    double left = dabs.front().x, right = left, top = dabs.front().y, bottom = top;
    for (const Dab& dab : dabs) {
        left = std::min(left, dab.x);
        right = std::max(right, dab.x);
        top = std::min(top, dab.y);
        bottom = std::max(bottom, dab.y);
    }
    for (Dab& dab : dabs) {
        dab.x += spec.x - (left + right) / 2;
        dab.y += spec.y - (top + bottom) / 2;
    }
}

std::vector<Dab> hair_dabs(const StampSpec& spec) {
    CounterRandom random(spec.key);
    std::vector<Dab> dabs;
    Thread thread{spec.size,
                  spec.rotation,
                  random.normal() * 1.6,
                  random.between(1.0, 4.5),
                  random.between(2, 6),
                  std::max(random.between(0.40, 0.85) * spec.scale, 0.4),
                  0.15};
    if (spec.kind == StampClass::Loop) {
        thread.bend = random.sign() * random.between(1.5, 2.4) * kPi;
        thread.waviness = random.between(1.5, 4);
    }
    add_thread(dabs, thread, 0, 0, random.bits());
    return dabs;
}

std::vector<Dab> lint_dabs(const StampSpec& spec) {
    CounterRandom random(spec.key);
    std::vector<Dab> dabs;
    const int fibres = 1 + static_cast<int>(random.uniform() * 4);
    for (int i = 0; i < fibres; ++i) {
        const Thread thread{spec.size * random.between(0.35, 1),
                            spec.rotation + random.normal() * 0.6,
                            random.normal() * 2.5,
                            random.between(3, 9),
                            random.between(3, 8),
                            std::max(random.between(0.5, 1.25) * spec.scale, 0.45),
                            0.25};
        add_thread(dabs, thread, random.normal() * spec.size * 0.12,
                   random.normal() * spec.size * 0.12, random.bits());
    }
    return dabs;
}

std::vector<Dab> abrasion_dabs(const StampSpec& spec) {
    CounterRandom random(spec.key);
    std::vector<Dab> dabs;
    const int lines = 1 + random.poisson(0.5);
    for (int i = 0; i < lines; ++i) {
        const Thread thread{spec.size * random.between(0.4, 1),
                            spec.rotation + random.normal() * 0.03,
                            random.normal() * 0.08,
                            0.15,
                            4,
                            std::max(random.between(0.30, 0.65) * spec.scale, 0.35),
                            0.4};
        add_thread(dabs, thread, random.normal() * spec.size * 0.15,
                   random.normal() * spec.size * 0.3, random.bits());
    }
    return dabs;
}

std::vector<Dab> cluster_dabs(const StampSpec& spec) {
    CounterRandom random(spec.key);
    std::vector<Dab> dabs;
    const int count = 6 + static_cast<int>(random.log_between(4, 140));
    const double flat = random.between(0.2, 0.9);
    const std::uint64_t drift = random.bits();
    const double turn_x = std::cos(spec.rotation);
    const double turn_y = std::sin(spec.rotation);
    for (int i = 0; i < count; ++i) {
        // Denser in the middle than a normal cloud, and blown into wisps.
        const double far = spec.size * random.log_between(0.2, 1.8);
        const double along = far * random.normal();
        const double across = far * flat * random.normal();
        const double wisp = spec.size * fractal_noise(drift, along / spec.size, across / spec.size);
        const double radius = 0.22 * std::pow(1 - random.uniform(), -0.5) * spec.scale;
        dabs.push_back({along * turn_x - (across + wisp) * turn_y,
                        along * turn_y + (across + wisp) * turn_x,
                        std::min(radius, 2.5 * spec.scale), random.between(0.2, 1)});
    }
    return dabs;
}

/// Specks, dirt and stains: a level set of fractal noise under a radial fall-off.
struct Lump {
    double size, softness; ///< px
    double cosine, sine;
    double stretch; ///< length / breadth, square root of
    double rough;   ///< how much noise moves the outline: 0 ellipse, 1 torn, more: in pieces
    double grid;    ///< size of the noise's features, px
    double place;   ///< in the noise
    double thin;    ///< how uneven its density is
    double rim;     ///< of a stain, px; 0: none
    std::uint64_t key;

    /// Beyond this the noise is too rare to look for.
    static constexpr double kHighNoise = 1.2;
    [[nodiscard]] double farthest() const { return 1 + kHighNoise * rough + 2 * softness / size; }
    [[nodiscard]] double cover(double dx, double dy) const;
};

double Lump::cover(double dx, double dy) const {
    const double along = (dx * cosine + dy * sine) / stretch;
    const double across = (dy * cosine - dx * sine) * stretch;
    const double ratio = (along * along + across * across) / (size * size);
    if (ratio > farthest()) {
        return 0;
    }
    const double noise = fractal_noise(key, along / grid + place, across / grid);
    // The gradient of 1 - ratio at the rim is 2 / size: so this is a distance in px.
    const double inside = (1 - ratio + rough * noise) * size / 2;
    const double shape = edge(inside, softness);
    if (shape <= 0) {
        return 0;
    }
    const double clouds = fractal_noise(mix64(key), along / grid, across / grid + place);
    if (rim > 0) {
        const double dried = std::exp(-inside * inside / (rim * rim));
        return shape * std::clamp(0.45 + 0.45 * dried + 0.25 * clouds, 0.1, 1.0);
    }
    return shape * std::clamp(1 - thin + 1.5 * thin * clouds, 0.2, 1.0);
}

Lump make_lump(const StampSpec& spec) {
    // Small dust is round; what is larger is a flake, a lump of glue or a tear.
    constexpr double kTornFrom = 2.5, kTornAt = 9; // px at 480 lines
    CounterRandom random(spec.key);
    const bool stain = spec.kind == StampClass::Stain;
    const double torn =
        std::clamp((spec.size / spec.scale - kTornFrom) / (kTornAt - kTornFrom), 0.0, 1.0);
    Lump lump{};
    lump.size = spec.size;
    lump.softness = spec.softness * random.between(1, 1 + torn);
    lump.cosine = std::cos(spec.rotation);
    lump.sine = std::sin(spec.rotation);
    lump.stretch = std::sqrt(random.log_between(1, stain ? 2.0 : 3.0 - torn));
    lump.rough = stain ? random.between(0.5, 0.9)
                       : std::lerp(random.between(0.4, 1.0), random.between(1.1, 2.3), torn);
    lump.grid = spec.size * std::lerp(random.between(0.75, 1.3), random.between(0.5, 1.0), torn);
    lump.place = random.between(0, 64);
    lump.thin = random.between(0.05, 0.45);
    lump.rim = stain ? std::max(1.5 * spec.scale, spec.size * 0.10) : 0;
    lump.key = random.bits();
    return lump;
}

AlphaPatch draw_lump(const StampSpec& spec, int width, int height) {
    constexpr int kBlurReach = 3; // standard deviations
    const Lump lump = make_lump(spec);
    // The noise's own edges are as sharp as a pixel; the lens's are not.
    const double lens = 0.75 * spec.softness;
    const double reach = lump.size * lump.stretch * std::sqrt(lump.farthest()) + kBlurReach * lens;
    AlphaPatch patch = patch_between(spec.x - reach, spec.y - reach, spec.x + reach, spec.y + reach,
                                     width, height);
    if (patch.alpha.empty()) {
        return patch;
    }
    float* alpha = patch.alpha.data();
    for (int row = 0; row < patch.height; ++row) {
        for (int column = 0; column < patch.width; ++column) {
            *alpha++ =
                static_cast<float>(lump.cover(patch.x + column - spec.x, patch.y + row - spec.y));
        }
    }
    cv::Mat sharp(patch.height, patch.width, CV_32F, patch.alpha.data());
    cv::Mat soft;
    const int side = 2 * static_cast<int>(std::ceil(kBlurReach * lens)) + 1;
    cv::GaussianBlur(sharp, soft, {side, side}, lens, lens, cv::BORDER_REPLICATE);
    soft.copyTo(sharp);
    return patch;
}

} // namespace

AlphaPatch draw_stamp(const StampSpec& spec, int width, int height) {
    std::vector<Dab> dabs;
    switch (spec.kind) {
    case StampClass::Speck:
    case StampClass::Dirt:
    case StampClass::Stain:
        return draw_lump(spec, width, height);
    case StampClass::Hair:
    case StampClass::Loop:
        dabs = hair_dabs(spec);
        break;
    case StampClass::Lint:
        dabs = lint_dabs(spec);
        break;
    case StampClass::Abrasion:
        dabs = abrasion_dabs(spec);
        break;
    case StampClass::Cluster:
        dabs = cluster_dabs(spec);
        break;
    }
    centre(dabs, spec);
    return draw_dabs(spec, dabs, width, height);
}

} // namespace kinovar::steps::simulate
