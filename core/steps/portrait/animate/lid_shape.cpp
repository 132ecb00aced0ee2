#include "core/steps/portrait/animate/lid_shape.h"

#include "core/steps/portrait/animate/rim_guard.h"
#include "core/steps/portrait/face/face_geometry.h"
#include "core/steps/portrait/face/glasses.h"

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

// All in widths of the eye unless said otherwise.
constexpr float kLeastRise = .22F;   // from the margin to the line that stays
constexpr float kShareToBrow = .80F; // the same, as a share of the way to the brow
constexpr float kFixedSmoothing = .09F;
constexpr float kLowerReach = .30F;
constexpr float kLeastBand = .03F;
constexpr float kMostBand = .13F;
constexpr float kProfileStep = .01F;
constexpr int kColumns = 17; // where colours are taken
constexpr float kColourSmoothing = .1F;
constexpr float kColourReach = .025F; // half width of a colour sample

// The networks put the outer corner inside of where the lids meet; left there, a hook of lashes
// would stay behind when the eye shuts.
Point2 outer_corner(const FaceMesh& mesh, int eye) {
    constexpr float kFurther = .07F;
    const auto row = upper_lid(eye);
    const Point2 outer = landmark(mesh, row.front());
    const Point2 inner = landmark(mesh, row.back());
    return {outer.x + kFurther * (outer.x - inner.x), outer.y + kFurther * (outer.y - inner.y)};
}

FeatureAxes eye_axes(const FaceMesh& mesh, int eye) {
    return {outer_corner(mesh, eye), landmark(mesh, upper_lid(eye).back())};
}

Profile margin_of(const FaceMesh& mesh, const FeatureAxes& axes,
                  std::span<const std::uint16_t> row) {
    std::vector<Point2> points = local_points(mesh, axes, row.subspan(1));
    points.push_back({points.front().x < .5F ? 0.F : 1.F, 0}); // the outer corner
    return Profile::through(std::move(points));
}

// Lightness above the upper margin, 0 at the margin: the median over the middle of the eye.
std::vector<float> profile_above(const LidShape& lid, const StillPatch& patch, float from,
                                 float to) {
    constexpr int kAcross = 17;
    std::vector<float> profile;
    for (float height = from; height <= to; height += kProfileStep) {
        std::vector<float> values;
        for (int i = 0; i < kAcross; ++i) {
            const float u = mix(.28F, .72F, static_cast<float>(i) / (kAcross - 1));
            values.push_back(patch.at(lid.axes.picture({u, lid.upper(u) - height})).lightness());
        }
        std::nth_element(values.begin(), values.begin() + kAcross / 2, values.end());
        profile.push_back(values[kAcross / 2]);
    }
    return profile;
}

// The lashes end where the lightness has risen most of the way from their darkest to the skin.
float lash_band(const LidShape& lid, const StillPatch& patch) {
    constexpr float kBelow = -.04F;
    constexpr float kAbove = .24F;
    constexpr float kDarkestWithin = .10F;
    constexpr float kSkinWithin = .22F;
    constexpr float kShareOfRise = .6F;
    const std::vector<float> profile = profile_above(lid, patch, kBelow, kAbove);
    const auto index = [&](float height) {
        return std::min(profile.size() - 1,
                        static_cast<std::size_t>((height - kBelow) / kProfileStep));
    };
    const auto darkest = static_cast<std::size_t>(
        std::min_element(profile.begin(),
                         profile.begin() + static_cast<std::ptrdiff_t>(index(kDarkestWithin))) -
        profile.begin());
    const float skin = *std::max_element(
        profile.begin() + static_cast<std::ptrdiff_t>(darkest),
        profile.begin() + static_cast<std::ptrdiff_t>(std::max(index(kSkinWithin), darkest + 1)));
    std::size_t end = darkest;
    while (end + 1 < profile.size() &&
           profile[end] < profile[darkest] + kShareOfRise * (skin - profile[darkest])) {
        ++end;
    }
    return std::clamp(kBelow + static_cast<float>(end) * kProfileStep, kLeastBand, kMostBand);
}

