#include "core/credentials/mark.h"
#include "core/text/text_picture.h"

#include <algorithm>
#include <cmath>

namespace kinovar::credentials {

namespace {

constexpr const char* kSign = "AI";
constexpr double kSafeMargin = 0.035;  ///< of each side, EBU R 95
constexpr double kHeight = 0.045;      ///< of the shorter side
constexpr double kLeastHeight = 11;    ///< px, below which no letter can be read …
constexpr double kMostOfPicture = 0.4; ///< … unless the picture has no room for it
constexpr double kWidth = 1.55;        ///< of the height
constexpr double kCorner = 0.28;       ///< radius, of the height
constexpr double kLine = 0.075;        ///< of the frame, of the height
constexpr double kLetters = 0.66;      ///< size of an em, of the height
constexpr float kGroundAlpha = 0.42F;  ///< black under the sign, so that it stands on white too
constexpr float kSignAlpha = 0.85F;
constexpr float kSignGrey = 0.95F;

struct Sign {
    double left;
    double top;
    double width;
    double height;
};

Sign place_sign(const Frame& frame) {
    const int shorter = std::min(frame.width(), frame.height());
    const double room = kMostOfPicture * shorter;
    const double height = std::min(std::max(kHeight * shorter, kLeastHeight), room);
    const double width = std::min(kWidth * height, (1 - 2 * kSafeMargin) * frame.width());
    // On whole pixels, so that the frame's straight lines stay sharp.
    return {std::floor((1 - kSafeMargin) * frame.width() - width),
            std::floor((1 - kSafeMargin) * frame.height() - height), std::round(width),
            std::round(height)};
}

/// Signed distance to a rounded box, negative inside.
double distance_to_box(const Sign& sign, double x, double y) {
    const double radius = kCorner * sign.height;
    const double dx = std::abs(x - sign.left - sign.width / 2) - sign.width / 2 + radius;
    const double dy = std::abs(y - sign.top - sign.height / 2) - sign.height / 2 + radius;
    return std::hypot(std::max(dx, 0.0), std::max(dy, 0.0)) + std::min(std::max(dx, dy), 0.0) -
           radius;
}

/// Share of a pixel on the inner side of a line at that distance.
float inside(double distance) {
    return static_cast<float>(std::clamp(0.5 - distance, 0.0, 1.0));
}

void blend(float* pixel, float value, float alpha) {
    for (int c = 0; c < Frame::kChannels; ++c) {
        pixel[c] += alpha * (value - pixel[c]);
    }
}

void draw_box(Frame& frame, const Sign& sign) {
    const double line = std::max(1.0, kLine * sign.height);
    const int bottom = std::min(frame.height(), static_cast<int>(sign.top + sign.height) + 1);
    const int right = std::min(frame.width(), static_cast<int>(sign.left + sign.width) + 1);
    for (int y = std::max(0, static_cast<int>(sign.top) - 1); y < bottom; ++y) {
        for (int x = std::max(0, static_cast<int>(sign.left) - 1); x < right; ++x) {
            float* pixel = frame.row(y) + static_cast<std::size_t>(x) * Frame::kChannels;
            const double distance = distance_to_box(sign, x + 0.5, y + 0.5);
            const float ground = inside(distance);
            const float edge = ground - inside(distance + line);
            blend(pixel, 0, kGroundAlpha * ground);
            blend(pixel, kSignGrey, kSignAlpha * edge);
        }
    }
}

/// First and last row (or column) of a coverage that has ink.
struct Extent {
    int first = 0;
    int last = -1;
};
Extent ink_extent(const text::TextPicture& letters, bool columns) {
    Extent extent{columns ? letters.width : letters.height, -1};
    for (int y = 0; y < letters.height; ++y) {
        for (int x = 0; x < letters.width; ++x) {
            if (letters.coverage[static_cast<std::size_t>(y * letters.width + x)] > 0) {
                const int at = columns ? x : y;
                extent = {std::min(extent.first, at), std::max(extent.last, at)};
            }
        }
    }
    return extent;
}

void draw_letters(Frame& frame, const Sign& sign, const text::TextPicture& letters) {
    const Extent columns = ink_extent(letters, true);
    const Extent rows = ink_extent(letters, false);
    // The ink, not the line of text, stands in the middle.
    const int left = static_cast<int>(
        std::lround(sign.left + (sign.width - 1) / 2 - (columns.first + columns.last) / 2.0));
    const int top = static_cast<int>(
        std::lround(sign.top + (sign.height - 1) / 2 - (rows.first + rows.last) / 2.0));
    for (int y = rows.first; y <= rows.last; ++y) {
        for (int x = columns.first; x <= columns.last; ++x) {
            if (left + x >= 0 && left + x < frame.width() && top + y >= 0 &&
                top + y < frame.height()) {
                const float coverage =
                    static_cast<float>(
                        letters.coverage[static_cast<std::size_t>(y * letters.width + x)]) /
                    255;
                blend(frame.row(top + y) + static_cast<std::size_t>(left + x) * Frame::kChannels,
                      kSignGrey, kSignAlpha * coverage);
            }
        }
    }
}

} // namespace

void draw_visible_mark(Frame& frame) {
    const Sign sign = place_sign(frame);
    draw_box(frame, sign);
    const double size = kLetters * sign.height;
    if (size >= 1) {
        // Without any font the frame alone is the mark: an export does not fail for it.
        if (const auto letters = text::draw_text(kSign, {.size = size, .bold = true})) {
            draw_letters(frame, sign, *letters);
        }
    }
}

} // namespace kinovar::credentials
