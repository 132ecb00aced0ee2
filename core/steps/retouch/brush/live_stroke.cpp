#include "core/steps/retouch/brush/live_stroke.h"

#include "core/image/cv_bridge.h"
#include "core/steps/retouch/brush/painter.h"
#include "core/steps/retouch/brush/stroke.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <new>

namespace kinovar::retouch {

namespace {

const cv::Vec3f kTint(1.0F, 0.25F, 0.2F);      // of kinds whose result is not seen at once
const cv::Vec3f kAwayTint(0.75F, 0.85F, 1.0F); // of strokes that take away
constexpr float kTintShare = 0.45F;
constexpr float kByte = 255;
constexpr std::uint32_t kLow = 0xff;

struct Release {
    void operator()(float* memory) const { std::free(memory); } // NOLINT(*-no-malloc)
};

Mark mark_of(const Fix& fix) {
    return fix.area.marks.empty() ? Mark{} : fix.area.marks.back();
}

std::uint32_t premultiplied(const cv::Vec3f& colour, float share) {
    const auto byte = [&](float value) {
        return static_cast<std::uint32_t>(std::clamp(value, 0.0F, 1.0F) * share * kByte + 0.5F);
    };
    return byte(1) << 24U | byte(colour[0]) << 16U | byte(colour[1]) << 8U | byte(colour[2]);
}

cv::Vec3f encoded(const ShownPicture& picture, int x, int y) {
    const std::uint32_t pixel = picture.pixels[static_cast<std::ptrdiff_t>(y) * picture.width + x];
    return {static_cast<float>(pixel >> 16U & kLow) / kByte,
            static_cast<float>(pixel >> 8U & kLow) / kByte,
            static_cast<float>(pixel & kLow) / kByte};
}

PixelRect as_pixels(const cv::Rect& rect) {
    return {rect.x, rect.y, rect.width, rect.height};
}

} // namespace

struct LiveStroke::State {
    State(ShownPicture shown, FramePtr source_frame, Fix the_fix)
        : picture(std::move(shown)), source(std::move(source_frame)), fix(std::move(the_fix)),
          mark(mark_of(fix)), size(picture.width, picture.height),
          // Zeros that take memory only where they are touched: a large picture starts at once.
          memory(static_cast<float*>( // NOLINTNEXTLINE(*-no-malloc)
              std::calloc(static_cast<std::size_t>(size.area()), sizeof(float)))),
          way(mark.brush, size, cv::Matx23d(1, 0, 0, 0, 1, 0)) {
        if (!memory) {
            throw std::bad_alloc();
        }
        plane = std::make_unique<StrokePlane>(cv::Mat(size, CV_32F, memory.get()), cv::Point(),
                                              mark.brush.hardness);
        const auto* paint = std::get_if<Paint>(&fix.kind);
        if (mark.adds && paint != nullptr) {
            painter.emplace(*paint, weights_of(picture.colour, picture.height));
        } else if (mark.adds) {
            find_source();
        }
    }

    void find_source() {
        std::optional<Place> from;
        if (const auto* clone = std::get_if<Clone>(&fix.kind)) {
            from = clone->offset;
        } else if (const auto* heal = std::get_if<Heal>(&fix.kind)) {
            from = heal->offset;
        }
        if (from) {
            offset = {from->x * size.width, from->y * size.height};
        }
        if (source && mat_view(*source).size() == size) {
            above = mat_view(*source);
        }
        copies = source ? !above.empty() : from && *from != Place{};
    }

    cv::Rect lay(StrokeWay& pen, const StrokePoint* point) const {
        cv::Rect changed;
        const Lay one = [&](const Piece& piece) {
            plane->lay(piece);
            changed = changed.empty() ? piece.box() : changed | piece.box();
        };
        if (point != nullptr) {
            pen.add(*point, one);
        } else {
            pen.finish(one);
        }
        return changed & cv::Rect({}, size);
    }

    /// Draws the rest of the line as if it ended here, so that the next point can take it back.
    void draw_tail() {
        StrokeWay rest = way;
        cv::Rect box;
        StrokeWay(way).finish(
            [&](const Piece& piece) { box = box.empty() ? piece.box() : box | piece.box(); });
        tail = box & cv::Rect({}, size);
        plane->plane()(tail).copyTo(before_tail);
        lay(rest, nullptr);
    }

    void take_back_tail() const {
        if (!tail.empty()) {
            before_tail.copyTo(plane->plane()(tail));
        }
    }

