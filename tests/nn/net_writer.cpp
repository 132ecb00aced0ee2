#include "tests/nn/net_writer.h"

#include "core/base/file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace kinovar::test {

namespace {

constexpr std::uint32_t kHalfTag = 0x01306B47;

/// The float16 nearest below in magnitude (enough for made-up weights of normal size).
std::uint16_t half_from_float(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    const std::uint32_t exponent = (bits >> 23U) & 0xFFU;
    if (exponent < 113) { // below the smallest normal float16
        return static_cast<std::uint16_t>((bits >> 16U) & 0x8000U);
    }
    return static_cast<std::uint16_t>(((bits >> 16U) & 0x8000U) | ((exponent - 112U) << 10U) |
                                      ((bits >> 13U) & 0x3FFU));
}

float float_from_bits(std::uint16_t half) {
    const float sign = (half & 0x8000U) != 0 ? -1.0F : 1.0F;
    const int exponent = (half >> 10U) & 0x1F;
    const int mantissa = half & 0x3FF;
    return exponent == 0
               ? sign * std::ldexp(static_cast<float>(mantissa), -24)
               : sign * std::ldexp(1.0F + static_cast<float>(mantissa) / 1024.0F, exponent - 15);
}

} // namespace

void NetWriter::layer(const std::string& line, int blobs) {
    lines_ += line + "\n";
    ++layers_;
    blobs_ += blobs;
}

std::vector<float> NetWriter::numbers(std::size_t count, float size) {
    std::uniform_real_distribution<float> distribution(-size, size);
    std::vector<float> values(count);
    for (float& value : values) {
        value = distribution(random_);
    }
    return values;
}

void NetWriter::append(const void* bytes, std::size_t size) {
    bin_.append(static_cast<const char*>(bytes), size);
}

std::vector<float> NetWriter::tagged(std::size_t count, float size, bool half) {
    std::vector<float> values = numbers(count, size);
    const std::uint32_t tag = half ? kHalfTag : 0;
    append(&tag, sizeof tag);
    if (!half) {
        append(values.data(), values.size() * sizeof(float));
        return values;
    }
    for (float& value : values) {
        const std::uint16_t bits = half_from_float(value);
        append(&bits, sizeof bits);
        value = float_from_bits(bits);
    }
    bin_.append(count % 2 * sizeof(std::uint16_t), '\0');
    return values;
}

std::vector<float> NetWriter::raw(std::size_t count, float size) {
    std::vector<float> values = numbers(count, size);
    append(values.data(), values.size() * sizeof(float));
    return values;
}

std::string NetWriter::param() const {
    return "7767517\n" + std::to_string(layers_) + " " + std::to_string(blobs_) + "\n" + lines_;
}

std::filesystem::path NetWriter::write(const std::filesystem::path& folder,
                                       const std::string& name) const {
    std::filesystem::path path = folder / (name + ".param");
    EXPECT_TRUE(write_file(path, param()).has_value());
    EXPECT_TRUE(write_file(folder / (name + ".bin"), bin_).has_value());
    return path;
}

NetWriter compact_net(unsigned seed) {
    NetWriter net(seed);
    net.layer("Input in 0 1 data");
    net.layer("Split s 1 2 data a b", 2);
    net.layer("Convolution c1 1 1 a c1 0=8 1=3 4=1 5=1 6=216");
    net.tagged(216, 0.3F);
    net.raw(8, 0.1F);
    net.layer("PReLU p1 1 1 c1 p1 0=8");
    net.raw(8, 0.5F);
    net.layer("Convolution c2 1 1 p1 c2 0=8 1=3 4=1 5=1 6=576");
    net.tagged(576, 0.2F, true);
    net.raw(8, 0.1F);
    net.layer("PReLU p2 1 1 c2 p2 0=8");
    net.raw(8, 0.5F);
    net.layer("Convolution c3 1 1 p2 c3 0=12 1=3 4=1 5=1 6=864");
    net.tagged(864, 0.1F, true);
    net.raw(12, 0.1F);
    net.layer("PixelShuffle ps 1 1 c3 ps 0=2");
    net.layer("Interp up 1 1 b up 0=1 1=2.000000e+00 2=2.000000e+00");
    net.layer("BinaryOp add 2 1 ps up output 0=0");
    return net;
}

nn::Array random_array(std::vector<std::int64_t> shape, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> distribution(-1.0F, 1.0F);
    std::size_t count = 1;
    for (const std::int64_t side : shape) {
        count *= static_cast<std::size_t>(side);
    }
    nn::Array array{std::move(shape), std::vector<float>(count)};
    for (float& value : array.values) {
        value = distribution(random);
    }
    return array;
}

FramePtr test_picture(int width, int height) {
    auto frame = std::make_shared<Frame>(width, height, ColourSpec::srgb());
    std::mt19937 random(7);
    std::uniform_real_distribution<float> noise(-0.1F, 0.1F);
    for (int y = 0; y < height; ++y) {
        float* pixel = frame->row(y);
        for (int x = 0; x < width; ++x) {
            const float edge = (x / 9 + y / 7) % 2 == 0 ? 0.25F : 0.6F;
            for (int c = 0; c < Frame::kChannels; ++c) {
                const auto wave = std::sin(0.2F * static_cast<float>(x + c * y));
                *pixel++ = edge + 0.1F * wave + noise(random);
            }
        }
    }
    return frame;
}

void flip_byte(const std::filesystem::path& path, std::uint64_t at) {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(static_cast<std::streamoff>(at));
    const int byte = file.get();
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(byte ^ 0x55));
    EXPECT_TRUE(file.good());
}

ScopedVariable::ScopedVariable(std::string name, const std::string& value)
    : name_(std::move(name)) {
    if (const char* before = std::getenv(name_.c_str())) {
        before_ = before;
    }
    ::setenv(name_.c_str(), value.c_str(), 1);
}

ScopedVariable::~ScopedVariable() {
    if (before_) {
        ::setenv(name_.c_str(), before_->c_str(), 1);
    } else {
        ::unsetenv(name_.c_str());
    }
}

} // namespace kinovar::test