// The networks put the lower lid of narrow and hooded eyes too high: the dark of the iris goes on
// beneath it. Where it does, the lid is lowered to its end.
void lower_to_iris(LidShape& lid, const Iris& iris, const StillPatch& patch) {
    constexpr float kFarthest = .12F;
    constexpr float kLeast = .015F;
    constexpr int kAcross = 9;
    constexpr float kShareOfIris = .5F;   // columns looked at, of its radius
    constexpr float kLeastContrast = .7F; // of the iris over the skin below it
    const Point2 centre = lid.axes.local(iris.centre);
    const float radius = iris.radius / lid.axes.width();
    if (!(radius > 0 && centre.x > 0 && centre.x < 1)) {
        return;
    }
    std::vector<float> ends;
    for (int i = 0; i < kAcross; ++i) {
        const float u =
            centre.x + kShareOfIris * radius * mix(-1, 1, static_cast<float>(i) / (kAcross - 1));
        const float from = std::max(centre.y, mix(lid.upper(u), lid.lower(u), .4F));
        const float lower = lid.lower(u);
        const auto light = [&](float v) {
            return patch.mean_at(lid.axes.picture({u, v}), .008F * lid.axes.width()).lightness();
        };
        const float dark = std::min(light(from), light((from + lower) / 2));
        const float skin = light(lower + kFarthest + .05F);
        if (dark > kLeastContrast * skin) {
            continue;
        }
        float v = from;
        while (v < lower + kFarthest && light(v) < (dark + skin) / 2) {
            v += kProfileStep / 2;
        }
        ends.push_back(v - lower);
    }
    if (ends.size() < kAcross / 2) {
        return;
    }
    std::sort(ends.begin(), ends.end());
    const float end = ends[ends.size() / 2];
    if (end < kLeast || end >= kFarthest) {
        return;
    }
    lid.lower = Profile::of([&, lower = lid.lower](float u) {
        return lower(u) + end * smooth_step(u / .3F) * smooth_step((1 - u) / .3F);
    });
}

// A fold of the lid: a dark valley between the lashes and the skin under the brow.
void find_crease(LidShape& lid, const StillPatch& patch, float band) {
    constexpr float kLeastDepth = .04F; // as a share of the skin's lightness
    constexpr float kMostDepth = .45F;
    const float rise = lid.upper(.5F) - lid.fixed(.5F);
    const std::vector<float> profile = profile_above(lid, patch, band, rise);
    if (profile.size() < 5) {
        return;
    }
    float deepest = 0;
    for (std::size_t i = 1; i + 1 < profile.size(); ++i) {
        const float below =
            *std::max_element(profile.begin(), profile.begin() + static_cast<std::ptrdiff_t>(i));
        const float above =
            *std::max_element(profile.begin() + static_cast<std::ptrdiff_t>(i) + 1, profile.end());
        const float skin = std::min(below, above);
        const float depth = skin > 0 ? 1 - profile[i] / skin : 0;
        if (depth > deepest) {
            deepest = depth;
            lid.crease = band + static_cast<float>(i) * kProfileStep;
        }
    }
    lid.crease_depth = std::min(deepest, kMostDepth);
    if (deepest < kLeastDepth) {
        lid.crease = 0;
        lid.crease_depth = 0;
    }
}

template <class Sample>
ColourProfile colours_along(Sample sample) {
    std::vector<Point2> red;
    std::vector<Point2> green;
    std::vector<Point2> blue;
    for (int i = 0; i < kColumns; ++i) {
        const float u = mix(.08F, .92F, static_cast<float>(i) / (kColumns - 1));
        const Rgb colour = sample(u);
        red.push_back({u, colour.r});
        green.push_back({u, colour.g});
        blue.push_back({u, colour.b});
    }
    return {Profile::through(red).smoothed(kColourSmoothing),
            Profile::through(green).smoothed(kColourSmoothing),
            Profile::through(blue).smoothed(kColourSmoothing)};
}

// Median of a patch a column wide at some heights.
template <class Heights>
Rgb column_colour(const LidShape& lid, const StillPatch& patch, float u, const Heights& heights) {
    std::vector<Rgb> colours;
    for (const float v : heights) {
        for (const float aside : {-.06F, -.03F, 0.F, .03F, .06F}) {
            colours.push_back(
                patch.mean_at(lid.axes.picture({u + aside, v}), kColourReach * lid.axes.width()));
        }
    }
    return median(std::move(colours));
}

