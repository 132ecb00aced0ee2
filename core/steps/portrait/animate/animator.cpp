#include "core/steps/portrait/animate/animator.h"

#include "core/steps/kit/parallel.h"
#include "core/steps/portrait/animate/grain_split.h"
#include "core/steps/portrait/animate/head_warp.h"
#include "core/steps/portrait/animate/lanczos_row.h"
#include "core/steps/portrait/animate/moving_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace kinovar::portrait {
namespace {

/// Rows that a thread takes at a time.
constexpr int kBand = 16;

bool finite(const Point3& p, float limit) {
    const auto good = [&](float value) { return std::isfinite(value) && std::abs(value) < limit; };
    return good(p.x) && good(p.y) && good(p.z);
}

Status check(const Face& face, const Frame& still, int number) {
    constexpr float kLeastWidth = 16; // px
    constexpr float kFarOut = 8;      // sizes of the picture
    const float size = static_cast<float>(std::max(still.width(), still.height()));
    const auto good = [&](const Point3& p) { return finite(p, kFarOut * size); };
    const bool points = std::all_of(face.mesh.points.begin(), face.mesh.points.end(), good);
    const bool turned =
        std::all_of(face.pose.rotation.begin(), face.pose.rotation.end(),
                    [](float r) { return std::isfinite(r) && std::abs(r) < 1.01F; });
    const float scale = face.pose.scale;
    if (!points || !turned || !good(face.pose.translation) || !std::isfinite(scale) ||
        scale < kLeastWidth || scale > kFarOut * size) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("the landmarks of face {} make no face", number + 1),
                       "put the landmarks right, or analyse the picture again");
    }
    return {};
}

/// Faces that are there, are faces, and do not meet.
Status check_choice(const PortraitAnalysis& analysis, const std::vector<int>& faces,
                    const Frame& still) {
    for (std::size_t i = 0; i < faces.size(); ++i) {
        const int number = faces[i];
        if (number < 0 || number >= static_cast<int>(analysis.faces.size())) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("there is no face {}: the picture has {}", number + 1,
                                       analysis.faces.size()),
                           "choose one of those that portrait analyse lists");
        }
        const Face& face = analysis.faces[static_cast<std::size_t>(number)];
        KINOVAR_TRY(check(face, still, number));
        for (std::size_t k = 0; k < i; ++k) {
            if (heads_meet(face, analysis.faces[static_cast<std::size_t>(faces[k])])) {
                return failure(ErrorCode::Refused,
                               fmt::format("faces {} and {} lie so near that one cannot move "
                                           "beside the other",
                                           faces[k] + 1, number + 1),
                               fmt::format("animate one of them: --faces {}", number + 1));
            }
        }
    }
    return {};
}

class WarpAnimator final : public Animator {
public:
    WarpAnimator(FramePtr still, std::vector<std::unique_ptr<const MovingHead>> heads,
                 GrainSplit split)
        : still_(std::move(still)), heads_(std::move(heads)), split_(std::move(split)) {}

    [[nodiscard]] FramePtr render(std::span<const FaceMotion> motions) const override;
    [[nodiscard]] std::vector<Point2> moved(std::span<const FaceMotion> motions,
                                            std::span<const Point2> places) const override;
    [[nodiscard]] std::vector<std::uint8_t> support() const override;

private:
    /// A head at a moment, and the part of the picture that is made with its local operators.
    struct Moment {
        const MovingHead* head;
        HeadMap map;
        LocalPixels local;
    };

    /// Where what was taken is grain and what was there is too, the latter stays.
    struct GrainSwap {
        float share = 0;
        [[nodiscard]] float moving() const { return std::sqrt(1 - share * share); }
        cv::Vec3f smooth{0, 0, 0}; ///< of what was taken
        cv::Vec3f fine{0, 0, 0};   ///< of what was there
    };
    [[nodiscard]] GrainSwap grain_swap(Point2 from, int x, int y) const;

