#pragma once

#include "core/nn/model.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace kinovar::test {

/// Makes small ncnn networks with random weights, and remembers the weights for reference loops.
class NetWriter {
public:
    explicit NetWriter(unsigned seed = 1) : random_(seed) {}

    /// One line of the .param; `blobs` counts its outputs.
    void layer(const std::string& line, int blobs = 1);
    /// Random weights, uniform within ±`size`, tagged as float32 or (rounded) float16.
    std::vector<float> tagged(std::size_t count, float size, bool half = false);
    std::vector<float> raw(std::size_t count, float size);

    [[nodiscard]] std::string param() const;
    [[nodiscard]] const std::string& bin() const { return bin_; }
    /// Writes name.param and name.bin; returns the path of the former.
    [[nodiscard]] std::filesystem::path write(const std::filesystem::path& folder,
                                              const std::string& name) const;

private:
    std::vector<float> numbers(std::size_t count, float size);
    void append(const void* bytes, std::size_t size);

    std::mt19937 random_;
    std::string lines_;
    std::string bin_;
    int layers_ = 0;
    int blobs_ = 0;
};

/// A ×2 network in the manner of SRVGGNetCompact: three convolutions with PReLU, PixelShuffle, plus
/// the enlarged input. Its receptive radius is 3.
[[nodiscard]] NetWriter compact_net(unsigned seed = 1);

[[nodiscard]] nn::Array random_array(std::vector<std::int64_t> shape, unsigned seed);
/// A smooth picture with edges and texture, values in [0,1].
[[nodiscard]] FramePtr test_picture(int width, int height);

/// Damages one byte of a file.
void flip_byte(const std::filesystem::path& path, std::uint64_t at);

/// An environment variable of another value until the end of the scope.
class ScopedVariable {
public:
    ScopedVariable(std::string name, const std::string& value);
    ~ScopedVariable();
    ScopedVariable(const ScopedVariable&) = delete;
    ScopedVariable& operator=(const ScopedVariable&) = delete;

private:
    std::string name_;
    std::optional<std::string> before_;
};

} // namespace kinovar::test
