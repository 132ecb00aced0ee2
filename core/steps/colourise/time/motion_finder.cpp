#include "core/steps/colourise/time/motion_finder.h"

#include <opencv2/imgproc.hpp>

#include <mutex>
#include <vector>

namespace kinovar::colourise {

namespace {

using steps::Flow;
using steps::FlowFinder;

constexpr double kGrainBlur = 0.8; // px
constexpr int kLeastSide = 32;     // what the search's patches and pyramid need
constexpr int kMatchWindow = 7;    // px
constexpr float kBetterBy = 0.5F;  // 8-bit levels

/// OpenCV's searchers keep large buffers and serve one thread each: lent out, then kept.
class Searchers {
public:
    class Lent {
    public:
        explicit Lent(Searchers& owner) : owner_(owner) {
            const std::lock_guard lock(owner_.mutex_);
            if (!owner_.idle_.empty()) {
                search_ = std::move(owner_.idle_.back());
                owner_.idle_.pop_back();
            }
            if (!search_) {
                search_ = cv::DISOpticalFlow::create(cv::DISOpticalFlow::PRESET_MEDIUM);
            }
        }
        ~Lent() {
            const std::lock_guard lock(owner_.mutex_);
            owner_.idle_.push_back(std::move(search_));
        }
        Lent(const Lent&) = delete;
        Lent& operator=(const Lent&) = delete;
        cv::DISOpticalFlow* operator->() const { return search_.get(); }

    private:
        Searchers& owner_;
        cv::Ptr<cv::DISOpticalFlow> search_;
    };

private:
    std::mutex mutex_; // guards idle_
    std::vector<cv::Ptr<cv::DISOpticalFlow>> idle_;
};

Searchers& searchers() {
    static Searchers shared;
    return shared;
}

const FlowFinder& rough_finder() {
    static const FlowFinder finder(steps::FlowEffort::Steady);
    return finder;
}

cv::Size field_size(const cv::Size& picture) {
    return {(picture.width + 1) / 2, (picture.height + 1) / 2};
}

cv::Mat search_from(const MotionPicture& from, const MotionPicture& to, const cv::Mat& start) {
    cv::Mat dense;
    cv::resize(start, dense, from.search.size(), 0, 0, cv::INTER_LINEAR);
    if (std::min(dense.cols, dense.rows) >= kLeastSide) {
        Searchers::Lent(searchers())->calc(from.search, to.search, dense);
    }
    cv::Mat field;
    cv::resize(dense, field, field_size(dense.size()), 0, 0, cv::INTER_AREA);
    return field;
}

/// How far the other picture, brought here, is from this one around each vector: 8-bit levels.
cv::Mat mismatch(const MotionPicture& from, const MotionPicture& to, const Flow& flow) {
    cv::Mat difference;
    cv::absdiff(from.search, steps::compensate(to.search, flow, cv::INTER_LINEAR), difference);
    cv::blur(difference, difference, {kMatchWindow, kMatchWindow});
    cv::Mat reduced;
    cv::resize(difference, reduced, flow.field.size(), 0, 0, cv::INTER_AREA);
    reduced.convertTo(reduced, CV_32F);
    return reduced;
}

} // namespace

MotionPicture make_motion_picture(const cv::Mat& luma) {
    MotionPicture ready;
    ready.luma = luma;
    cv::GaussianBlur(luma, ready.search, cv::Size(), kGrainBlur);
    ready.rough = rough_finder().prepare(luma);
    return ready;
}

Flow find_motion(const MotionPicture& from, const MotionPicture& to) {
    const Flow rough = rough_finder().between(from.rough, to.rough);
    return {search_from(from, to, rough.field), from.luma.size()};
}

Flow refine_motion(const MotionPicture& from, const MotionPicture& to, const Flow& start) {
    Flow found{search_from(from, to, start.field), start.size};
    const cv::Mat worse = mismatch(from, to, found) > mismatch(from, to, start) + kBetterBy;
    start.field.copyTo(found.field, worse);
    return found;
}

} // namespace kinovar::colourise