    void render_row(const std::vector<Moment>& moments, int y, Frame& out,
                    OriginPlane* origin) const;
    void take(PixelSpan span, int y, const float* sx, const float* sy, const float* light,
              Frame& out, OriginPlane* origin) const;
    void lay_over(const LocalPixels& local, int y, Frame& out, OriginPlane* origin) const;
    [[nodiscard]] lanczos::Picture picture() const {
        return {still_->values().data(),
                static_cast<std::size_t>(still_->width()) * Frame::kChannels, still_->width(),
                still_->height()};
    }

    FramePtr still_;
    std::vector<std::unique_ptr<const MovingHead>> heads_;
    GrainSplit split_;
};

FramePtr WarpAnimator::render(std::span<const FaceMotion> motions) const {
    assert(motions.size() == heads_.size());
    std::vector<Moment> moments;
    bool made_up = false;
    for (std::size_t i = 0; i < heads_.size(); ++i) {
        const FaceMotion motion = within_limits(motions[i]);
        Moment moment{heads_[i].get(), heads_[i]->map_of(motion), {}};
        moment.local = heads_[i]->local_pixels(motion, moment.map);
        made_up |= moment.local.size() > 0;
        moments.push_back(std::move(moment));
    }
    auto out = std::make_shared<Frame>(still_->width(), still_->height(), still_->colour());
    std::shared_ptr<OriginPlane> origin;
    if (still_->origin() != nullptr) {
        origin = std::make_shared<OriginPlane>(*still_->origin());
    } else if (made_up) {
        origin = std::make_shared<OriginPlane>(OriginPlane{
            still_->width(), still_->height(),
            std::vector<Origin>(out->values().size() / Frame::kChannels, Origin::Scan)});
    }
    const int bands = (still_->height() + kBand - 1) / kBand;
    const Status done = steps::for_each_in_parallel(0, bands - 1, {}, [&](std::int64_t band) {
        const int first = static_cast<int>(band) * kBand;
        for (int y = first; y < std::min(first + kBand, still_->height()); ++y) {
            render_row(moments, y, *out, origin.get());
        }
        return Status{};
    });
    assert(done);
    static_cast<void>(done);
    out->set_origin(std::move(origin));
    return out;
}

void WarpAnimator::render_row(const std::vector<Moment>& moments, int y, Frame& out,
                              OriginPlane* origin) const {
    std::copy_n(still_->row(y), static_cast<std::size_t>(still_->width()) * Frame::kChannels,
                out.row(y));
    std::vector<float> places(3 * static_cast<std::size_t>(still_->width()));
    for (const Moment& moment : moments) {
        const PixelSpan span = moment.head->span(y);
        float* sx = places.data();
        float* sy = sx + still_->width();
        float* light = sy + still_->width();
        moment.head->map_row(moment.map, y, span, sx, sy, light);
        const auto still_there = [&](int x) {
            const int i = x - span.begin;
            return sx[i] == static_cast<float>(x) && sy[i] == static_cast<float>(y) &&
                   light[i] == 0;
        };
        for (int x = span.begin; x < span.end;) {
            if (still_there(x)) {
                ++x;
                continue;
            }
            int end = x + 1;
            while (end < span.end && !still_there(end)) {
                ++end;
            }
            const int i = x - span.begin;
            take({x, end}, y, sx + i, sy + i, light + i, out, origin);
            x = end;
        }
        const PixelRect& place = moment.local.place;
        if (y >= place.y && y < place.y + place.height) {
            lay_over(moment.local, y, out, origin);
        }
    }
}

