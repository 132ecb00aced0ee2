#include "core/image/zimg_resize.h"

#include "core/image/float_rows.h"
#include "core/image/row_kernels.h"

#include <zimg++.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace kinovar {

namespace {

constexpr double kLanczosLobes = 3;
// Mitchell and Netravali's parameters of the Catmull-Rom spline.
constexpr double kBicubicB = 0;
constexpr double kBicubicC = 0.5;

zimgxx::zimage_format format_of(const Frame& frame) {
    zimgxx::zimage_format format;
    format.width = static_cast<unsigned>(frame.width());
    format.height = static_cast<unsigned>(frame.height());
    format.pixel_type = ZIMG_PIXEL_FLOAT;
    format.color_family = ZIMG_COLOR_RGB;
    format.matrix_coefficients = ZIMG_MATRIX_RGB;
    return format;
}

zimgxx::zfilter_graph_builder_params params_of(ZimgKernel kernel) {
    zimgxx::zfilter_graph_builder_params params;
    switch (kernel) {
    case ZimgKernel::Bilinear:
        params.resample_filter = ZIMG_RESIZE_BILINEAR;
        break;
    case ZimgKernel::Bicubic:
        params.resample_filter = ZIMG_RESIZE_BICUBIC;
        params.filter_param_a = kBicubicB;
        params.filter_param_b = kBicubicC;
        break;
    case ZimgKernel::Lanczos:
        params.resample_filter = ZIMG_RESIZE_LANCZOS;
        params.filter_param_a = kLanczosLobes;
        break;
    }
    return params;
}

/// The few planar rows of a frame that zimg works on at a time.
struct PlanarWindow {
    PlanarWindow(int width, int height, unsigned buffering)
        : mask(zimg_select_buffer_mask(buffering)) {
        const bool whole = mask == ZIMG_BUFFER_MAX || mask >= static_cast<unsigned>(height);
        mask = whole ? ZIMG_BUFFER_MAX : mask;
        for (FloatRows& plane : planes) {
            plane = FloatRows(width, whole ? height : static_cast<int>(mask) + 1);
        }
    }
    float* row(std::size_t plane, unsigned y) {
        return planes[plane].row(static_cast<int>(y & mask));
    }

    unsigned mask;
    std::array<FloatRows, 3> planes;
};

struct Source {
    const Frame& frame;
    PlanarWindow window;
};

struct Target {
    Frame& frame;
    PlanarWindow window;
};

int unpack(void* user, unsigned y, unsigned left, unsigned right) {
    auto& source = *static_cast<Source*>(user);
    right = std::min(right, static_cast<unsigned>(source.frame.width()));
    PlanarWindow& window = source.window;
    rows::deinterleave(window.row(0, y) + left, window.row(1, y) + left, window.row(2, y) + left,
                       source.frame.row(static_cast<int>(y)) + std::size_t{3} * left, right - left);
    return 0;
}

int pack(void* user, unsigned y, unsigned left, unsigned right) {
    auto& target = *static_cast<Target*>(user);
    right = std::min(right, static_cast<unsigned>(target.frame.width()));
    PlanarWindow& window = target.window;
    rows::interleave(target.frame.row(static_cast<int>(y)) + std::size_t{3} * left,
                     window.row(0, y) + left, window.row(1, y) + left, window.row(2, y) + left,
                     right - left);
    return 0;
}

void run(const Frame& source_frame, Frame& target_frame, ZimgKernel kernel) {
    const auto params = params_of(kernel);
    const zimgxx::FilterGraph graph =
        zimgxx::FilterGraph::build(format_of(source_frame), format_of(target_frame), &params);
    Source source{source_frame, PlanarWindow(source_frame.width(), source_frame.height(),
                                             graph.get_input_buffering())};
    Target target{target_frame, PlanarWindow(target_frame.width(), target_frame.height(),
                                             graph.get_output_buffering())};
    zimgxx::zimage_buffer_const from;
    zimgxx::zimage_buffer to;
    for (unsigned p = 0; p < source.window.planes.size(); ++p) {
        const auto bytes = [](const FloatRows& rows) {
            return static_cast<std::ptrdiff_t>(rows.stride() * sizeof(float));
        };
        from.data(p) = source.window.planes[p].row(0);
        from.stride(p) = bytes(source.window.planes[p]);
        from.mask(p) = source.window.mask;
        to.data(p) = target.window.planes[p].row(0);
        to.stride(p) = bytes(target.window.planes[p]);
        to.mask(p) = target.window.mask;
    }
    FloatRows scratch(static_cast<int>(graph.get_tmp_size() / sizeof(float)) + 1, 1);
    graph.process(from, to, scratch.row(0), unpack, &source, pack, &target);
}

} // namespace

Status zimg_resize(const Frame& source, Frame& target, ZimgKernel kernel) {
    try {
        run(source, target, kernel);
        return {};
    } catch (const zimgxx::zerror& error) {
        const bool memory = error.code == ZIMG_ERROR_OUT_OF_MEMORY;
        return failure(memory ? ErrorCode::OutOfMemory : ErrorCode::Unsupported,
                       "cannot resize " + std::to_string(source.width()) + "×" +
                           std::to_string(source.height()) + " to " +
                           std::to_string(target.width()) + "×" + std::to_string(target.height()) +
                           ": " + error.msg);
    }
}

} // namespace kinovar
