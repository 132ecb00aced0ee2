#include "core/image/cv_bridge.h"
#include "core/steps/measure/shots.h"
#include "core/steps/restore/dust_frames.h"
#include "core/steps/restore/dust_match.h"
#include "core/steps/restore/dust_object.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

// What DustFrames makes of the planes and flows of a frame and its neighbours.
namespace kinovar::steps::dust {

namespace {

using pipeline::Pull;

constexpr int kRadius = 2;
constexpr std::size_t kNearest = 2;
constexpr double kReferenceLines = 480;
constexpr std::uint8_t kBright = 255;
constexpr std::uint8_t kDark = 128;

constexpr float kSureScore = 10; // a spot this strong has full confidence
constexpr int kRing = 4;         // px around a spot, by which neighbours are judged
constexpr int kStranger = 16;    // levels off the others: not this neighbour's pixel

std::string action(std::int64_t n) {
    return fmt::format("dust, frame {}", n);
}

/// 255 where the flow leads out of the picture; empty where it does not. Of the plane's size.
cv::Mat outside_of(const Flow& flow) {
    constexpr float kTolerance = 0.5F; // px
    const cv::Size grid = flow.field.size();
    const cv::Size2f size(flow.size);
    const cv::Size2f block(size.width / static_cast<float>(grid.width),
                           size.height / static_cast<float>(grid.height));
    cv::Mat outside(grid, CV_8U);
    bool any = false;
    for (int y = 0; y < grid.height; ++y) {
        const auto* vector = flow.field.ptr<cv::Vec2f>(y);
        for (int x = 0; x < grid.width; ++x) {
            const float left = static_cast<float>(x) * block.width + vector[x][0] + kTolerance;
            const float top = static_cast<float>(y) * block.height + vector[x][1] + kTolerance;
            const bool out = left < 0 || top < 0 ||
                             left + block.width > size.width + 2 * kTolerance ||
                             top + block.height > size.height + 2 * kTolerance;
            outside.at<std::uint8_t>(y, x) = out ? 255 : 0;
            any = any || out;
        }
    }
    if (!any) {
        return {};
    }
    cv::resize(outside, outside, flow.size, 0, 0, cv::INTER_NEAREST);
    return outside;
}

/// The median of two or four values.
int middle(const std::array<int, 4>& values, std::size_t count) {
    if (count == 2) {
        return (values[0] + values[1] + 1) / 2;
    }
    const auto [low, high] = std::ranges::minmax(values);
    return (std::accumulate(values.begin(), values.end(), 0) - low - high + 1) / 2;
}

int middle_at(const std::vector<cv::Mat>& pictures, int x, int y) {
    std::array<int, 4> values{};
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        values[i] = pictures[i].at<std::uint8_t>(y, x);
    }
    return middle(values, pictures.size());
}

void draw(const Spot& spot, std::uint8_t value, cv::Mat& mask) {
    for (const cv::Point& at : spot.pixels) {
        mask.at<std::uint8_t>(at) = value;
    }
}

} // namespace

cv::Mat DustFrames::grown(const cv::Mat& mask) const {
    const int by = static_cast<int>(
        std::lround(options_.grow * std::max(1.0, plane_size_.height / kReferenceLines)));
    if (by == 0) {
        return mask;
    }
    const cv::Mat shape =
        by == 1 ? cv::Mat()
                : cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * by + 1, 2 * by + 1});
    cv::Mat wide;
    cv::dilate(mask, wide, shape);
    return wide;
}

Result<DustFrames::Views> DustFrames::views(std::int64_t n, const Pull& pull) const {
    Views seen;
    KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, shots_->shot_of(n, pull));
    seen.frames = neighbours(shot, n, kRadius);
    if (seen.frames.size() < kNearest) {
        seen.frames.clear(); // of two frames nobody can tell which one is dirty
        return seen;
    }
    if (seen.frames.size() < kNearest * 2) {
        seen.frames.resize(kNearest);
    }
    KINOVAR_TRY_ASSIGN(const PlanePtr here, plane(n, pull));
    for (const std::int64_t other : seen.frames) {
        KINOVAR_TRY_ASSIGN(Flow along, flow(n, other, pull));
        KINOVAR_TRY_ASSIGN(const PlanePtr raw, plane(other, pull));
        KINOVAR_TRY(guard_cv(action(n), [&] {
            cv::Mat moved = compensate(raw->picture, along, cv::INTER_LINEAR);
            match_brightness(here->picture, moved);
            seen.pictures.push_back(std::move(moved));
            seen.outside.push_back(outside_of(along));
        }));
        seen.flows.push_back(std::move(along));
    }
    return seen;
}

