#include "core/steps/photo/exemplar_fill.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <vector>

namespace kinovar::steps {

namespace {

constexpr int kReach = 4;              // of a patch, px to each side
constexpr int kSearch = 40;            // how far pieces are brought from, px
constexpr int kCoarse = 2;             // step of the first search
constexpr int kFarther = 4;            // times as far, where nothing whole lies near
constexpr float kLightWeight = 0.15F;  // of a difference in light, which is taken out when copying
constexpr float kDistanceCost = 1e-6F; // prefers near pieces among equals

class Filler {
public:
    Filler(cv::Mat& picture, const cv::Mat& mask)
        : picture_(picture), open_(mask.clone()), confidence_(mask.size(), CV_32F) {
        confidence_.setTo(1);
        confidence_.setTo(0, mask);
        cv::cvtColor(picture, grey_, cv::COLOR_RGB2GRAY);
        // Places whose whole patch is undamaged can be copied from.
        const int side = 2 * kReach + 1;
        cv::dilate(mask, near_, cv::getStructuringElement(cv::MORPH_RECT, {side, side}));
    }

    bool run(const std::stop_token& stop) {
        for (int y = 0; y < open_.rows; ++y) {
            for (int x = 0; x < open_.cols; ++x) {
                enqueue({x, y});
            }
        }
        while (!queue_.empty()) {
            if (stop.stop_requested()) {
                return false;
            }
            const Entry next = queue_.top();
            queue_.pop();
            if (is_open(next.place) && next.priority <= kStale * priority(next.place)) {
                fill_at(next.place);
            } else if (is_open(next.place)) {
                enqueue(next.place);
            }
        }
        return true;
    }

private:
    static constexpr float kStale = 1.0001F;

    struct Entry {
        float priority;
        cv::Point place;
        bool operator<(const Entry& other) const { return priority < other.priority; }
    };

    [[nodiscard]] bool inside(const cv::Point& place) const {
        return place.x >= 0 && place.y >= 0 && place.x < open_.cols && place.y < open_.rows;
    }
    [[nodiscard]] bool is_open(const cv::Point& place) const {
        return open_.at<std::uint8_t>(place) != 0;
    }
    [[nodiscard]] bool known(const cv::Point& place) const {
        return inside(place) && !is_open(place);
    }

    /// Open places with a known one beside them.
    void enqueue(const cv::Point& place) {
        if (!inside(place) || !is_open(place)) {
            return;
        }
        for (const cv::Point& step :
             {cv::Point(1, 0), cv::Point(-1, 0), cv::Point(0, 1), cv::Point(0, -1)}) {
            if (known(place + step)) {
                queue_.push({priority(place), place});
                return;
            }
        }
    }

    template <class Work>
    static void around(const cv::Point& centre, int reach, const Work& work) {
        for (int y = -reach; y <= reach; ++y) {
            for (int x = -reach; x <= reach; ++x) {
                work(centre + cv::Point(x, y));
            }
        }
    }

    /// Confidence times the strongest edge that runs into the hole.
    [[nodiscard]] float priority(const cv::Point& centre) const {
        float sure = 0;
        float edge = 0;
        around(centre, kReach, [&](const cv::Point& place) {
            if (!known(place)) {
                return;
            }
            sure += confidence_.at<float>(place);
            const cv::Point right = place + cv::Point(1, 0);
            const cv::Point below = place + cv::Point(0, 1);
            if (known(right) && known(below)) {
                const float here = grey_.at<float>(place);
                edge = std::max(
                    edge, std::hypot(grey_.at<float>(right) - here, grey_.at<float>(below) - here));
            }
        });
        constexpr float kFlat = 0.01F;
        constexpr float kPatch = (2 * kReach + 1) * (2 * kReach + 1);
        return sure / kPatch * (edge + kFlat);
    }

