#include "core/steps/photo/photo_damage.h"

#include "core/steps/photo/crack_trace.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr float kLevels = 255;
constexpr int kWorkSide = 1400; // px: larger scans are searched at this size
constexpr double kReference =
    480; // px of the longer side at which the narrowest ridge is looked for
constexpr std::array kSigmas{0.9, 1.5, 2.4}; // of ridges, at the reference size
// Diagonals of cracks in a print that counts as damaged. Clean portraits, streets and paintings
// have up to 0.48, cracked prints 0.97 and more.
constexpr double kLeastLength = 0.8;

/// Ridges of one polarity: how far each pixel of a crest stands out over both of its sides, in
/// levels; 0 off the crests.
struct Ridges {
    cv::Mat contrast; // CV_32F
    cv::Mat sigma;    // CV_32F: width of the ridge
};

struct Derivatives {
    cv::Mat smooth, xx, yy, xy;
};

Derivatives derivatives_of(const cv::Mat& luma, double sigma) {
    Derivatives d;
    cv::GaussianBlur(luma, d.smooth, {}, sigma, sigma, cv::BORDER_REPLICATE);
    cv::Sobel(d.smooth, d.xx, CV_32F, 2, 0, 3, 0.25);
    cv::Sobel(d.smooth, d.yy, CV_32F, 0, 2, 3, 0.25);
    cv::Sobel(d.smooth, d.xy, CV_32F, 1, 1, 3, 0.25);
    return d;
}

float sample(const cv::Mat& plane, float x, float y) {
    return plane.at<float>(std::clamp(cvRound(y), 0, plane.rows - 1),
                           std::clamp(cvRound(x), 0, plane.cols - 1));
}

/// How far a bright crest stands out over both sides; 0 where there is none or where the sides
/// differ so much that it is the rim of an edge.
float crest(const cv::Mat& luma, const Derivatives& d, int x, int y, float sigma) {
    const float xx = d.xx.at<float>(y, x);
    const float yy = d.yy.at<float>(y, x);
    const float xy = d.xy.at<float>(y, x);
    const float middle = (xx + yy) / 2;
    const float spread = std::hypot((xx - yy) / 2, xy);
    const float across = middle - spread; // strongest downward curvature
    const float along = middle + spread;
    constexpr float kRound = 0.6F; // of specks
    if (across >= 0 || std::abs(along) > kRound * std::abs(across)) {
        return 0;
    }
    const float angle = std::atan2(2 * xy, xx - yy) / 2 + static_cast<float>(CV_PI / 2);
    const float nx = std::cos(angle);
    const float ny = std::sin(angle);
    const float here = d.smooth.at<float>(y, x);
    if (here < sample(d.smooth, static_cast<float>(x) + nx, static_cast<float>(y) + ny) ||
        here < sample(d.smooth, static_cast<float>(x) - nx, static_cast<float>(y) - ny)) {
        return 0; // a slope beside the crest
    }
    // Both sides alike, near the crest and farther off: the picture goes on under a crack.
    float lowest = luma.at<float>(y, x);
    for (const float aside : {2.5F, 5.0F}) { // sigmas
        const float reach = aside * sigma + 1;
        const auto fx = static_cast<float>(x);
        const auto fy = static_cast<float>(y);
        const float one = sample(d.smooth, fx + reach * nx, fy + reach * ny);
        const float other = sample(d.smooth, fx - reach * nx, fy - reach * ny);
        const float contrast = luma.at<float>(y, x) - std::max(one, other);
        constexpr float kUneven = 0.4F;
        if (std::abs(one - other) > kUneven * contrast) {
            return 0;
        }
        lowest = std::min(lowest, contrast);
    }
    return std::max(lowest, 0.0F);
}

Ridges ridges_of(const cv::Mat& luma, double unit) {
    Ridges ridges{cv::Mat::zeros(luma.size(), CV_32F), cv::Mat::zeros(luma.size(), CV_32F)};
    for (const double factor : kSigmas) {
        const auto sigma = static_cast<float>(factor * unit);
        const Derivatives d = derivatives_of(luma, sigma);
        for (int y = 0; y < luma.rows; ++y) {
            for (int x = 0; x < luma.cols; ++x) {
                const float contrast = crest(luma, d, x, y, sigma);
                // A wider ridge sees more of the sides: it must win clearly.
                constexpr float kClearly = 1.25F;
                if (contrast > kClearly * ridges.contrast.at<float>(y, x)) {
                    ridges.contrast.at<float>(y, x) = contrast;
                    ridges.sigma.at<float>(y, x) = sigma;
                }
            }
        }
    }
    return ridges;
}

