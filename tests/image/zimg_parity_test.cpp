#include "core/image/planar.h"
#include "tests/image/planes.h"
#include "tests/support/support.h"

#include <zimg++.hpp>

#include <algorithm>
#include <new>

// zimg's own way from integers to float R'G'B', in one graph, must agree with ours.

namespace kinovar {
namespace {

constexpr int kWidth = 64;
constexpr int kHeight = 32;
constexpr std::size_t kPixels = std::size_t{kWidth} * kHeight;

template <class T>
struct alignas(64) Block {
    std::array<T, kPixels> values;
};

/// Interleaved R'G'B' by zimg from 16-bit containers of `bits` bits.
std::vector<float> by_zimg(const test::Planes& planes, Matrix matrix, Range range, int bits) {
    zimgxx::zimage_format from;
    from.width = kWidth;
    from.height = kHeight;
    from.pixel_type = ZIMG_PIXEL_WORD;
    from.depth = static_cast<unsigned>(bits);
    from.color_family = matrix == Matrix::Rgb ? ZIMG_COLOR_RGB : ZIMG_COLOR_YUV;
    from.matrix_coefficients = static_cast<zimg_matrix_coefficients_e>(matrix);
    from.pixel_range = range == Range::Full ? ZIMG_RANGE_FULL : ZIMG_RANGE_LIMITED;
    zimgxx::zimage_format to;
    to.width = kWidth;
    to.height = kHeight;
    to.pixel_type = ZIMG_PIXEL_FLOAT;
    to.color_family = ZIMG_COLOR_RGB;
    to.matrix_coefficients = ZIMG_MATRIX_RGB;

    auto source = std::make_unique<std::array<Block<std::uint16_t>, 3>>();
    auto target = std::make_unique<std::array<Block<float>, 3>>();
    zimgxx::zimage_buffer_const source_buffer;
    zimgxx::zimage_buffer target_buffer;
    for (unsigned p = 0; p < 3; ++p) {
        for (std::size_t i = 0; i < kPixels; ++i) {
            (*source)[p].values[i] = static_cast<std::uint16_t>(planes.code(
                static_cast<int>(p), static_cast<int>(i) % kWidth, static_cast<int>(i) / kWidth));
        }
        source_buffer.data(p) = (*source)[p].values.data();
        source_buffer.stride(p) = kWidth * sizeof(std::uint16_t);
        source_buffer.mask(p) = ZIMG_BUFFER_MAX;
        target_buffer.data(p) = (*target)[p].values.data();
        target_buffer.stride(p) = kWidth * sizeof(float);
        target_buffer.mask(p) = ZIMG_BUFFER_MAX;
    }
    const auto graph = zimgxx::FilterGraph::build(from, to, nullptr);
    std::vector<Block<float>> scratch(graph.get_tmp_size() / sizeof(Block<float>) + 1);
    graph.process(source_buffer, target_buffer, scratch.data());

    std::vector<float> result(3 * kPixels);
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] = (*target)[i % 3].values[i / 3];
    }
    return result;
}

TEST(ZimgParity, FramesEqualZimgsOwnConversion) {
    std::mt19937 random(1);
    for (const Matrix matrix :
         {Matrix::Rgb, Matrix::Bt709, Matrix::Fcc, Matrix::Bt470Bg, Matrix::Smpte170M,
          Matrix::Smpte240M, Matrix::YCgCo, Matrix::Bt2020Ncl}) {
        for (const Range range : {Range::Limited, Range::Full}) {
            for (const int bits : {10, 12, 16}) {
                const PixelLayout layout{matrix == Matrix::Rgb ? PixelLayout::Family::Rgb
                                                               : PixelLayout::Family::Yuv,
                                         bits, 0, 0};
                const ColourSpec colour(Primaries::Bt709, Transfer::Bt709, matrix, range,
                                        ChromaSiting::Left);
                test::Planes planes(layout, kWidth, kHeight);
                planes.fill_randomly(random);
                const auto reader = FrameFromPlanar::make(layout, kWidth, kHeight, colour).value();
                const FramePtr frame = reader->convert(planes.read()).value();
                const std::vector<float> expected = by_zimg(planes, matrix, range, bits);
                for (std::size_t i = 0; i < expected.size(); ++i) {
                    ASSERT_NEAR(frame->values()[i], expected[i], 1e-6F)
                        << to_string(matrix) << " " << bits;
                }
            }
        }
    }
}

} // namespace
} // namespace kinovar