    /// What is seen at a pixel where the stroke covers it wholly; alpha beside it.
    [[nodiscard]] std::pair<cv::Vec3f, float> seen(int x, int y) const {
        if (painter) {
            return {painter->paint(encoded(picture, x, y), x, y), 1};
        }
        if (!copies) {
            return {mark.adds ? kTint : kAwayTint, kTintShare};
        }
        const double from_x = x + offset.x;
        const double from_y = y + offset.y;
        if (from_x < 0 || from_y < 0 || from_x > size.width - 1 || from_y > size.height - 1) {
            return {{}, 0};
        }
        return {sampled(from_x, from_y), 1};
    }

    [[nodiscard]] cv::Vec3f copied(int x, int y) const {
        return above.empty() ? encoded(picture, x, y) : above.at<cv::Vec3f>(y, x);
    }

    [[nodiscard]] cv::Vec3f sampled(double x, double y) const {
        const int left = static_cast<int>(x);
        const int top = static_cast<int>(y);
        const int right = std::min(left + 1, size.width - 1);
        const int bottom = std::min(top + 1, size.height - 1);
        const auto u = static_cast<float>(x - left);
        const auto v = static_cast<float>(y - top);
        return (copied(left, top) * (1 - u) + copied(right, top) * u) * (1 - v) +
               (copied(left, bottom) * (1 - u) + copied(right, bottom) * u) * v;
    }

    ShownPicture picture;
    FramePtr source;
    Fix fix;
    Mark mark;
    cv::Size size;
    bool copies = false; // pixels of another place or picture; else a tint is shown
    cv::Mat above;       // where they come from; empty: from the picture
    cv::Point2d offset;  // from a pixel to the one that is copied
    std::unique_ptr<float, Release> memory;
    std::unique_ptr<StrokePlane> plane;
    StrokeWay way;
    std::optional<Painter> painter;
    cv::Rect touched;
    cv::Rect tail;
    cv::Mat before_tail;
};

LiveStroke::LiveStroke(ShownPicture picture, FramePtr source, Fix fix)
    : state_(std::make_unique<State>(std::move(picture), std::move(source), std::move(fix))) {}

LiveStroke::~LiveStroke() = default;

PixelRect LiveStroke::add(const StrokePoint& point) {
    State& state = *state_;
    cv::Rect changed = state.tail;
    state.take_back_tail();
    const cv::Rect laid = state.lay(state.way, &point);
    state.draw_tail();
    for (const cv::Rect& part : {laid, state.tail}) {
        changed = changed.empty() ? part : (part.empty() ? changed : changed | part);
    }
    state.touched = state.touched.empty() ? changed : state.touched | changed;
    return as_pixels(changed);
}

std::function<LiveStroke::Grain()> LiveStroke::grain_work() const {
    const State& state = *state_;
    if (!state.painter || !state.painter->wants_grain() || state.touched.empty()) {
        return {};
    }
    return [picture = state.picture, painter = *state.painter, where = state.touched,
            size = state.size, frame = state.fix.drawn_at] {
        const cv::Rect part = GrainTile::looks_at(size, where);
        cv::Mat around(part.size(), CV_32FC3);
        for (int y = 0; y < part.height; ++y) {
            for (int x = 0; x < part.width; ++x) {
                around.at<cv::Vec3f>(y, x) = encoded(picture, part.x + x, part.y + y);
            }
        }
        return painter.grain_of(around, where - part.tl(), {}, frame);
    };
}

PixelRect LiveStroke::set_grain(Grain grain) {
    if (state_->painter) {
        state_->painter->set_grain(std::move(grain));
    }
    return as_pixels(state_->touched);
}

void LiveStroke::read(const PixelRect& part, std::uint32_t* pixels, int stride_in_pixels) const {
    const State& state = *state_;
    const auto opacity = static_cast<float>(state.mark.brush.opacity * state.fix.opacity);
    const cv::Rect picture({}, state.size);
    for (int y = 0; y < part.height; ++y) {
        std::uint32_t* out = pixels + static_cast<std::ptrdiff_t>(y) * stride_in_pixels;
        for (int x = 0; x < part.width; ++x) {
            const cv::Point at(part.x + x, part.y + y);
            const float share =
                picture.contains(at) ? state.plane->plane().at<float>(at) * opacity : 0;
            out[x] = 0;
            if (share > 0) {
                const auto [colour, alpha] = state.seen(at.x, at.y);
                out[x] = premultiplied(colour, alpha * share);
            }
        }
    }
}

} // namespace kinovar::retouch
