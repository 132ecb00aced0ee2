#include "core/steps/measure/flow.h"

#include "core/steps/measure/warp_kernel.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace kinovar::steps {

namespace {

constexpr double kWorkingLines = 540;
constexpr double kWorkingScale = 0.5;
constexpr int kLeastLines = 96;  // smaller pictures are worked on as they are
constexpr double kPreBlur = 1.0; // px of the picture that comes in, at half size
// Vectors are found for every second pixel of the working picture, every fourth of a large one.
constexpr int kFineScale = 1;
constexpr int kCoarseScale = 2;
constexpr int kLinesForCoarse = 400;
constexpr int kLeastSearchSide = 24; // what the search's patches and pyramid need
constexpr int kSteadyIterations = 8; // of a patch; half of the careful search's
constexpr int kMedian = 3;
constexpr int kSpeckMedian = 5;
// Every shift of up to this part of the picture is tried, on a picture reduced this much further.
constexpr int kFarthest = 2;
constexpr int kRoughFactor = 4;
// Pictures that agree so well have not moved far: the search does the rest.
constexpr double kStill = 0.05;
// A shift must explain the picture this much better than none.
constexpr double kShiftGain = 0.8;
constexpr double kLeastShiftGain = 0.02; // a smooth slope matches itself everywhere
constexpr double kShiftNoise = 2;        // 8-bit levels

int working_lines(int lines) {
    if (lines <= kLeastLines) {
        return lines;
    }
    return static_cast<int>(std::lround(std::min(lines * kWorkingScale, kWorkingLines)));
}

cv::Size size_of_lines(const cv::Size& size, int lines) {
    const int width = static_cast<int>(std::lround(1.0 * size.width * lines / size.height));
    return {std::max(1, width), std::max(1, lines)};
}

struct Shift {
    cv::Point at;
    double difference;
};

/// Compares two pictures (CV_32F) at whole shifts.
class ShiftSearch {
public:
    ShiftSearch(const cv::Mat& from, const cv::Mat& to)
        : from_(from), to_(to), from_sums_(from), to_sums_(to) {}

    /// How badly the pictures agree where they overlap if the first moves by `shift`: their squared
    /// difference as a share of their own variances there, so that an empty corner is no good
    /// match. Each about its own mean: brightness may change from frame to frame.
    [[nodiscard]] double difference_at(const cv::Point& shift) const {
        const cv::Rect there =
            cv::Rect(cv::Point(0, 0), to_.size()) & cv::Rect(shift, from_.size());
        if (there.empty()) {
            return std::numeric_limits<double>::infinity();
        }
        const cv::Rect here = there - shift;
        const double count = there.area();
        const double mean_a = from_sums_.sum(here) / count;
        const double mean_b = to_sums_.sum(there) / count;
        const double variances = from_sums_.squares(here) + to_sums_.squares(there) -
                                 count * (mean_a * mean_a + mean_b * mean_b);
        double product = 0;
        for (int y = 0; y < there.height; ++y) {
            const float* a = from_.ptr<float>(here.y + y) + here.x;
            const float* b = to_.ptr<float>(there.y + y) + there.x;
            product += row_product(a, b, there.width);
        }
        const double covariance = product - count * mean_a * mean_b;
        return std::max(0.0, variances - 2 * covariance) /
               (variances + count * kShiftNoise * kShiftNoise);
    }

    /// The best of all whole shifts within `reach` of `centre`.
    [[nodiscard]] Shift best(const cv::Point& centre, const cv::Size& reach) const {
        Shift found{centre, difference_at(centre)};
        for (int y = centre.y - reach.height; y <= centre.y + reach.height; ++y) {
            for (int x = centre.x - reach.width; x <= centre.x + reach.width; ++x) {
                const double difference = difference_at({x, y});
                if (difference < found.difference) {
                    found = {{x, y}, difference};
                }
            }
        }
        return found;
    }

private:
    /// Sums over any rectangle of a picture.
    class Sums {
    public:
        explicit Sums(const cv::Mat& picture) {
            cv::integral(picture, sum_, square_, CV_64F, CV_64F);
        }
        [[nodiscard]] double sum(const cv::Rect& part) const { return of(sum_, part); }
        [[nodiscard]] double squares(const cv::Rect& part) const { return of(square_, part); }

    private:
        static double of(const cv::Mat& table, const cv::Rect& part) {
            const cv::Point end = part.br();
            return table.at<double>(end.y, end.x) - table.at<double>(part.y, end.x) -
                   table.at<double>(end.y, part.x) + table.at<double>(part.y, part.x);
        }
        cv::Mat sum_, square_;
    };

