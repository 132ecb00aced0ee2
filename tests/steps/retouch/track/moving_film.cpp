#include "tests/steps/retouch/track/moving_film.h"

#include "core/image/cv_bridge.h"
#include "core/steps/measure/shots.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <numbers>

namespace kinovar::retouch::test {

namespace {

constexpr int kMargin = 400; // of the plane around a frame, px

/// Coarse and fine blobs of chance.
cv::Mat texture(const cv::Size& size, int number) {
    cv::RNG numbers(static_cast<std::uint64_t>(number));
    cv::Mat sum(size, CV_32F, cv::Scalar(128));
    for (const auto& [sigma, strength] : {std::pair{1.5, 12.0}, {4.0, 25.0}, {16.0, 40.0}}) {
        cv::Mat one(size, CV_32F);
        numbers.fill(one, cv::RNG::NORMAL, 0, 1);
        cv::GaussianBlur(one, one, cv::Size(), sigma);
        cv::Scalar mean, spread;
        cv::meanStdDev(one, mean, spread);
        sum += one * (strength / spread[0]);
    }
    return sum;
}

FramePtr frame_of(const cv::Mat& grey) {
    cv::Mat unit, rgb;
    grey.convertTo(unit, CV_32F, 1 / 255.0);
    cv::merge(std::vector<cv::Mat>{unit, unit, unit}, rgb);
    return *frame_from_mat(rgb, ColourSpec::srgb());
}

} // namespace

std::shared_ptr<steps::test::MemoryClip> MovingFilm::make(std::string_view name) const {
    const cv::Size wide(size.width + 2 * kMargin, size.height + 2 * kMargin);
    cv::RNG grain(7);
    std::vector<cv::Mat> planes; // one a shot
    std::vector<FramePtr> pictures;
    for (int n = 0; n < frames; ++n) {
        const auto shot = std::upper_bound(cuts.begin(), cuts.end(), n) - cuts.begin();
        while (static_cast<std::ptrdiff_t>(planes.size()) <= shot) {
            planes.push_back(texture(wide, plane + static_cast<int>(planes.size())));
        }
        const cv::Mat& source = planes[static_cast<std::size_t>(shot)];
        const Affine map = after(motion(n), shift(-kMargin, -kMargin));
        cv::Mat picture;
        cv::warpAffine(source, picture, map, size, cv::INTER_CUBIC);
        over(picture, n);
        picture *= gain(n);
        if (noise > 0) {
            cv::Mat specks(size, CV_32F);
            grain.fill(specks, cv::RNG::NORMAL, 0, noise);
            picture += specks;
        }
        pictures.push_back(frame_of(cv::min(cv::max(picture, 0), 255)));
    }
    auto clip = std::make_shared<steps::test::MemoryClip>(std::move(pictures), name);
    clip->set_shots(steps::listed_shots(cuts, frames));
    return clip;
}

Affine MovingFilm::truth(int from, int to) const {
    return after(motion(to), inverse(motion(from)));
}

Affine shift(double dx, double dy) {
    return moved(kIdentity, {dx, dy});
}

Affine about(const cv::Point2d& place, double scale, double turn, double dx, double dy) {
    const double angle = turn * std::numbers::pi / 180;
    const Affine turned{scale * std::cos(angle), -scale * std::sin(angle), 0,
                        scale * std::sin(angle), scale * std::cos(angle),  0};
    return moved(turned, place - apply(turned, place) + cv::Point2d(dx, dy));
}

Fix boxed_fix(double x, double y, double width, double height, Follow follow,
              std::int64_t drawn_at) {
    Fix fix;
    fix.kind = Paint{};
    Mark mark;
    mark.shape = Mark::Shape::Outline;
    for (const auto& [right, down] : {std::pair{0, 0}, {1, 0}, {1, 1}, {0, 1}}) {
        mark.points.push_back({{x + right * width, y + down * height}, 1});
    }
    fix.area.marks.push_back(mark);
    fix.follow = follow;
    fix.drawn_at = drawn_at;
    fix.last = kLastOfAnyFilm;
    return fix;
}

double error_of(const Affine& found, const Affine& truth, const cv::Rect2d& box) {
    double most = 0;
    for (const cv::Point2d& corner :
         {box.tl(), cv::Point2d(box.br().x, box.y), cv::Point2d(box.x, box.br().y), box.br()}) {
        most = std::max(most, cv::norm(apply(found, corner) - apply(truth, corner)));
    }
    return most;
}

} // namespace kinovar::retouch::test