    /// Difference of what is known around two places, their mean light mostly left out.
    [[nodiscard]] float difference(const std::vector<cv::Point>& steps,
                                   const std::vector<cv::Vec3f>& target, const cv::Vec3f& mean,
                                   const cv::Point& source, float limit, cv::Vec3f& shift) const {
        cv::Vec3f sum(0, 0, 0);
        for (const cv::Point& step : steps) {
            sum += picture_.at<cv::Vec3f>(source + step);
        }
        const auto count = static_cast<float>(steps.size());
        shift = mean - sum / count;
        float total = kLightWeight * count * shift.dot(shift);
        for (std::size_t i = 0; i < steps.size() && total < limit; ++i) {
            const cv::Vec3f off = target[i] - picture_.at<cv::Vec3f>(source + steps[i]) - shift;
            total += off.dot(off);
        }
        return total;
    }

    struct Match {
        cv::Point place{-1, -1};
        cv::Vec3f shift{0, 0, 0};
        float difference = std::numeric_limits<float>::max();
    };

    void search(const cv::Point& centre, const cv::Point& from, int reach, int step,
                const std::vector<cv::Point>& steps, const std::vector<cv::Vec3f>& target,
                const cv::Vec3f& mean, Match& best) const {
        const int left = std::max(kReach, from.x - reach);
        const int right = std::min(open_.cols - 1 - kReach, from.x + reach);
        const int top = std::max(kReach, from.y - reach);
        const int bottom = std::min(open_.rows - 1 - kReach, from.y + reach);
        for (int y = top; y <= bottom; y += step) {
            for (int x = left; x <= right; x += step) {
                if (near_.at<std::uint8_t>(y, x) != 0) {
                    continue;
                }
                const cv::Point away = cv::Point(x, y) - centre;
                const float far = kDistanceCost * static_cast<float>(away.dot(away));
                cv::Vec3f shift;
                const float off =
                    far + difference(steps, target, mean, {x, y}, best.difference - far, shift);
                if (off < best.difference) {
                    best = {{x, y}, shift, off};
                }
            }
        }
    }

    void fill_at(const cv::Point& centre) {
        std::vector<cv::Point> steps; // to what is known
        std::vector<cv::Point> holes;
        std::vector<cv::Vec3f> target;
        cv::Vec3f mean(0, 0, 0);
        float sure = 0;
        around({0, 0}, kReach, [&](const cv::Point& step) {
            const cv::Point place = centre + step;
            if (known(place)) {
                steps.push_back(step);
                target.push_back(picture_.at<cv::Vec3f>(place));
                mean += target.back();
                sure += confidence_.at<float>(place);
            } else if (inside(place)) {
                holes.push_back(step);
            }
        });
        mean /= static_cast<float>(steps.size());
        Match best;
        for (int far = 1; best.place.x < 0 && far <= kFarther; far *= 2) {
            search(centre, centre, far * kSearch, far * kCoarse, steps, target, mean, best);
        }
        if (best.place.x >= 0) {
            search(centre, best.place, kCoarse - 1, 1, steps, target, mean, best);
        }
        constexpr float kPatch = (2 * kReach + 1) * (2 * kReach + 1);
        for (const cv::Point& step : holes) {
            const cv::Point place = centre + step;
            // Where nothing whole is near, the mean of what is known.
            const cv::Vec3f value =
                best.place.x >= 0 ? picture_.at<cv::Vec3f>(best.place + step) + best.shift : mean;
            constexpr float kRed = 0.299F, kGreen = 0.587F, kBlue = 0.114F;
            picture_.at<cv::Vec3f>(place) = value;
            grey_.at<float>(place) = kRed * value[0] + kGreen * value[1] + kBlue * value[2];
            confidence_.at<float>(place) = sure / kPatch;
            open_.at<std::uint8_t>(place) = 0;
        }
        around(centre, kReach + 1, [&](const cv::Point& place) { enqueue(place); });
    }

    cv::Mat& picture_;
    cv::Mat open_; // still to be filled
    cv::Mat near_; // too near to damage to be copied from
    cv::Mat confidence_;
    cv::Mat grey_;
    std::priority_queue<Entry> queue_;
};

} // namespace

bool fill_by_example(cv::Mat& picture, const cv::Mat& mask, const std::stop_token& stop) {
    return Filler(picture, mask).run(stop);
}

} // namespace kinovar::steps