namespace {

constexpr int kTile = 32;

/// The part of the other picture that a tile looks at, with some room.
cv::Rect looked_at(const Flow& flow, const cv::Rect& tile) {
    constexpr int kRoom = 4;
    const cv::Point last = tile.br() - cv::Point(1, 1);
    cv::Rect seen;
    for (const cv::Point& corner :
         {tile.tl(), last, cv::Point(tile.x, last.y), cv::Point(last.x, tile.y)}) {
        const cv::Vec2f moved = flow_at(flow, corner);
        const cv::Point there = corner + cv::Point(cvRound(moved[0]), cvRound(moved[1]));
        const cv::Rect one(there, cv::Size(1, 1));
        seen = seen.empty() ? one : seen | one;
    }
    return grown_box(seen, kRoom, flow.size);
}

/// Brings what was mended in the other picture into a view of it (a copy of `view`), tile by tile:
/// nothing else has changed.
cv::Mat with_mended(const cv::Mat& view, const cv::Mat& raw, const cv::Mat& clean,
                    const cv::Mat& dirt, const Flow& flow) {
    cv::Mat result = view;
    for (int y = 0; y < view.rows; y += kTile) {
        for (int x = 0; x < view.cols; x += kTile) {
            const cv::Rect tile =
                cv::Rect(x, y, kTile, kTile) & cv::Rect(cv::Point(0, 0), view.size());
            const cv::Rect there = looked_at(flow, tile);
            if (there.empty() || cv::countNonZero(dirt(there)) == 0) {
                continue;
            }
            if (result.data == view.data) {
                result = view.clone();
            }
            cv::Mat change;
            cv::subtract(compensate(clean, flow, tile, cv::INTER_LINEAR),
                         compensate(raw, flow, tile, cv::INTER_LINEAR), change, cv::noArray(),
                         CV_16S);
            cv::Mat part = result(tile);
            cv::add(part, change, part, cv::noArray(), CV_8U);
        }
    }
    return result;
}

} // namespace

Result<DustFrames::Views> DustFrames::clean_views(const Mended& own, std::int64_t n,
                                                  const Pull& pull) const {
    Views seen = own.seen;
    for (std::size_t i = 0; i < seen.frames.size(); ++i) {
        KINOVAR_TRY_ASSIGN(const PlanePtr raw, plane(seen.frames[i], pull));
        KINOVAR_TRY_ASSIGN(const MendedPtr clean, mended(seen.frames[i], pull));
        KINOVAR_TRY(guard_cv(action(n), [&] {
            seen.pictures[i] = with_mended(seen.pictures[i], raw->picture, clean->picture,
                                           clean->dirt, seen.flows[i]);
        }));
    }
    return seen;
}

namespace {

/// What the frame is compared with. Where a nearest neighbour does not show the place, the second
/// one of the other side stands in; where that does not either, the frame itself.
std::vector<cv::Mat> comparable(const cv::Mat& plane, const std::vector<cv::Mat>& pictures,
                                const std::vector<cv::Mat>& outside) {
    std::vector<cv::Mat> result = pictures;
    for (std::size_t i = 0; i < kNearest; ++i) {
        if (outside[i].empty()) {
            continue;
        }
        result[i] = pictures[i].clone();
        const std::size_t stand_in = 2 * kNearest - 1 - i;
        if (pictures.size() > stand_in) {
            pictures[stand_in].copyTo(result[i], outside[i]);
            if (outside[stand_in].empty()) {
                continue;
            }
            plane.copyTo(result[i], outside[i] & outside[stand_in]);
        } else {
            plane.copyTo(result[i], outside[i]);
        }
    }
    return result;
}

} // namespace

Result<std::vector<Spot>> DustFrames::spots(std::int64_t n, const Views& seen,
                                            const Pull& pull) const {
    std::vector<Spot> found;
    if (seen.frames.empty()) {
        return found;
    }
    KINOVAR_TRY(stopped(pull));
    KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, shots_->shot_of(n, pull));
    KINOVAR_TRY_ASSIGN(const NoiseCurve grain, noise(shot, pull));
    KINOVAR_TRY_ASSIGN(const PlanePtr here, plane(n, pull));
    KINOVAR_TRY_ASSIGN(const cv::Mat protect, protected_places(n, plane_size_));
    const Search search{static_cast<float>(options_.sensitivity), options_.bright, options_.dark,
                        static_cast<int>(std::lround(options_.largest / 100 * plane_size_.height))};
    KINOVAR_TRY(guard_cv(action(n), [&] {
        const auto others = comparable(here->picture, seen.pictures, seen.outside);
        found = spots_in(score_of(here->picture, others, grain), search, protect);
    }));
    return found;
}

