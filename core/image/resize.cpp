#include "core/image/resize.h"

#include "core/image/cv_bridge.h"
#include "core/image/zimg_resize.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cassert>
#include <new>
#include <string>

namespace kinovar {

namespace {

/// The source position under the centre of each new one.
std::vector<int> nearest_positions(int from, int to) {
    std::vector<int> positions(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        const auto doubled = (2 * static_cast<std::int64_t>(i) + 1) * from;
        positions[static_cast<std::size_t>(i)] = static_cast<int>(doubled / (2 * to));
    }
    return positions;
}

void resize_nearest(const Frame& source, Frame& target) {
    const auto columns = nearest_positions(source.width(), target.width());
    const auto lines = nearest_positions(source.height(), target.height());
    for (int y = 0; y < target.height(); ++y) {
        const float* from = source.row(lines[static_cast<std::size_t>(y)]);
        float* to = target.row(y);
        for (const int x : columns) {
            to = std::copy_n(from + std::ptrdiff_t{3} * x, Frame::kChannels, to);
        }
    }
}

std::shared_ptr<const OriginPlane> resize_origin(const OriginPlane& source, int width, int height) {
    const auto columns = nearest_positions(source.width, width);
    const auto lines = nearest_positions(source.height, height);
    auto target = std::make_shared<OriginPlane>();
    target->width = width;
    target->height = height;
    target->pixels.reserve(columns.size() * lines.size());
    for (const int y : lines) {
        const Origin* from = source.pixels.data() + static_cast<std::ptrdiff_t>(y) * source.width;
        for (const int x : columns) {
            target->pixels.push_back(from[x]);
        }
    }
    return target;
}

Status reduce_area(const Frame& source, Frame& target) {
    return guard_cv("cannot resize a picture", [&] {
        cv::Mat to = mat_view(target);
        cv::resize(mat_view(source), to, to.size(), 0, 0, cv::INTER_AREA);
        assert(to.data == reinterpret_cast<const uchar*>(target.values().data()));
    });
}

/// OpenCV averages areas only where both axes get shorter, so the axes that get longer go after.
Status resize_area(const Frame& source, Frame& target) {
    const int width = std::min(source.width(), target.width());
    const int height = std::min(source.height(), target.height());
    if (width == target.width() && height == target.height()) {
        return reduce_area(source, target);
    }
    if (width == source.width() && height == source.height()) {
        return zimg_resize(source, target, ZimgKernel::Bilinear);
    }
    Frame reduced(width, height, source.colour());
    KINOVAR_TRY(reduce_area(source, reduced));
    return zimg_resize(reduced, target, ZimgKernel::Bilinear);
}

Status resample(const Frame& source, Frame& target, ResizeFilter filter) {
    switch (filter) {
    case ResizeFilter::Nearest:
        resize_nearest(source, target);
        return {};
    case ResizeFilter::Area:
        return resize_area(source, target);
    case ResizeFilter::Bilinear:
        return zimg_resize(source, target, ZimgKernel::Bilinear);
    case ResizeFilter::Bicubic:
        return zimg_resize(source, target, ZimgKernel::Bicubic);
    case ResizeFilter::Lanczos:
        break;
    }
    return zimg_resize(source, target, ZimgKernel::Lanczos);
}

} // namespace

Result<FramePtr> resize(const Frame& frame, int width, int height, ResizeFilter filter) {
    if (width <= 0 || height <= 0) {
        return failure(ErrorCode::InvalidArgument, "cannot resize a picture to " +
                                                       std::to_string(width) + "×" +
                                                       std::to_string(height));
    }
    try {
        if (width == frame.width() && height == frame.height()) {
            return std::make_shared<const Frame>(frame);
        }
        auto target = std::make_shared<Frame>(width, height, frame.colour());
        KINOVAR_TRY(resample(frame, *target, filter));
        if (frame.origin()) {
            target->set_origin(resize_origin(*frame.origin(), width, height));
        }
        return target;
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory,
                       "no memory for a picture of " + std::to_string(width) + "×" +
                           std::to_string(height),
                       "choose a smaller size");
    }
}

} // namespace kinovar