/// How strong narrow dark detail is around each pixel, in levels.
cv::Mat dark_detail(const cv::Mat& luma, double unit) {
    constexpr double kNarrow = 4; // half of the widest detail
    constexpr double kWindow = 14;
    const int narrow = 2 * cvCeil(kNarrow * unit) + 1;
    const int window = 2 * cvRound(kWindow * unit / 2) + 1;
    cv::Mat dark;
    cv::morphologyEx(luma, dark, cv::MORPH_BLACKHAT,
                     cv::getStructuringElement(cv::MORPH_ELLIPSE, {narrow, narrow}));
    cv::boxFilter(dark.mul(dark), dark, CV_32F, {window, window});
    cv::sqrt(dark, dark);
    return dark;
}

/// Components of `weak` that hold enough of `strong`, each with its extent.
struct Component {
    cv::Rect box;
    int area = 0;
    int strong = 0;
};

struct Components {
    cv::Mat labels;
    std::vector<Component> list; // by label; 0 is the background
};

Components components_of(const cv::Mat& weak, const cv::Mat& strong) {
    Components result;
    cv::Mat stats;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(weak, result.labels, stats, centres, 8);
    for (int i = 0; i < count; ++i) {
        const int* row = stats.ptr<int>(i);
        result.list.push_back({{row[cv::CC_STAT_LEFT], row[cv::CC_STAT_TOP], row[cv::CC_STAT_WIDTH],
                                row[cv::CC_STAT_HEIGHT]},
                               row[cv::CC_STAT_AREA],
                               0});
    }
    for (int y = 0; y < weak.rows; ++y) {
        for (int x = 0; x < weak.cols; ++x) {
            if (strong.at<std::uint8_t>(y, x) != 0) {
                ++result.list[static_cast<std::size_t>(result.labels.at<int>(y, x))].strong;
            }
        }
    }
    return result;
}

double extent(const Component& one) {
    return std::hypot(one.box.width, one.box.height);
}

/// Whether a crack only lies in a delicate place, instead of passing through it.
bool stays_inside(const Component& one, const std::vector<cv::Rect>& delicate) {
    constexpr double kBeyond = 1.6;
    return std::any_of(delicate.begin(), delicate.end(), [&](const cv::Rect& place) {
        return (place & one.box).area() > 0 &&
               extent(one) < kBeyond * std::hypot(place.width, place.height);
    });
}

/// Mean width (two sigmas) of the ridges of each component.
std::vector<double> widths_of(const Components& components, const Ridges& ridges) {
    std::vector<double> sums(components.list.size());
    std::vector<int> counts(components.list.size());
    for (int y = 0; y < components.labels.rows; ++y) {
        for (int x = 0; x < components.labels.cols; ++x) {
            if (ridges.contrast.at<float>(y, x) > 0) {
                const auto label = static_cast<std::size_t>(components.labels.at<int>(y, x));
                sums[label] += 2 * static_cast<double>(ridges.sigma.at<float>(y, x));
                ++counts[label];
            }
        }
    }
    for (std::size_t i = 0; i < sums.size(); ++i) {
        sums[i] /= std::max(counts[i], 1);
    }
    return sums;
}

/// Crests as wide as the ridges are.
void paint(cv::Mat& mask, const Components& components, const std::vector<bool>& chosen,
           const Ridges& ridges, double unit) {
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            const auto label = static_cast<std::size_t>(components.labels.at<int>(y, x));
            if (label > 0 && chosen[label] && ridges.contrast.at<float>(y, x) > 0) {
                constexpr double kHalfWidth = 1.5; // sigmas
                cv::circle(mask, {x, y},
                           std::max(1, cvCeil(kHalfWidth * ridges.sigma.at<float>(y, x) + unit)),
                           kLevels, cv::FILLED);
            }
        }
    }
}