Status DustFrames::take_doubtful_out(std::int64_t n, const Views& seen, bool second_pass,
                                     std::vector<Spot>& found, const Pull& pull) const {
    if (found.empty()) {
        return {};
    }
    KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, shots_->shot_of(n, pull));
    KINOVAR_TRY_ASSIGN(const NoiseCurve grain, noise(shot, pull));
    KINOVAR_TRY_ASSIGN(const PlanePtr here, plane(n, pull));
    std::vector<PlanePtr> planes;
    std::vector<MendedPtr> others;
    for (const std::int64_t frame : seen.frames) {
        KINOVAR_TRY_ASSIGN(PlanePtr raw, plane(frame, pull));
        planes.push_back(std::move(raw));
        if (second_pass) {
            KINOVAR_TRY_ASSIGN(MendedPtr other, mended(frame, pull));
            others.push_back(std::move(other));
        }
    }
    return guard_cv(action(n), [&] {
        std::vector<Witness> witnesses;
        for (std::size_t i = 0; i < seen.frames.size(); ++i) {
            witnesses.push_back({&planes[i]->picture, &seen.flows[i], &seen.pictures[i],
                                 second_pass ? &others[i]->unrest : nullptr});
        }
        const bool one_sided = (seen.frames[0] > n) == (seen.frames[1] > n);
        remove_doubtful(here->picture, witnesses, grain, one_sided, found);
    });
}

Result<DustFrames::Mended> DustFrames::mend(std::int64_t n, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(Views seen, views(n, pull));
    KINOVAR_TRY_ASSIGN(std::vector<Spot> all, spots(n, seen, pull));
    KINOVAR_TRY_ASSIGN(const PlanePtr here, plane(n, pull));
    Mended done;
    KINOVAR_TRY(guard_cv(action(n), [&] { done.unrest = Unrest(all, plane_size_); }));
    std::vector<Spot> found = all;
    KINOVAR_TRY(take_doubtful_out(n, seen, false, found, pull));
    KINOVAR_TRY(guard_cv(action(n), [&] {
        done.dirt = cv::Mat::zeros(plane_size_, CV_8U);
        for (const Spot& spot : found) {
            draw(spot, kBright, done.dirt);
        }
        done.dirt = grown(done.dirt);
        done.picture = here->picture.clone();
        for (int y = 0; y < done.dirt.rows; ++y) {
            const auto* dirty = done.dirt.ptr<std::uint8_t>(y);
            auto* out = done.picture.ptr<std::uint8_t>(y);
            for (int x = 0; x < done.dirt.cols; ++x) {
                if (dirty[x] != 0) {
                    out[x] = static_cast<std::uint8_t>(middle_at(seen.pictures, x, y));
                }
            }
        }
    }));
    done.seen = std::move(seen);
    done.found = std::move(all);
    return done;
}

namespace {

/// One neighbour as a source for a spot.
struct Source {
    std::size_t index = 0;
    double cost = 0;
    cv::Mat usable; ///< CV_8U of the box: not outside, not dirty, not alone with its opinion
};

struct SourceView {
    const cv::Mat* picture;
    const cv::Mat* outside;
    cv::Mat dirt; ///< of the box, as seen from the frame
};

/// How well a neighbour agrees with the frame around the spot and with the others inside it.
Source judge(std::size_t index, const SourceView& view, const cv::Rect& box, const cv::Mat& plane,
             const cv::Mat& dirt, const cv::Mat& consensus) {
    Source source{index, 0, cv::Mat(box.size(), CV_8U)};
    double around = 0, within = 0;
    int around_count = 1, within_count = 1;
    for (int y = 0; y < box.height; ++y) {
        for (int x = 0; x < box.width; ++x) {
            const cv::Point at = box.tl() + cv::Point(x, y);
            const int value = view.picture->at<std::uint8_t>(at);
            const int off = std::abs(value - consensus.at<std::uint8_t>(y, x));
            const bool out = !view.outside->empty() && view.outside->at<std::uint8_t>(at) != 0;
            const bool usable = !out && view.dirt.at<std::uint8_t>(y, x) == 0 && off <= kStranger;
            source.usable.at<std::uint8_t>(y, x) = usable ? 255 : 0;
            if (dirt.at<std::uint8_t>(at) != 0) {
                within += usable ? off : kStranger;
                ++within_count;
            } else {
                around += std::abs(value - plane.at<std::uint8_t>(at));
                ++around_count;
            }
        }
    }
    source.cost = around / around_count + within / within_count;
    return source;
}

/// As small as `mask`, which lies at `corner` of the plane, allows; none of an empty one.
void add_patch(std::int64_t frame, const cv::Point& corner, const cv::Mat& mask,
               std::vector<Patch>& patches) {
    const cv::Rect used = cv::boundingRect(mask);
    if (!used.empty()) {
        patches.push_back({frame, used + corner, mask(used).clone()});
    }
}

} // namespace

