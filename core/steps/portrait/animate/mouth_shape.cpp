#include "core/steps/portrait/animate/mouth_shape.h"

#include "core/steps/portrait/face/face_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::portrait {
namespace {

constexpr int kNoseBase = 2;
constexpr int kChin = 152;
constexpr std::array kCheeks{50, 280, 101, 330, 151, 9};
constexpr std::array kAroundMouth{57, 287, 202, 422, 106, 335, 200, 18};
constexpr std::array kUpperLipSkin{164, 167, 393, 165, 391, 92, 322};
constexpr float kLeastGap = .012F; // between open lips, in face widths

template <std::size_t n>
std::vector<Rgb> colours_at(const Face& face, const StillPatch& patch,
                            const std::array<int, n>& landmarks, float reach) {
    std::vector<Rgb> colours;
    for (const int number : landmarks) {
        colours.push_back(patch.mean_at(landmark(face.mesh, number), reach * face.width()));
    }
    return colours;
}

// Mean difference between neighbours at that scale, beside the lightness.
template <std::size_t n>
float texture_at(const Face& face, const StillPatch& patch, const std::array<int, n>& landmarks) {
    constexpr int kSide = 7;
    constexpr float kReach = .025F; // in face widths
    std::vector<float> textures;
    for (const int number : landmarks) {
        const Point2 centre = landmark(face.mesh, number);
        float sum = 0;
        float rough = 0;
        const float step = kReach * face.width() / kSide;
        for (int j = -kSide; j <= kSide; ++j) {
            for (int i = -kSide; i <= kSide; ++i) {
                const Point2 p{centre.x + step * static_cast<float>(i),
                               centre.y + step * static_cast<float>(j)};
                const float here = patch.at(p).lightness();
                sum += here;
                rough += std::abs(here - patch.at({p.x + 2 * step, p.y}).lightness());
            }
        }
        textures.push_back(rough / (sum + 1e-3F));
    }
    std::sort(textures.begin(), textures.end());
    return textures[textures.size() / 2];
}

// Hair over the lip is darker than the cheeks and rougher.
float moustache(const Face& face, const StillPatch& patch, float cheeks) {
    const float lip =
        median(colours_at(face, patch, kUpperLipSkin, .012F)).lightness() / std::max(cheeks, .02F);
    const float rough =
        texture_at(face, patch, kUpperLipSkin) /
        std::max(texture_at(face, patch, std::array{50, 280, 101, 330, 205, 425}), 1e-3F);
    const float dark = smooth_step((.80F - lip) / .25F);
    return std::max(dark * smooth_step((rough - 1.2F) / .8F), smooth_step((rough - 2.2F) / 1.2F));
}

// The darkest row of an open mouth, where it is clearly darker than the teeth above it.
void find_bite(MouthShape& mouth, const StillPatch& patch) {
    constexpr int kRows = 21;
    std::vector<Point2> rows;
    float depth = 0;
    for (int c = 0; c < 9; ++c) {
        const float u = mix(.2F, .8F, static_cast<float>(c) / 8);
        float darkest = 1e9F;
        float brightest = 0;
        float at = .5F;
        for (int r = 0; r < kRows; ++r) {
            const float t = mix(.3F, .95F, static_cast<float>(r) / (kRows - 1));
            const float v = mix(mouth.upper(u), mouth.lower(u), t);
            const float light = patch.at(mouth.axes.picture({u, v})).lightness();
            brightest = std::max(brightest, light);
            if (light < darkest) {
                darkest = light;
                at = t;
            }
        }
        rows.push_back({u, at});
        depth += brightest > 0 ? (1 - darkest / brightest) / 9 : 0;
    }
    mouth.bite = Profile::through(rows).smoothed(.1F);
    mouth.bite_depth = smooth_step((depth - .35F) / .35F);
}

void take_colours(MouthShape& mouth, const Face& face, const StillPatch& patch) {
    constexpr float kReach = .02F;
    constexpr float kSkinLightness = .59F; // that the colours below were chosen for
    constexpr Rgb kCavity{.227F, .102F, .094F};
    constexpr Rgb kTongue{.588F, .282F, .275F};
    constexpr Rgb kEnamel{1.03F, .97F, .88F};
    constexpr float kSkinTint = .5F;
    constexpr float kBrightestTooth = .92F;
    const Rgb cheeks = median(colours_at(face, patch, kCheeks, kReach));
    const float around = median(colours_at(face, patch, kAroundMouth, kReach)).lightness();
    const float light = std::max(cheeks.lightness(), .02F);
    const float share = std::min(1.F, 1.1F * around / light);
    mouth.tone = Tone(patch);
    const float lit = light * share / kSkinLightness;
    mouth.cavity = kCavity * lit;
    mouth.tongue = kTongue * lit;
    // The light that tints the skin tints the teeth, the more the stronger it is.
    const Rgb tooth = (cheeks * kSkinTint + kEnamel * ((1 - kSkinTint) * light)) * share;
    const float brightest = std::max({tooth.r, tooth.g, tooth.b, kBrightestTooth});
    mouth.tooth = tooth * (kBrightestTooth / brightest);
    mouth.teeth = 1 - moustache(face, patch, light * share);
}

} // namespace

bool MouthShape::sound() const {
    return std::isfinite(nose) && std::isfinite(chin) && std::isfinite(upper.middle_mean()) &&
           std::isfinite(lower.middle_mean()) && face_width > 0 && nose < upper(.5F) &&
           chin > lower(.5F);
}

MouthShape mouth_shape(const Face& face, const StillPatch& patch) {
    MouthShape mouth;
    const auto upper_row = inner_upper_lip();
    mouth.axes = {landmark(face.mesh, upper_row.front()), landmark(face.mesh, upper_row.back())};
    const Profile upper = Profile::through(local_points(face.mesh, mouth.axes, inner_upper_lip()));
    const Profile lower = Profile::through(local_points(face.mesh, mouth.axes, inner_lower_lip()));
    mouth.face_width = face.width() / mouth.axes.width();
    mouth.gap =
        Profile::of([&](float u) { return lower(u) - upper(u); }).middle_mean() / mouth.face_width;
    mouth.open = mouth.gap >= kLeastGap;
    mouth.upper = Profile::of([&](float u) {
        return mouth.open ? std::min(upper(u), lower(u)) : (upper(u) + lower(u)) / 2;
    });
    mouth.lower = Profile::of([&](float u) {
        return mouth.open ? std::max(upper(u), lower(u)) : (upper(u) + lower(u)) / 2;
    });
    mouth.nose = mouth.axes.local(landmark(face.mesh, kNoseBase)).y;
    mouth.chin = mouth.axes.local(landmark(face.mesh, kChin)).y;
    if (!mouth.sound() || patch.empty()) {
        mouth.face_width = 0;
        return mouth;
    }
    take_colours(mouth, face, patch);
    if (mouth.open) {
        find_bite(mouth, patch);
    }
    return mouth;
}

} // namespace kinovar::portrait