    /// In lanes, so that the compiler may use vectors without changing the order of additions.
    static double row_product(const float* a, const float* b, int count) {
        constexpr int kLanes = 16;
        std::array<float, kLanes> lanes{};
        int x = 0;
        for (; x + kLanes <= count; x += kLanes) {
            for (int lane = 0; lane < kLanes; ++lane) {
                lanes[static_cast<std::size_t>(lane)] += a[x + lane] * b[x + lane];
            }
        }
        for (; x < count; ++x) {
            lanes[0] += a[x] * b[x];
        }
        return std::accumulate(lanes.begin(), lanes.end(), 0.0);
    }

    const cv::Mat& from_;
    const cv::Mat& to_;
    Sums from_sums_, to_sums_;
};

cv::Mat moved_by(const cv::Mat& picture, int dx, int dy) {
    const cv::Matx23f matrix(1, 0, static_cast<float>(dx), 0, 1, static_cast<float>(dy));
    cv::Mat moved;
    cv::warpAffine(picture, moved, matrix, picture.size(), cv::INTER_NEAREST | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    return moved;
}

int search_scale(const cv::Size& size) {
    return size.height > kLinesForCoarse ? kCoarseScale : kFineScale;
}

/// One vector for each the search has found, without what it interpolates between them, and
/// without outliers.
cv::Mat reduced_field(const cv::Mat& dense, int scale) {
    const int factor = 1 << scale;
    const cv::Size size((dense.cols + factor - 1) / factor, (dense.rows + factor - 1) / factor);
    cv::Mat small;
    cv::resize(dense, small, size, 0, 0, cv::INTER_AREA);
    std::array<cv::Mat, 2> planes;
    cv::split(small, planes.data());
    for (cv::Mat& plane : planes) {
        cv::medianBlur(plane, plane, kMedian);
    }
    cv::merge(planes.data(), planes.size(), small);
    return small;
}

/// Where pixel i of `pixels` falls between the vectors of a row of `vectors`.
struct Between {
    int low, high;
    float weight; ///< of high
};

std::vector<Between> places_between(int first, int count, int pixels, int vectors) {
    std::vector<Between> places(static_cast<std::size_t>(count));
    const float step = static_cast<float>(vectors) / static_cast<float>(pixels);
    for (int i = 0; i < count; ++i) {
        const float at = (static_cast<float>(first + i) + 0.5F) * step - 0.5F;
        const float low = std::floor(at);
        const int index = static_cast<int>(low);
        places[static_cast<std::size_t>(i)] = {std::clamp(index, 0, vectors - 1),
                                               std::clamp(index + 1, 0, vectors - 1), at - low};
    }
    return places;
}

/// a + (b − a) · weight, value by value.
void blend_rows(const cv::Mat& field, const Between& place, std::vector<float>& row) {
    const float* low = field.ptr<float>(place.low);
    const float* high = field.ptr<float>(place.high);
    for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = low[i] + (high[i] - low[i]) * place.weight;
    }
}

} // namespace