Result<std::vector<Patch>> DustFrames::patches(std::int64_t n, const Views& seen,
                                               const std::vector<Spot>& found, const cv::Mat& dirt,
                                               const Pull& pull) const {
    std::vector<Patch> result;
    KINOVAR_TRY_ASSIGN(const PlanePtr here, plane(n, pull));
    std::vector<MendedPtr> others;
    for (const std::int64_t frame : seen.frames) {
        KINOVAR_TRY_ASSIGN(MendedPtr other, mended(frame, pull));
        others.push_back(std::move(other));
    }
    KINOVAR_TRY(guard_cv(action(n), [&] {
        for (const Spot& spot : found) {
            const cv::Rect box = grown_box(spot.box, kRing, plane_size_);
            cv::Mat consensus(box.size(), CV_8U);
            for (int y = 0; y < box.height; ++y) {
                for (int x = 0; x < box.width; ++x) {
                    consensus.at<std::uint8_t>(y, x) =
                        static_cast<std::uint8_t>(middle_at(seen.pictures, box.x + x, box.y + y));
                }
            }
            std::vector<Source> sources;
            for (std::size_t i = 0; i < seen.frames.size(); ++i) {
                const SourceView view{
                    &seen.pictures[i], &seen.outside[i],
                    compensate(others[i]->dirt, seen.flows[i], box, cv::INTER_LINEAR)};
                sources.push_back(judge(i, view, box, here->picture, dirt, consensus));
            }
            std::ranges::sort(sources, {}, &Source::cost);
            cv::Mat left = dirt(box) != 0;
            for (const Source& source : sources) {
                const cv::Mat taken = left & source.usable;
                add_patch(seen.frames[source.index], box.tl(), taken, result);
                left.setTo(0, taken);
            }
            add_patch(seen.frames[sources.front().index], box.tl(), left, result);
        }
    }));
    return result;
}

Result<Findings> DustFrames::find(std::int64_t n, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const MendedPtr first, mended(n, pull));
    KINOVAR_TRY_ASSIGN(const Views seen, clean_views(*first, n, pull));
    std::vector<Spot> found = first->found;
    if (!std::ranges::equal(seen.pictures, first->seen.pictures, {}, &cv::Mat::data,
                            &cv::Mat::data)) {
        KINOVAR_TRY_ASSIGN(found, spots(n, seen, pull));
    }
    KINOVAR_TRY(take_doubtful_out(n, seen, true, found, pull));
    KINOVAR_TRY_ASSIGN(const cv::Mat protect, protected_places(n, plane_size_));
    Findings result;
    KINOVAR_TRY(guard_cv(action(n), [&] {
        cv::Mat bright = cv::Mat::zeros(plane_size_, CV_8U);
        cv::Mat dark = cv::Mat::zeros(plane_size_, CV_8U);
        for (const Spot& spot : found) {
            const float sure = std::clamp(spot.strength / kSureScore, 0.0F, 1.0F);
            draw(spot, static_cast<std::uint8_t>(std::lround(1 + 254 * sure)),
                 spot.bright ? bright : dark);
        }
        bright = grown(bright);
        dark = grown(dark);
        cv::max(bright, dark, result.confidence);
        result.defects = cv::Mat::zeros(plane_size_, CV_8U);
        result.defects.setTo(kDark, dark > 0);
        result.defects.setTo(kBright, (bright > 0) & (bright >= dark));
        if (!protect.empty()) {
            result.defects.setTo(0, protect);
            result.confidence.setTo(0, protect);
        }
        result.spots = static_cast<int>(found.size());
    }));
    KINOVAR_TRY_ASSIGN(result.patches, patches(n, seen, found, result.defects, pull));
    return result;
}

} // namespace kinovar::steps::dust
