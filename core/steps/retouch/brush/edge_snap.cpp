#include "core/image/cv_bridge.h"
#include "core/steps/retouch/brush/mask_tiles.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/imgproc/segmentation.hpp>

#include <algorithm>

namespace kinovar::retouch {

namespace {

constexpr double kWorkHeight = 1080; // larger pictures are made smaller: edges are found there too
constexpr int kWindow = 384;         // px a side in which ways are known, around the last point
constexpr double kCannyLow = 32;
constexpr double kCannyHigh = 100;
constexpr double kSimplify = 0.6; // px that the drawn way may lie off the found one
constexpr double kByte = 255;

} // namespace

struct EdgeSnap::State {
    cv::Mat small; // CV_8UC3
    cv::Rect window;
    cv::segmentation::IntelligentScissorsMB scissors;
    bool ready = false;

    [[nodiscard]] cv::Point pixel_of(const Point& at) const {
        return {std::clamp(static_cast<int>(at.x * small.cols), 0, small.cols - 1),
                std::clamp(static_cast<int>(at.y * small.rows), 0, small.rows - 1)};
    }
    [[nodiscard]] Point share_of(const cv::Point& pixel) const {
        return {(pixel.x + 0.5) / small.cols, (pixel.y + 0.5) / small.rows};
    }
};

EdgeSnap::EdgeSnap(const FramePtr& picture) : state_(std::make_unique<State>()) {
    const double scale = std::min(1.0, kWorkHeight / picture->height());
    cv::Mat small;
    cv::resize(mat_view(*picture), small, {}, scale, scale, cv::INTER_AREA);
    small.convertTo(state_->small, CV_8U, kByte);
    state_->scissors.setEdgeFeatureCannyParameters(kCannyLow, kCannyHigh);
}

EdgeSnap::~EdgeSnap() = default;

void EdgeSnap::start(Point at) {
    const cv::Point pixel = state_->pixel_of(at);
    const cv::Size size = state_->small.size();
    const cv::Point corner(
        std::clamp(pixel.x - kWindow / 2, 0, std::max(0, size.width - kWindow)),
        std::clamp(pixel.y - kWindow / 2, 0, std::max(0, size.height - kWindow)));
    state_->window = cv::Rect(corner, cv::Size(kWindow, kWindow)) & cv::Rect({}, size);
    try {
        state_->scissors.applyImage(state_->small(state_->window));
        state_->scissors.buildMap(pixel - state_->window.tl());
        state_->ready = true;
    } catch (const cv::Exception&) {
        state_->ready = false; // too small a picture has no edges: the way is straight
    }
}

std::vector<EdgeSnap::Point> EdgeSnap::way_to(Point at) const {
    if (!state_->ready) {
        return {at};
    }
    const cv::Rect& window = state_->window;
    const cv::Point pixel = state_->pixel_of(at);
    const cv::Point inside(std::clamp(pixel.x, window.x, window.br().x - 1),
                           std::clamp(pixel.y, window.y, window.br().y - 1));
    std::vector<cv::Point> way;
    std::vector<Point> points;
    try {
        state_->scissors.getContour(inside - window.tl(), way);
        cv::approxPolyDP(std::vector<cv::Point>(way), way, kSimplify, false);
    } catch (const cv::Exception&) {
        return {at};
    }
    for (std::size_t i = 1; i + 1 < way.size(); ++i) {
        points.push_back(state_->share_of(way[i] + window.tl()));
    }
    if (inside != pixel) {
        points.push_back(state_->share_of(inside));
    }
    points.push_back(at);
    return points;
}

} // namespace kinovar::retouch