class FlowFinder::Lent {
public:
    explicit Lent(const FlowFinder& owner) : owner_(owner) {
        const std::lock_guard lock(owner_.mutex_);
        if (!owner_.idle_.empty()) {
            search_ = std::move(owner_.idle_.back());
            owner_.idle_.pop_back();
        }
        if (!search_) {
            search_ = cv::DISOpticalFlow::create(owner_.effort_ == FlowEffort::Quick
                                                     ? cv::DISOpticalFlow::PRESET_ULTRAFAST
                                                     : cv::DISOpticalFlow::PRESET_FAST);
            if (owner_.effort_ == FlowEffort::Steady) {
                search_->setGradientDescentIterations(kSteadyIterations);
            }
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
    const FlowFinder& owner_;
    cv::Ptr<cv::DISOpticalFlow> search_;
};

FlowPicture FlowFinder::prepare(const cv::Mat& luma) const {
    FlowPicture ready;
    ready.size = luma.size();
    const int lines = working_lines(luma.rows);
    const cv::Size working = size_of_lines(luma.size(), lines);
    // Blurring after the reduction costs a quarter; the two together blur as much.
    cv::resize(luma, ready.picture, working, 0, 0, cv::INTER_AREA);
    const double sigma = lines == luma.rows ? kPreBlur : kPreBlur * kWorkingScale;
    cv::GaussianBlur(ready.picture, ready.picture, cv::Size(), sigma);
    cv::Mat coarse;
    cv::resize(ready.picture, coarse,
               size_of_lines(working, std::min(working.height, kCoarseLines)), 0, 0,
               cv::INTER_AREA);
    cv::medianBlur(coarse, coarse, kSpeckMedian); // dirt must not decide where a plain picture lies
    coarse.convertTo(ready.coarse, CV_32F);
    cv::resize(ready.coarse, ready.rough,
               {std::max(1, coarse.cols / kRoughFactor), std::max(1, coarse.rows / kRoughFactor)},
               0, 0, cv::INTER_AREA);
    return ready;
}

cv::Point2f FlowFinder::shift_between(const FlowPicture& from, const FlowPicture& to) {
    const cv::Size size = from.coarse.size();
    const ShiftSearch fine(from.coarse, to.coarse);
    const double still = fine.difference_at({});
    if (still < kStill) {
        return {};
    }
    const Shift far = ShiftSearch(from.rough, to.rough).best({}, from.rough.size() / kFarthest);
    const Shift near = fine.best(far.at * kRoughFactor, {kRoughFactor, kRoughFactor});
    if (near.difference > kShiftGain * still - kLeastShiftGain) {
        return {};
    }
    return {static_cast<float>(near.at.x * from.size.width) / static_cast<float>(size.width),
            static_cast<float>(near.at.y * from.size.height) / static_cast<float>(size.height)};
}

Flow FlowFinder::between(const FlowPicture& from, const FlowPicture& to) const {
    CV_Assert(from.size == to.size);
    const cv::Size working = from.picture.size();
    const float scale_x = static_cast<float>(from.size.width) / static_cast<float>(working.width);
    const float scale_y = static_cast<float>(from.size.height) / static_cast<float>(working.height);
    const cv::Point2f shift = shift_between(from, to);
    const int dx = cvRound(shift.x / scale_x);
    const int dy = cvRound(shift.y / scale_y);
    cv::Mat dense = cv::Mat::zeros(working, CV_32FC2);
    const int scale = search_scale(working);
    if (std::min(working.width, working.height) >= kLeastSearchSide) {
        dense.release();
        Lent search(*this);
        search->setFinestScale(scale);
        search->calc(from.picture, dx == 0 && dy == 0 ? to.picture : moved_by(to.picture, dx, dy),
                     dense);
    }
    Flow flow;
    flow.size = from.size;
    flow.field = reduced_field(dense, scale);
    flow.field += cv::Scalar(dx, dy);
    cv::multiply(flow.field, cv::Scalar(scale_x, scale_y), flow.field);
    return flow;
}

cv::Mat flow_map(const Flow& flow, const cv::Size& size, const cv::Rect& part) {
    CV_Assert(flow.field.type() == CV_32FC2 && !flow.field.empty());
    const auto columns = places_between(part.x, part.width, size.width, flow.field.cols);
    const auto rows = places_between(part.y, part.height, size.height, flow.field.rows);
    const float scale_x = static_cast<float>(size.width) / static_cast<float>(flow.size.width);
    const float scale_y = static_cast<float>(size.height) / static_cast<float>(flow.size.height);
    std::vector<float> row(2 * static_cast<std::size_t>(flow.field.cols));
    cv::Mat map(part.size(), CV_32FC2);
    for (int y = 0; y < part.height; ++y) {
        blend_rows(flow.field, rows[static_cast<std::size_t>(y)], row);
        auto* out = map.ptr<float>(y);
        const auto at_y = static_cast<float>(part.y + y);
        for (int x = 0; x < part.width; ++x) {
            const Between& place = columns[static_cast<std::size_t>(x)];
            const float* low = row.data() + static_cast<std::ptrdiff_t>(2) * place.low;
            const float* high = row.data() + static_cast<std::ptrdiff_t>(2) * place.high;
            const float dx = low[0] + (high[0] - low[0]) * place.weight;
            const float dy = low[1] + (high[1] - low[1]) * place.weight;
            out[2 * x] = static_cast<float>(part.x + x) + dx * scale_x;
            out[2 * x + 1] = at_y + dy * scale_y;
        }
    }
    return map;
}

namespace {

/// A row of vectors, one for each pixel of a row of pixels, in pixels of the picture.
struct WideRow {
    int row = -1; ///< of the field
    std::vector<float> x, y;
};

/// The rows of a flow, as wide as the pixels that are looked up: what falls between two rows is
/// then the same sum for all pixels.
class WideRows {
public:
    WideRows(const Flow& flow, const cv::Size& size, int first, int count)
        : flow_(flow), places_(places_between(first, count, size.width, flow.field.cols)),
          scale_x_(static_cast<float>(size.width) / static_cast<float>(flow.size.width)),
          scale_y_(static_cast<float>(size.height) / static_cast<float>(flow.size.height)) {
        for (WideRow& row : rows_) {
            row.x.resize(places_.size() + warp::kPadding);
            row.y.resize(places_.size() + warp::kPadding);
        }
    }

    [[nodiscard]] warp::RowPair at(const Between& place) {
        const WideRow& low = row(place.low);
        const WideRow& high = row(place.high);
        return {low.x.data(), high.x.data(), low.y.data(), high.y.data(), place.weight};
    }

private:
    /// Neighbouring rows of the field are kept at a time.
    const WideRow& row(int n) {
        WideRow& wide = rows_[static_cast<std::size_t>(n % 2)];
        if (wide.row != n) {
            wide.row = n;
            const auto* vectors = flow_.field.ptr<cv::Vec2f>(n);
            for (std::size_t i = 0; i < places_.size(); ++i) {
                const Between& place = places_[i];
                const cv::Vec2f low = vectors[place.low];
                const cv::Vec2f high = vectors[place.high];
                wide.x[i] = (low[0] + (high[0] - low[0]) * place.weight) * scale_x_;
                wide.y[i] = (low[1] + (high[1] - low[1]) * place.weight) * scale_y_;
            }
        }
        return wide;
    }

    const Flow& flow_;
    std::vector<Between> places_;
    float scale_x_, scale_y_;
    std::array<WideRow, 2> rows_;
};

/// Bilinear, of an 8-bit plane.
cv::Mat compensate_plane(const cv::Mat& other, const Flow& flow, const cv::Rect& part) {
    CV_Assert(flow.field.type() == CV_32FC2 && !flow.field.empty());
    const warp::Picture picture{other.data, other.step, other.cols, other.rows};
    const auto rows = places_between(part.y, part.height, other.rows, flow.field.rows);
    WideRows moves(flow, other.size(), part.x, part.width);
    cv::Mat moved(part.size(), CV_8U);
    for (int y = 0; y < part.height; ++y) {
        warp::look_up_row(moved.ptr(y), static_cast<std::size_t>(part.width), picture,
                          moves.at(rows[static_cast<std::size_t>(y)]), part.x, part.y + y);
    }
    return moved;
}

} // namespace

cv::Mat compensate(const cv::Mat& other, const Flow& flow, const cv::Rect& part,
                   int interpolation) {
    if (other.type() == CV_8U && interpolation == cv::INTER_LINEAR) {
        return compensate_plane(other, flow, part);
    }
    cv::Mat moved;
    cv::remap(other, moved, flow_map(flow, other.size(), part), cv::noArray(), interpolation,
              cv::BORDER_REFLECT_101);
    return moved;
}

cv::Mat compensate(const cv::Mat& other, const Flow& flow, int interpolation) {
    return compensate(other, flow, cv::Rect(cv::Point(0, 0), other.size()), interpolation);
}

namespace {

/// Vectors of `flow` at where the vectors of `first` lead.
cv::Mat vectors_along(const Flow& first, const Flow& flow) {
    CV_Assert(first.size == flow.size && first.field.size() == flow.field.size());
    const cv::Size grid = flow.field.size();
    const float scale_x = static_cast<float>(grid.width) / static_cast<float>(flow.size.width);
    const float scale_y = static_cast<float>(grid.height) / static_cast<float>(flow.size.height);
    cv::Mat map(grid, CV_32FC2);
    for (int y = 0; y < grid.height; ++y) {
        const auto* in = first.field.ptr<cv::Vec2f>(y);
        auto* out = map.ptr<cv::Vec2f>(y);
        for (int x = 0; x < grid.width; ++x) {
            out[x] = {static_cast<float>(x) + in[x][0] * scale_x,
                      static_cast<float>(y) + in[x][1] * scale_y};
        }
    }
    cv::Mat vectors;
    cv::remap(flow.field, vectors, map, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return vectors;
}

} // namespace

Flow compose(const Flow& first, const Flow& second) {
    Flow whole;
    whole.size = first.size;
    whole.field = first.field + vectors_along(first, second);
    return whole;
}

cv::Mat inconsistent(const Flow& there, const Flow& back, float tolerance) {
    constexpr float kShareOfTheWay = 0.1F;
    const cv::Mat home = vectors_along(there, back);
    cv::Mat mask(there.field.size(), CV_8U);
    for (int y = 0; y < mask.rows; ++y) {
        const auto* away = there.field.ptr<cv::Vec2f>(y);
        const auto* returned = home.ptr<cv::Vec2f>(y);
        auto* out = mask.ptr<std::uint8_t>(y);
        for (int x = 0; x < mask.cols; ++x) {
            const cv::Vec2f left = away[x] + returned[x];
            const float allowed =
                tolerance + kShareOfTheWay * static_cast<float>(cv::norm(away[x]));
            out[x] = cv::norm(left) > allowed ? 255 : 0;
        }
    }
    return mask;
}

} // namespace kinovar::steps