void WarpAnimator::take(PixelSpan span, int y, const float* sx, const float* sy, const float* light,
                        Frame& out, OriginPlane* origin) const {
    const auto count = static_cast<std::size_t>(span.end - span.begin);
    float* to = out.row(y) + static_cast<std::ptrdiff_t>(span.begin) * Frame::kChannels;
    lanczos::sample_row(to, count, picture(), sx, sy);
    for (std::size_t i = 0; i < count; ++i) {
        const float gain = 1 + light[i];
        const GrainSwap swap = grain_swap({sx[i], sy[i]}, span.begin + static_cast<int>(i), y);
        for (std::size_t c = 0; c < Frame::kChannels; ++c) {
            const std::size_t k = Frame::kChannels * i + c;
            const int channel = static_cast<int>(c);
            // Both grains together are as strong as either.
            const float moved =
                swap.smooth[channel] + swap.moving() * (to[k] - swap.smooth[channel]);
            to[k] = std::clamp(moved * gain + swap.share * swap.fine[channel], 0.0F, 1.0F);
        }
    }
    if (origin != nullptr && still_->origin() != nullptr) {
        for (std::size_t i = 0; i < count; ++i) {
            const int x = std::clamp(static_cast<int>(std::lround(sx[i])), 0, still_->width() - 1);
            const int row =
                std::clamp(static_cast<int>(std::lround(sy[i])), 0, still_->height() - 1);
            const auto width = static_cast<std::size_t>(still_->width());
            origin->pixels[static_cast<std::size_t>(y) * width +
                           static_cast<std::size_t>(span.begin) + i] =
                still_->origin()
                    ->pixels[static_cast<std::size_t>(row) * width + static_cast<std::size_t>(x)];
        }
    }
}

WarpAnimator::GrainSwap WarpAnimator::grain_swap(Point2 from, int x, int y) const {
    GrainSwap swap;
    const int column = x - split_.part.x;
    const int row = y - split_.part.y;
    if (split_.share.empty() || column < 0 || row < 0 || column >= split_.share.cols ||
        row >= split_.share.rows || split_.share(row, column) <= 0) {
        return swap;
    }
    const Point2 place{from.x - static_cast<float>(split_.part.x),
                       from.y - static_cast<float>(split_.part.y)};
    swap.share = std::min(split_.share(row, column), between_nodes(split_.share, place));
    if (swap.share > 0) {
        const float* pixel = still_->row(y) + static_cast<std::ptrdiff_t>(x) * Frame::kChannels;
        swap.smooth = between_nodes(split_.smooth, place);
        swap.fine = cv::Vec3f(pixel) - split_.smooth(row, column);
    }
    return swap;
}

void WarpAnimator::lay_over(const LocalPixels& local, int y, Frame& out,
                            OriginPlane* origin) const {
    constexpr float kMadeUp = 0.5F;
    const PixelRect& place = local.place;
    const std::size_t first =
        static_cast<std::size_t>(y - place.y) * static_cast<std::size_t>(place.width);
    const auto changed = [&](int x) {
        const std::size_t i = first + static_cast<std::size_t>(x - place.x);
        return local.sx[i] != static_cast<float>(x) || local.sy[i] != static_cast<float>(y) ||
               local.gain[i] != 1 || local.cover[i] > 0 || local.grain[i] > 0;
    };
    std::vector<float> light(static_cast<std::size_t>(place.width));
    for (int begin = place.x; begin < place.x + place.width; ++begin) {
        if (!changed(begin)) {
            continue;
        }
        int end = begin + 1;
        while (end < place.x + place.width && changed(end)) {
            ++end;
        }
        const std::size_t from = first + static_cast<std::size_t>(begin - place.x);
        for (int x = begin; x < end; ++x) {
            light[static_cast<std::size_t>(x - begin)] =
                local.gain[from + static_cast<std::size_t>(x - begin)] - 1;
        }
        take({begin, end}, y, &local.sx[from], &local.sy[from], light.data(), out, origin);
        for (int x = begin; x < end; ++x) {
            const std::size_t i = from + static_cast<std::size_t>(x - begin);
            const float cover = local.cover[i];
            const float grain =
                local.grain[i] > 0 ? local.grain[i] * split_.strength * made_up_grain(x, y) : 0;
            float* pixel = out.row(y) + static_cast<std::ptrdiff_t>(x) * Frame::kChannels;
            const float colour[] = {local.red[i], local.green[i], local.blue[i]};
            for (int c = 0; c < Frame::kChannels; ++c) {
                pixel[c] =
                    std::clamp(pixel[c] + cover * (colour[c] - pixel[c]) + grain, 0.0F, 1.0F);
            }
            if (origin != nullptr && cover >= kMadeUp) {
                origin->pixels[static_cast<std::size_t>(y) *
                                   static_cast<std::size_t>(still_->width()) +
                               static_cast<std::size_t>(x)] = Origin::Model;
            }
        }
        begin = end;
    }
}

