#include "core/image/resize.h"
#include "tests/image/pictures.h"
#include "tests/support/support.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

namespace kinovar {
namespace {

constexpr std::array kFilters = {ResizeFilter::Nearest, ResizeFilter::Bilinear,
                                 ResizeFilter::Bicubic, ResizeFilter::Lanczos, ResizeFilter::Area};

double triangle(double x) {
    return std::max(0.0, 1 - std::abs(x));
}

double keys_cubic(double x) {
    const double a = -0.5;
    x = std::abs(x);
    if (x < 1) {
        return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
}

double lanczos3(double x) {
    const auto sinc = [](double t) {
        return t == 0 ? 1 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
    };
    return std::abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
}

using Row = std::vector<double>;

/// The definition in the header, word by word, for one axis.
Row reference(const Row& source, int size, const std::function<double(double)>& kernel,
              double reach) {
    const int n = static_cast<int>(source.size());
    const double ratio = static_cast<double>(n) / size;
    const double widen = std::max(1.0, ratio);
    Row result;
    for (int i = 0; i < size; ++i) {
        const double centre = (i + 0.5) * ratio;
        double sum = 0;
        double weights = 0;
        const int first = static_cast<int>(std::floor(centre - reach * widen)) - 1;
        const int last = static_cast<int>(std::ceil(centre + reach * widen)) + 1;
        for (int j = first; j <= last; ++j) {
            const double weight = kernel((j + 0.5 - centre) / widen);
            const int inside = j < 0 ? -j - 1 : j >= n ? 2 * n - 1 - j : j;
            sum += weight * source[static_cast<std::size_t>(std::clamp(inside, 0, n - 1))];
            weights += weight;
        }
        result.push_back(sum / weights);
    }
    return result;
}

using Picture = std::vector<Row>; // rows of one channel

Picture channel(const Frame& frame, int c) {
    Picture picture;
    for (int y = 0; y < frame.height(); ++y) {
        Row row;
        for (int x = 0; x < frame.width(); ++x) {
            row.push_back(frame.row(y)[3 * x + c]);
        }
        picture.push_back(row);
    }
    return picture;
}

Picture transposed(const Picture& picture) {
    Picture result(picture[0].size(), Row(picture.size()));
    for (std::size_t y = 0; y < picture.size(); ++y) {
        for (std::size_t x = 0; x < picture[y].size(); ++x) {
            result[x][y] = picture[y][x];
        }
    }
    return result;
}

void expect_equal(const Frame& frame, int c, const Picture& expected, double tolerance) {
    const Picture got = channel(frame, c);
    ASSERT_EQ(got.size(), expected.size());
    for (std::size_t y = 0; y < got.size(); ++y) {
        ASSERT_EQ(got[y].size(), expected[y].size());
        for (std::size_t x = 0; x < got[y].size(); ++x) {
            ASSERT_NEAR(got[y][x], expected[y][x], tolerance) << x << "," << y;
        }
    }
}

struct Size {
    int width, height;
};
constexpr Size kSource{48, 36};
constexpr std::array<Size, 6> kTargets = {
    {{24, 18}, {96, 72}, {31, 50}, {100, 20}, {12, 9}, {48, 37}}};

void compare_with_definition(ResizeFilter filter, const std::function<double(double)>& kernel,
                             double reach) {
    const auto source = test::random_frame(kSource.width, kSource.height, 1);
    for (const Size size : kTargets) {
        const auto result = resize(*source, size.width, size.height, filter);
        ASSERT_OK(result);
        for (int c = 0; c < 3; ++c) {
            Picture expected;
            for (const Row& row : channel(*source, c)) {
                expected.push_back(reference(row, size.width, kernel, reach));
            }
            Picture columns;
            for (const Row& column : transposed(expected)) {
                columns.push_back(reference(column, size.height, kernel, reach));
            }
            expect_equal(**result, c, transposed(columns), 1e-5);
        }
    }
}

TEST(Resize, BilinearIsTheTriangle) {
    compare_with_definition(ResizeFilter::Bilinear, triangle, 1);
}

TEST(Resize, BicubicIsKeysWithMinusHalf) {
    compare_with_definition(ResizeFilter::Bicubic, keys_cubic, 2);
}

TEST(Resize, LanczosHasThreeLobes) {
    compare_with_definition(ResizeFilter::Lanczos, lanczos3, 3);
}

/// Exact mean over [i·ratio, (i+1)·ratio).
Row box(const Row& source, int size) {
    const double ratio = static_cast<double>(source.size()) / size;
    Row result;
    for (int i = 0; i < size; ++i) {
        double sum = 0;
        for (std::size_t j = 0; j < source.size(); ++j) {
            const double from = std::max(i * ratio, static_cast<double>(j));
            const double to = std::min((i + 1) * ratio, static_cast<double>(j) + 1);
            sum += std::max(0.0, to - from) * source[j];
        }
        result.push_back(sum / ratio);
    }
    return result;
}

TEST(Resize, AreaIsTheExactMeanOfTheBox) {
    const auto source = test::random_frame(kSource.width, kSource.height, 2);
    for (const Size size : {Size{24, 18}, Size{17, 11}, Size{48, 5}, Size{1, 1}, Size{47, 35}}) {
        const auto result = resize(*source, size.width, size.height, ResizeFilter::Area);
        ASSERT_OK(result);
        Picture expected;
        for (const Row& row : channel(*source, 1)) {
            expected.push_back(box(row, size.width));
        }
        Picture columns;
        for (const Row& column : transposed(expected)) {
            columns.push_back(box(column, size.height));
        }
        expect_equal(**result, 1, transposed(columns), 1e-5);
    }
}

TEST(Resize, AreaOfAMixedRatioAveragesOneAxisAndInterpolatesTheOther) {
    const auto source = test::random_frame(kSource.width, kSource.height, 3);
    const auto result = resize(*source, 20, 60, ResizeFilter::Area);
    ASSERT_OK(result);
    Picture expected;
    for (const Row& row : channel(*source, 0)) {
        expected.push_back(box(row, 20));
    }
    Picture columns;
    for (const Row& column : transposed(expected)) {
        columns.push_back(reference(column, 60, triangle, 1));
    }
    expect_equal(**result, 0, transposed(columns), 1e-5);
}

TEST(Resize, NearestTakesThePixelUnderTheCentre) {
    const auto source = test::random_frame(5, 3, 4);
    const FramePtr result = resize(*source, 10, 2, ResizeFilter::Nearest).value();
    for (int y = 0; y < 2; ++y) {
        for (int x = 0; x < 10; ++x) {
            EXPECT_EQ(result->row(y)[3 * x + 2], source->row(y == 0 ? 0 : 2)[3 * (x / 2) + 2]);
        }
    }
}

TEST(Resize, EveryFilterKeepsAFlatPictureAtAnySize) {
    for (const ResizeFilter filter : kFilters) {
        for (const Size from : {Size{1, 1}, Size{3, 40}, Size{40, 2}, Size{17, 13}}) {
            const auto source = test::flat_frame(from.width, from.height, 0.25F, 0.5F, -0.75F);
            for (const Size to : {Size{1, 1}, Size{2, 50}, Size{64, 1}, Size{33, 21}}) {
                const auto result = resize(*source, to.width, to.height, filter);
                ASSERT_OK(result);
                for (int i = 0; i < to.width * to.height; ++i) {
                    const float* pixel = (*result)->row(0) + std::ptrdiff_t{3} * i;
                    ASSERT_NEAR(pixel[0], 0.25F, 1e-6F);
                    ASSERT_NEAR(pixel[1], 0.5F, 1e-6F);
                    ASSERT_NEAR(pixel[2], -0.75F, 1e-6F);
                }
            }
        }
    }
}

TEST(Resize, SameSizeIsACopy) {
    const auto source = test::random_frame(9, 7, 5);
    for (const ResizeFilter filter : kFilters) {
        const FramePtr result = resize(*source, 9, 7, filter).value();
        EXPECT_TRUE(
            std::equal(source->values().begin(), source->values().end(), result->values().begin()));
        EXPECT_NE(result->values().data(), source->values().data());
    }
}

TEST(Resize, OriginFollowsByNearestNeighbourAndColourStays) {
    const auto source = test::random_frame(4, 2, 6, ColourSpec::bt601());
    auto origin = std::make_shared<OriginPlane>();
    *origin = {4,
               2,
               {Origin::Scan, Origin::Model, Origin::Hand, Origin::Neighbour, Origin::Hand,
                Origin::Scan, Origin::Scan, Origin::Model}};
    source->set_origin(origin);
    const FramePtr result = resize(*source, 8, 4, ResizeFilter::Lanczos).value();
    ASSERT_NE(result->origin(), nullptr);
    EXPECT_EQ(result->origin()->width, 8);
    EXPECT_EQ(result->origin()->height, 4);
    for (int y = 0; y < 4; ++y) {
        for (int x = 0; x < 8; ++x) {
            EXPECT_EQ(result->origin()->pixels[static_cast<std::size_t>(8 * y + x)],
                      origin->pixels[static_cast<std::size_t>(4 * (y / 2) + x / 2)]);
        }
    }
    EXPECT_EQ(result->colour(), ColourSpec::bt601());
}

TEST(Resize, SizeMustBePositive) {
    const auto source = test::random_frame(4, 4, 7);
    EXPECT_EQ(resize(*source, 0, 4, ResizeFilter::Area).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(resize(*source, 4, -1, ResizeFilter::Bicubic).error().code,
              ErrorCode::InvalidArgument);
}

} // namespace
} // namespace kinovar
