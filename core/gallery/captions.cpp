#include "core/gallery/captions.h"

#include "core/image/cv_bridge.h"
#include "core/text/text_picture.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::gallery {

namespace {

// Of the frame's width and height: EBU R 95 for 16:9 (graphics within 5 % of each side).
constexpr double kMarginX = 0.06;
constexpr double kMarginY = 0.07;
constexpr double kWidest = 0.56; ///< the right is the mark's
constexpr double kTitleWidest = 0.76;

// Of the frame's height.
constexpr double kNameSize = 0.054;
constexpr double kYearsSize = 0.038;
constexpr double kCaptionSize = 0.032;
constexpr double kTitleSize = 0.088;
constexpr double kLineGap = 0.008;
constexpr double kLeastSize = 9; ///< px

constexpr double kShadowBlur = 0.30;  ///< σ, of the text's size
constexpr double kShadowReach = 1.0;  ///< of the text's size, around the ink
constexpr double kShadowGain = 2.6;   ///< the shadow is full already near the ink
constexpr float kShadowDepth = 0.72F; ///< share of light that it takes
constexpr float kInk = 0.965F;        ///< not quite white, as paper

struct Line {
    std::string text;
    double size;
    bool bold;
};

} // namespace

/// Lays out lines one under the other.
class OverlayMaker {
public:
    OverlayMaker(int width, int height, text::Align align, double widest)
        : frame_{width, height}, align_(align), widest_(widest) {}

    Status add(const Line& line) {
        if (line.text.empty()) {
            return {};
        }
        const double size = std::max(kLeastSize, line.size * frame_.height);
        text::TextStyle style;
        style.size = size;
        style.bold = line.bold;
        style.align = align_;
        style.most_width = static_cast<int>(widest_ * frame_.width);
        KINOVAR_TRY_ASSIGN(text::TextPicture picture, text::draw_text(line.text, style));
        if (picture.width > 0) {
            sizes_.push_back(size);
            pictures_.push_back(std::move(picture));
        }
        return {};
    }

    Result<Overlay> make() {
        Overlay overlay;
        if (pictures_.empty()) {
            return overlay;
        }
        const int gap = static_cast<int>(kLineGap * frame_.height);
        int wide = 0;
        int high = -gap;
        for (const text::TextPicture& picture : pictures_) {
            wide = std::max(wide, picture.width);
            high += picture.height + gap;
        }
        const double size = *std::max_element(sizes_.begin(), sizes_.end());
        const int pad = static_cast<int>(std::ceil(kShadowReach * size));
        const bool centred = align_ == text::Align::Centre;
        overlay.left_ =
            (centred ? (frame_.width - wide) / 2 : static_cast<int>(kMarginX * frame_.width)) - pad;
        overlay.top_ = (centred ? (frame_.height - high) / 2
                                : static_cast<int>((1 - kMarginY) * frame_.height) - high) -
                       pad;
        overlay.width_ = wide + 2 * pad;
        overlay.height_ = high + 2 * pad;
        KINOVAR_TRY(guard_cv("lay out a text", [&] { draw(overlay, pad, gap, size); }));
        return overlay;
    }

private:
    void draw(Overlay& overlay, int pad, int gap, double size) const {
        cv::Mat ink = cv::Mat::zeros(overlay.height_, overlay.width_, CV_32FC1);
        int y = pad;
        for (const text::TextPicture& picture : pictures_) {
            const cv::Mat view(picture.height, picture.width, CV_8UC1,
                               const_cast<std::uint8_t*>(picture.coverage.data()));
            const int x =
                align_ == text::Align::Centre ? (overlay.width_ - picture.width) / 2 : pad;
            view.convertTo(ink(cv::Rect(x, y, picture.width, picture.height)), CV_32F, 1.0 / 255);
            y += picture.height + gap;
        }
        cv::Mat shadow;
        cv::GaussianBlur(ink, shadow, {}, kShadowBlur * size, 0, cv::BORDER_CONSTANT);
        cv::min(shadow * kShadowGain, 1.0, shadow);
        overlay.ink_.assign(ink.begin<float>(), ink.end<float>());
        overlay.shadow_.assign(shadow.begin<float>(), shadow.end<float>());
    }

    cv::Size frame_;
    text::Align align_;
    double widest_;
    std::vector<double> sizes_;
    std::vector<text::TextPicture> pictures_;
};

void Overlay::put_on(Frame& frame, float opacity) const {
    const int x0 = std::max(0, left_);
    const int x1 = std::min(frame.width(), left_ + width_);
    for (int y = std::max(0, top_); y < std::min(frame.height(), top_ + height_); ++y) {
        const std::size_t row =
            static_cast<std::size_t>(y - top_) * static_cast<std::size_t>(width_);
        for (int x = x0; x < x1; ++x) {
            const std::size_t at = row + static_cast<std::size_t>(x - left_);
            const float light = 1 - opacity * kShadowDepth * shadow_[at];
            const float ink = opacity * ink_[at];
            float* pixel = frame.row(y) + static_cast<std::ptrdiff_t>(x) * Frame::kChannels;
            for (int c = 0; c < Frame::kChannels; ++c) {
                pixel[c] = pixel[c] * light * (1 - ink) + kInk * ink;
            }
        }
    }
}

Result<Overlay> caption_overlay(const Entry& entry, int width, int height) {
    OverlayMaker maker(width, height, text::Align::Left, kWidest);
    KINOVAR_TRY(maker.add({entry.name, kNameSize, true}));
    KINOVAR_TRY(maker.add({entry.years, kYearsSize, false}));
    KINOVAR_TRY(maker.add({entry.caption, kCaptionSize, false}));
    return maker.make();
}

Result<Overlay> title_overlay(const std::string& title, int width, int height) {
    OverlayMaker maker(width, height, text::Align::Centre, kTitleWidest);
    KINOVAR_TRY(maker.add({title, kTitleSize, true}));
    return maker.make();
}

} // namespace kinovar::gallery