std::vector<Point2> WarpAnimator::moved(std::span<const FaceMotion> motions,
                                        std::span<const Point2> places) const {
    assert(motions.size() == heads_.size());
    std::vector<Point2> there(places.begin(), places.end());
    for (std::size_t i = 0; i < heads_.size(); ++i) {
        const HeadMap map = heads_[i]->map_of(within_limits(motions[i]));
        const Grid& grid = heads_[i]->fields().grid;
        for (std::size_t k = 0; k < places.size(); ++k) {
            const Point2 node = grid.node(places[k]);
            const cv::Vec2f move = between_nodes(map.forward, node); // nothing on its edge
            there[k].x += move[0];
            there[k].y += move[1];
        }
    }
    return there;
}

std::vector<std::uint8_t> WarpAnimator::support() const {
    cv::Mat1b mask(still_->height(), still_->width(), std::uint8_t{0});
    for (const auto& head : heads_) {
        head->mark_support(mask);
    }
    return {mask.begin(), mask.end()};
}

/// The part of the still in which any head moves.
PixelRect moving_part(const std::vector<std::unique_ptr<const MovingHead>>& heads,
                      const Frame& still) {
    cv::Rect part;
    for (const auto& head : heads) {
        const Grid& grid = head->fields().grid;
        part |= cv::Rect(static_cast<int>(grid.x), static_cast<int>(grid.y),
                         static_cast<int>(grid.step * static_cast<float>(grid.columns)) + 1,
                         static_cast<int>(grid.step * static_cast<float>(grid.rows)) + 1);
    }
    part &= cv::Rect(0, 0, still.width(), still.height());
    return {part.x, part.y, part.width, part.height};
}

} // namespace

Result<std::unique_ptr<const Animator>>
Animator::prepare(FramePtr still, const PortraitAnalysis& analysis, const std::vector<int>& faces,
                  const AnimatorOptions& options, std::stop_token stop) {
    if (analysis.width != still->width() || analysis.height != still->height()) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("the faces were found in a picture of {}×{}, not of {}×{}",
                                   analysis.width, analysis.height, still->width(),
                                   still->height()),
                       "analyse this picture itself");
    }
    KINOVAR_TRY(check_choice(analysis, faces, *still));
    std::vector<std::unique_ptr<const MovingHead>> heads;
    for (const int number : faces) {
        if (stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        std::vector<HeadPose> neighbours;
        for (std::size_t i = 0; i < analysis.faces.size(); ++i) {
            if (static_cast<int>(i) != number && check(analysis.faces[i], *still, number)) {
                neighbours.push_back(analysis.faces[i].pose);
            }
        }
        const Face& face = analysis.faces[static_cast<std::size_t>(number)];
        HeadFields fields = head_fields(face, {still->width(), still->height(), &analysis.matte,
                                               neighbours, options.parallax > 0});
        heads.push_back(
            std::make_unique<const MovingHead>(*still, face, std::move(fields), options));
    }
    GrainSplit split = split_grain(*still, moving_part(heads, *still));
    if (!options.keep_grain) {
        split.share.release();
    }
    return std::make_unique<const WarpAnimator>(std::move(still), std::move(heads),
                                                std::move(split));
}

} // namespace kinovar::portrait
