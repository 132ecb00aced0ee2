#include "core/image/colour_matrix.h"

#include <zimg++.hpp>

#include <string>

namespace kinovar {

namespace {

/// BT.2020 constant luminance mixes light, not signal, so zimg has to know the transfer too.
zimgxx::zimage_format format_of(const ColourSpec& colour, bool yuv, int width, int rows) {
    zimgxx::zimage_format format;
    format.width = static_cast<unsigned>(width);
    format.height = static_cast<unsigned>(rows);
    format.pixel_type = ZIMG_PIXEL_FLOAT;
    format.color_family = yuv ? ZIMG_COLOR_YUV : ZIMG_COLOR_RGB;
    format.matrix_coefficients =
        yuv ? static_cast<zimg_matrix_coefficients_e>(colour.matrix) : ZIMG_MATRIX_RGB;
    if (colour.matrix == Matrix::Bt2020Cl) {
        format.transfer_characteristics =
            static_cast<zimg_transfer_characteristics_e>(colour.transfer);
        format.color_primaries = static_cast<zimg_color_primaries_e>(colour.primaries);
    }
    return format;
}

std::string text_of(const zimgxx::zerror& error) {
    return error.msg;
}

} // namespace

struct ColourMatrix::Graph {
    zimgxx::FilterGraph filter;
    FloatRows scratch;
};

ColourMatrix::ColourMatrix(std::unique_ptr<Graph> graph) : graph_(std::move(graph)) {}

ColourMatrix::~ColourMatrix() = default;

Result<std::unique_ptr<ColourMatrix>>
ColourMatrix::make(Direction direction, const ColourSpec& colour, int width, int rows) {
    const bool from_yuv = direction == Direction::RgbFromYuv;
    try {
        auto graph = std::make_unique<Graph>();
        graph->filter =
            zimgxx::FilterGraph::build(format_of(colour, from_yuv, width, rows),
                                       format_of(colour, !from_yuv, width, rows), nullptr);
        const std::size_t floats = graph->filter.get_tmp_size() / sizeof(float) + 1;
        graph->scratch = FloatRows(static_cast<int>(floats), 1);
        return std::unique_ptr<ColourMatrix>(new ColourMatrix(std::move(graph)));
    } catch (const zimgxx::zerror& error) {
        return failure(ErrorCode::Unsupported,
                       "cannot convert colour matrix " + std::string(to_string(colour.matrix)) +
                           " with transfer " + std::string(to_string(colour.transfer)) + ": " +
                           text_of(error),
                       "name another matrix by hand, for instance bt2020nc or bt709");
    }
}

Status ColourMatrix::apply(const Strip& from, Strip& to) {
    zimgxx::zimage_buffer_const source;
    zimgxx::zimage_buffer target;
    for (std::size_t plane = 0; plane < from.size(); ++plane) {
        const auto index = static_cast<unsigned>(plane);
        source.data(index) = from[plane].row(0);
        source.stride(index) = static_cast<std::ptrdiff_t>(from[plane].stride() * sizeof(float));
        source.mask(index) = ZIMG_BUFFER_MAX;
        target.data(index) = to[plane].row(0);
        target.stride(index) = static_cast<std::ptrdiff_t>(to[plane].stride() * sizeof(float));
        target.mask(index) = ZIMG_BUFFER_MAX;
    }
    try {
        graph_->filter.process(source, target, graph_->scratch.row(0));
    } catch (const zimgxx::zerror& error) {
        return failure(ErrorCode::Internal, "colour conversion failed: " + text_of(error));
    }
    return {};
}

} // namespace kinovar