/// White or black places that a missing corner leaves.
void add_corners(cv::Mat& mask, const cv::Mat& luma, double unit) {
    constexpr double kMostArea = 0.06; // of the picture
    constexpr float kTolerance = 10;   // levels
    for (const cv::Point corner :
         {cv::Point(0, 0), cv::Point(luma.cols - 1, 0), cv::Point(0, luma.rows - 1),
          cv::Point(luma.cols - 1, luma.rows - 1)}) {
        const float value = luma.at<float>(corner);
        constexpr float kWhite = 225;
        constexpr float kBlack = 30;
        if (value > kBlack && value < kWhite) {
            continue;
        }
        cv::Mat filled = cv::Mat::zeros(luma.rows + 2, luma.cols + 2, CV_8U);
        cv::Mat levels = luma.clone();
        const int area =
            cv::floodFill(levels, filled, corner, {}, nullptr, kTolerance, kTolerance,
                          8 | (255 << 8) | cv::FLOODFILL_FIXED_RANGE | cv::FLOODFILL_MASK_ONLY);
        if (area < kMostArea * luma.total()) {
            cv::Mat part = filled(cv::Rect(1, 1, luma.cols, luma.rows)).clone();
            const int grow = 2 * cvCeil(2 * unit) + 1;
            cv::dilate(part, part, cv::getStructuringElement(cv::MORPH_ELLIPSE, {grow, grow}));
            mask |= part;
        }
    }
}

/// Specks of bare paper: small, much brighter than all around, on quiet ground.
void add_specks(cv::Mat& mask, const cv::Mat& luma, const cv::Mat& texture, double threshold,
                double unit, const std::vector<cv::Rect>& delicate) {
    const int side = 2 * cvCeil(4 * unit) + 1;
    cv::Mat hat;
    cv::morphologyEx(luma, hat, cv::MORPH_TOPHAT,
                     cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side}));
    constexpr double kSpeckFactor = 4.4; // over dark detail
    constexpr double kSurer = 1.6;       // a speck has no length to tell it by
    const cv::Mat specks = (hat > kSurer * threshold) & (hat > kSpeckFactor * texture);
    const Components components = components_of(specks, specks);
    const double most = 30 * unit * unit;
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            const auto label = static_cast<std::size_t>(components.labels.at<int>(y, x));
            if (label == 0) {
                continue;
            }
            const Component& one = components.list[label];
            const bool eye = std::any_of(delicate.begin(), delicate.end(), [&](const auto& place) {
                return place.contains({x, y});
            });
            if (one.area <= most && !eye) {
                cv::circle(mask, {x, y}, cvCeil(unit), kLevels, cv::FILLED);
            }
        }
    }
}

/// A print at the size at which it is searched.
struct Print {
    cv::Mat luma; // levels
    double unit = 1;
    double diagonal = 1;
    Ridges bright;
    cv::Mat texture;
    double threshold = 0; // levels
};

/// How surely something is a crack before it counts as one.
struct Strictness {
    float texture;   // how much more it stands out than dark detail
    double shortest; // diagonals
};
// Whether a print is cracked at all is judged strictly; in one that is, shorter and fainter cracks
// are believed as well.
constexpr Strictness kStrict{2.2F, 0.045};
constexpr Strictness kBelieving{1.7F, 0.03};

constexpr double kFaint = 0.2; // of the threshold: of what belongs to a crack that is surely one

struct Cracks {
    Components components;
    std::vector<bool> chosen; // by label
    double length = 0;        // diagonals
};

Cracks cracks_of(const Print& print, const DamageSearch& search, const Strictness& strictness) {
    const cv::Mat& contrast = print.bright.contrast;
    const cv::Mat weak =
        (contrast > print.threshold / 3) & (contrast > strictness.texture / 2 * print.texture);
    const cv::Mat strong =
        (contrast > print.threshold) & (contrast > strictness.texture * print.texture);
    cv::Mat joined;
    const int gap = 2 * cvCeil(1.5 * print.unit) + 1;
    cv::morphologyEx(weak, joined, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_ELLIPSE, {gap, gap}));
    Cracks cracks{components_of(joined, strong), {}, 0};
    const std::vector<double> widths = widths_of(cracks.components, print.bright);
    cracks.chosen.resize(cracks.components.list.size());
    constexpr double kStrongShare = 0.3;
    constexpr double kSlender = 8; // a collar or the bridge of a nose is bright too, but stout
    for (std::size_t i = 1; i < cracks.chosen.size(); ++i) {
        const Component& one = cracks.components.list[i];
        cracks.chosen[i] = extent(one) > strictness.shortest * print.diagonal &&
                           extent(one) > kSlender * widths[i] &&
                           one.strong > kStrongShare * extent(one) &&
                           !stays_inside(one, search.delicate);
        cracks.length += cracks.chosen[i] ? extent(one) / print.diagonal : 0;
    }
    return cracks;
}

