#include "core/steps/portrait/animate/still_patch.h"

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

constexpr int kMeanSamples = 5; // a side; enough for colours of skin

float middle_value(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

Rgb median(std::vector<Rgb> colours) {
    if (colours.empty()) {
        return {};
    }
    std::vector<float> values(colours.size());
    const auto of_channel = [&](float Rgb::*channel) {
        std::transform(colours.begin(), colours.end(), values.begin(),
                       [&](const Rgb& colour) { return colour.*channel; });
        return middle_value(values);
    };
    return {of_channel(&Rgb::r), of_channel(&Rgb::g), of_channel(&Rgb::b)};
}

Rgb darkest(std::vector<Rgb> colours, float share) {
    if (colours.empty()) {
        return {};
    }
    std::sort(colours.begin(), colours.end(),
              [](const Rgb& a, const Rgb& b) { return a.lightness() < b.lightness(); });
    const auto count = std::max<std::size_t>(
        1, static_cast<std::size_t>(share * static_cast<float>(colours.size())));
    Rgb sum;
    for (std::size_t i = 0; i < count; ++i) {
        sum = sum + colours[i];
    }
    return sum * (1 / static_cast<float>(count));
}

StillPatch::StillPatch(const Frame& still, PixelRect place) {
    const int x0 = std::clamp(place.x, 0, still.width());
    const int y0 = std::clamp(place.y, 0, still.height());
    const int x1 = std::clamp(place.x + place.width, x0, still.width());
    const int y1 = std::clamp(place.y + place.height, y0, still.height());
    place_ = {x0, y0, x1 - x0, y1 - y0};
    pixels_.reserve(static_cast<std::size_t>(place_.width) *
                    static_cast<std::size_t>(place_.height));
    for (int y = y0; y < y1; ++y) {
        const float* row = still.row(y) + static_cast<std::ptrdiff_t>(x0) * Frame::kChannels;
        for (int x = x0; x < x1; ++x, row += Frame::kChannels) {
            pixels_.push_back({row[0], row[1], row[2]});
        }
    }
}

StillPatch StillPatch::part(PixelRect place) const {
    StillPatch out;
    const int x0 = std::clamp(place.x, place_.x, place_.x + place_.width);
    const int y0 = std::clamp(place.y, place_.y, place_.y + place_.height);
    const int x1 = std::clamp(place.x + place.width, x0, place_.x + place_.width);
    const int y1 = std::clamp(place.y + place.height, y0, place_.y + place_.height);
    out.place_ = {x0, y0, x1 - x0, y1 - y0};
    for (int y = y0; y < y1; ++y) {
        for (int x = x0; x < x1; ++x) {
            out.pixels_.push_back(pixel(x, y));
        }
    }
    return out;
}

bool StillPatch::inside(Point2 place) const {
    return place.x >= static_cast<float>(place_.x) && place.y >= static_cast<float>(place_.y) &&
           place.x <= static_cast<float>(place_.x + place_.width - 1) &&
           place.y <= static_cast<float>(place_.y + place_.height - 1);
}

Rgb& StillPatch::pixel(int x, int y) {
    return pixels_[static_cast<std::size_t>(y - place_.y) * static_cast<std::size_t>(place_.width) +
                   static_cast<std::size_t>(x - place_.x)];
}

const Rgb& StillPatch::pixel(int x, int y) const {
    return pixels_[static_cast<std::size_t>(y - place_.y) * static_cast<std::size_t>(place_.width) +
                   static_cast<std::size_t>(x - place_.x)];
}

Rgb StillPatch::at(Point2 place) const {
    if (empty()) {
        return {};
    }
    const auto last_x = static_cast<float>(place_.x + place_.width - 1);
    const auto last_y = static_cast<float>(place_.y + place_.height - 1);
    const float x = std::clamp(place.x, static_cast<float>(place_.x), last_x);
    const float y = std::clamp(place.y, static_cast<float>(place_.y), last_y);
    const int x0 = static_cast<int>(x);
    const int y0 = static_cast<int>(y);
    const int x1 = std::min(x0 + 1, place_.x + place_.width - 1);
    const int y1 = std::min(y0 + 1, place_.y + place_.height - 1);
    const float tx = x - static_cast<float>(x0);
    const float ty = y - static_cast<float>(y0);
    return mix(mix(pixel(x0, y0), pixel(x1, y0), tx), mix(pixel(x0, y1), pixel(x1, y1), tx), ty);
}

Rgb StillPatch::mean_at(Point2 place, float half_width) const {
    Rgb sum;
    constexpr int kReach = kMeanSamples / 2;
    for (int j = -kReach; j <= kReach; ++j) {
        for (int i = -kReach; i <= kReach; ++i) {
            sum = sum + at({place.x + half_width * static_cast<float>(i) / kReach,
                            place.y + half_width * static_cast<float>(j) / kReach});
        }
    }
    return sum * (1.F / (kMeanSamples * kMeanSamples));
}

void lay_colour_over(LocalPixels& pixels, std::size_t i, Rgb colour, float alpha) {
    if (alpha <= 0) {
        return;
    }
    const float before = pixels.cover[i];
    const float after = before + alpha * (1 - before);
    const float keep = before * (1 - alpha) / after;
    const float take = alpha / after;
    pixels.red[i] = pixels.red[i] * keep + colour.r * take;
    pixels.green[i] = pixels.green[i] * keep + colour.g * take;
    pixels.blue[i] = pixels.blue[i] * keep + colour.b * take;
    pixels.cover[i] = after;
}

PixelRect rect_around(const std::vector<Point2>& points, float margin) {
    if (points.empty()) {
        return {};
    }
    float x0 = points[0].x;
    float x1 = x0;
    float y0 = points[0].y;
    float y1 = y0;
    for (const Point2& point : points) {
        x0 = std::min(x0, point.x);
        x1 = std::max(x1, point.x);
        y0 = std::min(y0, point.y);
        y1 = std::max(y1, point.y);
    }
    // Landmarks beyond this are damage, and would overflow whole numbers.
    constexpr float kFarthest = 1e6F;
    const auto low = [&](float v) {
        return static_cast<int>(std::floor(std::clamp(v - margin, -kFarthest, kFarthest)));
    };
    const auto high = [&](float v) {
        return static_cast<int>(std::ceil(std::clamp(v + margin, -kFarthest, kFarthest)));
    };
    const int left = low(x0);
    const int top = low(y0);
    return {left, top, high(x1) - left + 1, high(y1) - top + 1};
}

} // namespace kinovar::portrait
