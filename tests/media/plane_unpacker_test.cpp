#include "core/media/plane_unpacker.h"
#include "tests/media/sample_files.h"

#include <cstring>

namespace kinovar::media::test {
namespace {

/// The samples of a plane as numbers.
std::vector<int> samples(const ConstPlane& plane, const PixelLayout& layout, int width,
                         int height) {
    std::vector<int> list;
    for (int y = 0; y < height; ++y) {
        const auto* row = static_cast<const std::uint8_t*>(plane.data) + y * plane.stride;
        for (int x = 0; x < width; ++x) {
            if (layout.bytes_per_sample() == 1) {
                list.push_back(row[x]);
            } else {
                std::uint16_t value = 0;
                std::memcpy(&value, row + 2 * x, sizeof value);
                list.push_back(value);
            }
        }
    }
    return list;
}

/// A frame of that format with the given bytes in its planes, row after row.
ffmpeg::AvFrame frame_of(AVPixelFormat format, int width, int height,
                         const std::vector<std::vector<std::uint8_t>>& planes) {
    ffmpeg::AvFrame frame = ffmpeg::make_frame();
    frame->format = format;
    frame->width = width;
    frame->height = height;
    EXPECT_GE(av_frame_get_buffer(frame.get(), 0), 0);
    for (std::size_t i = 0; i < planes.size(); ++i) {
        const bool palette = i == 1 && format == AV_PIX_FMT_PAL8;
        const std::size_t rows =
            palette ? 1
            : i > 0 && (format == AV_PIX_FMT_NV12 || format == AV_PIX_FMT_P010LE)
                ? static_cast<std::size_t>(height) / 2
                : static_cast<std::size_t>(height);
        const std::size_t row = planes[i].size() / rows;
        for (std::size_t y = 0; y < rows; ++y) {
            std::memcpy(frame->data[i] + static_cast<std::ptrdiff_t>(y) * frame->linesize[i],
                        planes[i].data() + y * row, row);
        }
    }
    return frame;
}

void expect_planes(AVPixelFormat format, int width, int height,
                   const std::vector<std::vector<std::uint8_t>>& bytes, const PixelLayout& layout,
                   const std::vector<std::vector<int>>& expected) {
    SCOPED_TRACE(av_get_pix_fmt_name(format));
    auto unpacker = PlaneUnpacker::make(format, width, height);
    ASSERT_OK(unpacker);
    EXPECT_EQ(unpacker->layout(), layout);
    const ffmpeg::AvFrame frame = frame_of(format, width, height, bytes);
    const auto planes = unpacker->planes(*frame);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const int w = i == 0 ? width : width >> layout.subsample_x;
        const int h = i == 0 ? height : height >> layout.subsample_y;
        EXPECT_EQ(samples(planes[i], layout, w, h), expected[i]) << "plane " << i;
    }
}

using Family = PixelLayout::Family;

TEST(PlaneUnpacker, PackedFormatsLoseNothing) {
    const PixelLayout rgb{Family::Rgb, 8, 0, 0};
    expect_planes(AV_PIX_FMT_RGB24, 2, 1, {{1, 2, 3, 4, 5, 6}}, rgb, {{1, 4}, {2, 5}, {3, 6}});
    expect_planes(AV_PIX_FMT_BGRA, 2, 1, {{3, 2, 1, 9, 6, 5, 4, 9}}, rgb, {{1, 4}, {2, 5}, {3, 6}});
    expect_planes(AV_PIX_FMT_YUYV422, 2, 1, {{10, 20, 11, 30}}, {Family::Yuv, 8, 1, 0},
                  {{10, 11}, {20}, {30}});
    expect_planes(AV_PIX_FMT_NV12, 2, 2, {{1, 2, 3, 4}, {5, 6}}, {Family::Yuv, 8, 1, 1},
                  {{1, 2, 3, 4}, {5}, {6}});
    expect_planes(AV_PIX_FMT_YA8, 2, 1, {{7, 255, 8, 0}}, {Family::Grey, 8, 0, 0}, {{7, 8}});
}

TEST(PlaneUnpacker, DeepAndBigEndianFormats) {
    expect_planes(AV_PIX_FMT_GRAY16BE, 2, 1, {{0x12, 0x34, 0xff, 0xfe}}, {Family::Grey, 16, 0, 0},
                  {{0x1234, 0xfffe}});
    expect_planes(AV_PIX_FMT_GRAY10LE, 2, 1, {{0xff, 0x03, 0x01, 0x02}}, {Family::Grey, 10, 0, 0},
                  {{0x3ff, 0x201}});
    expect_planes(AV_PIX_FMT_RGB48LE, 1, 1, {{1, 2, 3, 4, 5, 6}}, {Family::Rgb, 16, 0, 0},
                  {{0x201}, {0x403}, {0x605}});
    // Ten bits in the high bits of two bytes.
    expect_planes(AV_PIX_FMT_P010LE, 2, 2,
                  {{0x40, 0x00, 0xc0, 0xff, 0x00, 0x80, 0x80, 0x00}, {0x40, 0x80, 0x80, 0x40}},
                  {Family::Yuv, 10, 1, 1}, {{1, 0x3ff, 0x200, 2}, {0x201}, {0x102}});
    // B, G, R of ten bits each from the low bits up.
    expect_planes(AV_PIX_FMT_X2RGB10LE, 1, 1, {{0x01, 0x08, 0x30, 0x00}}, {Family::Rgb, 10, 0, 0},
                  {{3}, {2}, {1}});
}

TEST(PlaneUnpacker, PalettesFloatsAndFewBits) {
    std::vector<std::uint8_t> palette(AVPALETTE_SIZE);
    palette[4] = 30; // entry 1: B, G, R, A on a little-endian machine
    palette[5] = 20;
    palette[6] = 10;
    expect_planes(AV_PIX_FMT_PAL8, 2, 1, {{1, 0}, palette}, {Family::Rgb, 8, 0, 0},
                  {{10, 0}, {20, 0}, {30, 0}});
    const float values[] = {0.5F, -1.0F, 2.0F, 1.0F};
    std::vector<std::uint8_t> bytes(sizeof values);
    std::memcpy(bytes.data(), values, sizeof values);
    expect_planes(AV_PIX_FMT_GRAYF32LE, 4, 1, {bytes}, {Family::Grey, 16, 0, 0},
                  {{32768, 0, 65535, 65535}});
    expect_planes(AV_PIX_FMT_MONOBLACK, 8, 1, {{0xa5}}, {Family::Grey, 8, 0, 0},
                  {{255, 0, 255, 0, 0, 255, 0, 255}});
    expect_planes(AV_PIX_FMT_MONOWHITE, 8, 1, {{0xa5}}, {Family::Grey, 8, 0, 0},
                  {{0, 255, 0, 255, 255, 0, 255, 0}});
    expect_planes(AV_PIX_FMT_RGB565LE, 1, 1, {{0xff, 0xff}}, {Family::Rgb, 8, 0, 0},
                  {{255}, {255}, {255}});
}

TEST(PlaneUnpacker, EveryFormatIsReadOrRefused) {
    for (const AVPixFmtDescriptor* facts = av_pix_fmt_desc_next(nullptr); facts != nullptr;
         facts = av_pix_fmt_desc_next(facts)) {
        const AVPixelFormat format = av_pix_fmt_desc_get_id(facts);
        auto unpacker = PlaneUnpacker::make(format, 32, 16);
        if (!unpacker) {
            EXPECT_EQ(unpacker.error().code, ErrorCode::Unsupported) << facts->name;
            continue;
        }
        ffmpeg::AvFrame frame = ffmpeg::make_frame();
        frame->format = format;
        frame->width = 32;
        frame->height = 16;
        ASSERT_GE(av_frame_get_buffer(frame.get(), 0), 0) << facts->name;
        for (int i = 0; i < AV_NUM_DATA_POINTERS && frame->buf[i] != nullptr; ++i) {
            std::memset(frame->buf[i]->data, 0xff, frame->buf[i]->size);
        }
        const auto planes = unpacker->planes(*frame);
        for (int i = 0; i < unpacker->layout().planes(); ++i) {
            EXPECT_NE(planes[static_cast<std::size_t>(i)].data, nullptr) << facts->name;
        }
        EXPECT_GE(unpacker->layout().bits, 8) << facts->name;
        EXPECT_LE(unpacker->layout().bits, 16) << facts->name;
    }
}

/// The same pictures in lossless files of different formats come out the same.
TEST(PlaneUnpacker, FilesOfPackedAndPlanarFormatsAgree) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto source = folder / "source.nut";
    make_film(source, pattern_input(3) + " -pix_fmt yuv422p -c:v rawvideo");
    const auto expected = fingerprints(source);
    for (const std::string format : {"yuyv422", "uyvy422"}) {
        const auto path = folder / (format + ".nut");
        make_film(path, "-i " + quoted(source) + " -c:v rawvideo -pix_fmt " + format);
        EXPECT_EQ(fingerprints(path), expected) << format;
    }
    const auto rgb = folder / "rgb.nut";
    make_film(rgb, pattern_input(3) + " -pix_fmt gbrp -c:v rawvideo");
    const auto expected_rgb = fingerprints(rgb);
    for (const std::string format :
         {"rgb24", "bgr24", "rgba", "bgra", "rgb0", "gbrap", "rgb48le", "gbrp16be"}) {
        const auto path = folder / (format + ".nut");
        make_film(path, "-i " + quoted(rgb) + " -c:v rawvideo -pix_fmt " + format);
        const bool deep = format.find("48") != std::string::npos || format.ends_with("be");
        const auto found = fingerprints(path);
        if (!deep) {
            EXPECT_EQ(found, expected_rgb) << format;
        }
        EXPECT_EQ(found.size(), 3U);
    }
}

} // namespace
} // namespace kinovar::media::test