// How light the eyeball is where it is lit: a shut lid in its place gets the same light.
float eyeball_light(const LidShape& lid, const StillPatch& patch) {
    constexpr float kShare = .8F;
    constexpr int kDown = 5;
    std::vector<float> values;
    for (int i = 0; i < kColumns; ++i) {
        const float u = mix(.1F, .9F, static_cast<float>(i) / (kColumns - 1));
        for (int k = 1; k < kDown; ++k) {
            const float v = mix(lid.upper(u), lid.lower(u), static_cast<float>(k) / kDown);
            values.push_back(patch.at(lid.axes.picture({u, v})).lightness());
        }
    }
    const auto at = values.begin() +
                    static_cast<std::ptrdiff_t>(kShare * static_cast<float>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

// Skin around deep-set eyes lies in shadows that the lid, when it is shut, comes out of.
Rgb lit(Rgb skin, float cheek, float eyeball) {
    constexpr float kOfCheek = .85F;
    constexpr float kOfEyeball = .9F;
    constexpr float kMostLift = 1.5F;
    const float wanted = std::min(kOfCheek * cheek, kOfEyeball * eyeball);
    const float lift = wanted / std::max(skin.lightness(), 1e-3F);
    return skin * std::clamp(lift, 1.F, kMostLift);
}

// Skin behind a lens: of what is seen around the eye through it, the half with the most colour,
// which leaves out reflections and shadows; a part of the lens's grey is taken back towards the
// cheek's own colour.
Rgb skin_behind_lens(const LidShape& lid, const StillPatch& patch, float u, Rgb cheek) {
    constexpr float kCheekShare = .55F;
    constexpr float kLeastOfCheek = .7F; // what lies in the shadow of the brow comes out of it
    constexpr float kReach = .25F;       // columns on either side
    constexpr int kAcross = 7;
    std::vector<Rgb> seen;
    for (int i = 0; i < kAcross; ++i) {
        const float near =
            std::clamp(u + kReach * mix(-1, 1, static_cast<float>(i) / (kAcross - 1)), .05F, .95F);
        const float lower = lid.lower(near);
        const float room = lid.below(near) - lower;
        const float upper = lid.upper(near) - lid.band(near);
        for (const float share : {.3F, .5F, .7F, .9F}) {
            for (const float v : {lower + share * room, mix(upper, lid.fixed(near), share)}) {
                seen.push_back(
                    patch.mean_at(lid.axes.picture({near, v}), kColourReach * lid.axes.width()));
            }
        }
    }
    const auto colourful = [](Rgb c) { return (c.r - c.b) / (c.lightness() + .05F); };
    std::sort(seen.begin(), seen.end(), [&](Rgb a, Rgb b) { return colourful(a) > colourful(b); });
    const float around = median(seen).lightness();
    seen.resize(seen.size() / 2);
    const Rgb skin = median(std::move(seen));
    const float least = std::min(kLeastOfCheek * cheek.lightness(), skin.lightness());
    const float light = std::max((skin.lightness() + around) / 2, least);
    const auto as_light = [&](Rgb c) { return c * (light / std::max(c.lightness(), 1e-3F)); };
    return mix(as_light(skin), as_light(cheek), kCheekShare);
}

// Skin of the lid, as far as it is seen; what is hidden looks like the skin around the eye.
void take_colours(LidShape& lid, const StillPatch& patch, float band) {
    constexpr float kUnderEyeShare = .7F;
    constexpr float kSeenFrom = .03F; // height of lid that must be seen to be believed
    constexpr float kSeenFully = .10F;
    constexpr float kMostSeen = .6F;
    lid.top = colours_along([&](float u) {
        const float v = lid.upper(u);
        const float rise = v - lid.fixed(u);
        // Behind a lens skin is laid as far as to where nothing moves, and meets what is there.
        const std::array shares =
            lid.behind_lens ? std::array{.8F, .9F, 1.F} : std::array{.45F, .6F, .75F};
        return column_colour(
            lid, patch, u,
            std::array{v - shares[0] * rise, v - shares[1] * rise, v - shares[2] * rise});
    });
    const float seen = (lid.crease > 0 ? lid.crease : 0) - band;
    const float belief = kMostSeen * (1 - lid.few_pixels()) *
                         smooth_step((seen - kSeenFrom) / (kSeenFully - kSeenFrom));
    const float eyeball = eyeball_light(lid, patch);
    lid.lid = colours_along([&](float u) {
        constexpr float kCheek = .42F; // below the margin: beneath bags and shadows
        const float v = lid.lower(u);
        const float room = lid.below(u) - v;
        const Rgb cheek_skin = column_colour(lid, patch, u, std::array{v + kCheek});
        if (lid.behind_lens) {
            return skin_behind_lens(lid, patch, u, cheek_skin);
        }
        const float cheek = cheek_skin.lightness();
        const Rgb under = column_colour(lid, patch, u,
                                        std::array{v + .5F * room, v + .7F * room, v + .9F * room});
        const Rgb around = mix(lid.top(u), under, kUnderEyeShare);
        if (belief <= 0) {
            return lit(around, cheek, eyeball);
        }
        const float margin = lid.upper(u) - band;
        const Rgb own =
            column_colour(lid, patch, u, std::array{margin - .4F * seen, margin - .6F * seen});
        return lit(mix(around, own, belief), cheek, eyeball);
    });
    if (lid.behind_lens) {
        constexpr float kShadowShare = .3F; // of the shadow beneath the brow that stays on the lid
        lid.top = colours_along([&, top = lid.top](float u) {
            const Rgb skin = lid.lid(u);
            const float shadow =
                std::min(top(u).lightness() / std::max(skin.lightness(), 1e-3F), 1.F);
            return mix(skin * mix(1, shadow, kShadowShare), top(u), shadow);
        });
    }
}

// Lashes as dark as those that are seen, within what closed lids look like.
void take_lash(LidShape& lid, const StillPatch& patch) {
    constexpr float kDarkestShare = .3F;
    constexpr float kLeastContrast = .22F; // lightness of lashes over that of the lid
    constexpr float kMostContrast = .50F;
    constexpr float kMostOfSmall = .36F;
    constexpr float kMostBehindLens = .36F;
    std::vector<Rgb> colours;
    for (int i = 0; i < kColumns; ++i) {
        const float u = mix(.15F, .85F, static_cast<float>(i) / (kColumns - 1));
        for (const float height : {-.02F, 0.F, .02F, .04F}) {
            colours.push_back(patch.at(lid.axes.picture({u, lid.upper(u) - height})));
        }
    }
    const Rgb seen = darkest(std::move(colours), kDarkestShare);
    // Few pixels mix lashes with skin and the white of the eye, lenses lay their gleam over them.
    const float mixed = lid.few_pixels();
    const float most = mix(lid.behind_lens ? kMostBehindLens : kMostContrast, kMostOfSmall, mixed);
    const float skin = std::max(lid.lid(.5F).lightness(), 1e-3F);
    const float wanted = skin * std::clamp(.9F * seen.lightness() / skin, kLeastContrast, most);
    const auto as_dark = [&](Rgb c) { return c * (wanted / std::max(c.lightness(), 1e-3F)); };
    lid.lash = lid.tone.toned(mix(as_dark(seen), as_dark(lid.lid(.5F)), mixed));
}

} // namespace

bool LidShape::sound() const {
    const Point2 corner = axes.picture({1, upper.middle_mean() + lower.middle_mean()});
    return std::isfinite(corner.x) && std::isfinite(corner.y) && std::isfinite(aspect) &&
           aspect > 0;
}

float LidShape::few_pixels() const {
    constexpr float kSmall = 24; // px, width of an eye
    constexpr float kSharp = 44;
    return smooth_step((kSharp - axes.width()) / (kSharp - kSmall));
}

LidShape lid_shape(const Frame& still, const Face& face, int eye, const StillPatch& patch) {
    LidShape lid;
    lid.axes = eye_axes(face.mesh, eye);
    lid.upper = margin_of(face.mesh, lid.axes, upper_lid(eye));
    const Profile lower = margin_of(face.mesh, lid.axes, lower_lid(eye));
    lid.lower = Profile::of([&](float u) { return std::max(lower(u), lid.upper(u)); });
    if (!patch.empty()) {
        lower_to_iris(lid, face.mesh.irises[static_cast<std::size_t>(eye)], patch);
    }
    lid.aspect = Profile::of([&](float u) { return lid.lower(u) - lid.upper(u); }).middle_mean();
    lid.centre_v = (lid.upper(.5F) + lid.lower(.5F)) / 2;
    const Profile brow_edge = Profile::through(local_points(face.mesh, lid.axes, brow(eye)));
    lid.fixed = Profile::of([&](float u) {
                    const float v = lid.upper(u);
                    return std::min(v - kLeastRise, v - kShareToBrow * (v - brow_edge(u)));
                }).smoothed(kFixedSmoothing);
    lid.below = Profile::of([&](float u) { return lid.lower(u) + kLowerReach; });
    if (!lid.sound() || patch.empty()) {
        lid.aspect = 0;
        return lid;
    }
    if (wears_glasses(still, face.mesh)) {
        lid.behind_lens = true;
        keep_off_rims(lid, patch);
    }
    lid.tone = Tone(patch);
    lid.light = fit_light(still, face.mesh);
    const float band = lash_band(lid, patch);
    lid.band = Profile::of([&](float u) {
        const float rise = std::max(lid.upper(u) - lid.fixed(u), 0.F);
        const float height = lid.lower(u) - lid.upper(u);
        return std::min(band, .35F * rise) * std::min(1.F, height / .15F);
    });
    find_crease(lid, patch, band);
    take_colours(lid, patch, band);
    take_lash(lid, patch);
    return lid;
}

} // namespace kinovar::portrait