/// Cracks go on from where they were found, in delicate places too, but not through the features
/// themselves.
void add_traces(cv::Mat& mask, const Print& print, const cv::Mat& detail, const Cracks& cracks,
                const DamageSearch& search) {
    constexpr double kTip = 12;       // units in which the direction of a crack is seen
    constexpr double kFainter = 0.16; // of the threshold
    constexpr double kReach = 60;     // units
    std::vector<CrackEnd> ends;
    for (std::size_t i = 1; i < cracks.chosen.size(); ++i) {
        if (cracks.chosen[i]) {
            const Component& one = cracks.components.list[i];
            const cv::Mat line = (cracks.components.labels(one.box) == static_cast<int>(i)) &
                                 (print.bright.contrast(one.box) > 0);
            for (CrackEnd end :
                 ends_of(line, kTip * print.unit, std::max(extent(one), kReach * print.unit))) {
                end.place += cv::Point2f(one.box.tl());
                ends.push_back(end);
            }
        }
    }
    cv::Mat traces = trace_cracks(detail, ends, {print.unit, kFainter * print.threshold});
    for (const cv::Rect& feature : search.features) {
        traces(feature & cv::Rect({}, traces.size())).setTo(0);
    }
    mask |= traces;
}

PhotoDamage search_at_work_size(const cv::Mat& picture, const DamageSearch& search) {
    Print print;
    cv::cvtColor(picture, print.luma, cv::COLOR_RGB2GRAY);
    print.luma *= kLevels;
    print.unit = std::max(1.0, std::max(picture.cols, picture.rows) / kReference);
    print.diagonal = std::hypot(picture.cols, picture.rows);
    print.bright = ridges_of(print.luma, print.unit);
    print.texture = dark_detail(print.luma, print.unit);
    constexpr double kStrong = 30;
    constexpr double kMiddle = 1.5; // less the sensitivity
    print.threshold = kStrong * (kMiddle - search.sensitivity);
    constexpr double kNarrow = 9; // units
    PhotoDamage damage{cv::Mat::zeros(picture.size(), CV_8U), 0, kNarrow * print.unit, false};
    damage.length = cracks_of(print, search, kStrict).length;
    damage.damaged = damage.length >= kLeastLength * (kMiddle - search.sensitivity);
    if (damage.damaged) {
        const Cracks cracks = cracks_of(print, search, kBelieving);
        paint(damage.mask, cracks.components, cracks.chosen, print.bright, print.unit);
        const cv::Mat detail = bright_detail(print.luma, print.unit);
        damage.mask &= extent_of(detail, {print.unit, kFaint * print.threshold});
        add_traces(damage.mask, print, detail, cracks, search);
        add_specks(damage.mask, print.luma, print.texture, print.threshold, print.unit,
                   search.delicate);
        add_corners(damage.mask, print.luma, print.unit);
    }
    return damage;
}

} // namespace

PhotoDamage find_damage(const cv::Mat& picture, const DamageSearch& search) {
    const double factor =
        std::min(1.0, static_cast<double>(kWorkSide) / std::max(picture.cols, picture.rows));
    cv::Mat small;
    cv::resize(picture, small, {}, factor, factor, cv::INTER_AREA);
    DamageSearch scaled = search;
    for (std::vector<cv::Rect>* places : {&scaled.delicate, &scaled.features}) {
        for (cv::Rect& place : *places) {
            place = {cvRound(place.x * factor), cvRound(place.y * factor),
                     cvRound(place.width * factor), cvRound(place.height * factor)};
        }
    }
    PhotoDamage damage = search_at_work_size(small, scaled);
    if (damage.mask.size() != picture.size()) {
        cv::resize(damage.mask, damage.mask, picture.size(), 0, 0, cv::INTER_NEAREST);
        damage.narrow /= factor;
    }
    return damage;
}

} // namespace kinovar::steps
