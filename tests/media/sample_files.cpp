#include "tests/media/sample_files.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <numeric>
#include <random>

namespace kinovar::media::test {

bool has_ffmpeg_program() {
    static const bool found = run_command("ffmpeg -version").exit_code == 0;
    return found;
}

void make_film(const std::filesystem::path& path, const std::string& arguments) {
    const auto result =
        run_command("ffmpeg -nostdin -v error -y " + arguments + " " + quoted(path));
    ASSERT_EQ(result.exit_code, 0) << arguments << "\n" << result.err;
}

std::string pattern_input(int frames, const std::string& size) {
    return "-f lavfi -i testsrc2=size=" + size + ":rate=25 -frames:v " + std::to_string(frames);
}

std::uint64_t fingerprint(const Frame& frame) {
    constexpr std::uint64_t kOffset = 14695981039346656037U; // FNV-1a
    constexpr std::uint64_t kPrime = 1099511628211U;
    std::uint64_t hash = kOffset;
    for (const float value : frame.values()) {
        std::uint32_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        hash = (hash ^ bits) * kPrime;
    }
    return hash;
}

std::vector<std::uint64_t> fingerprints(const std::filesystem::path& path, int threads) {
    std::vector<std::uint64_t> list;
    const auto reader = open_reel(path, {.threads = threads});
    EXPECT_OK(reader);
    if (!reader) {
        return list;
    }
    for (std::int64_t n = 0; n < (*reader)->info().video.frames; ++n) {
        const auto frame = (*reader)->frame(n);
        EXPECT_OK(frame);
        list.push_back(frame ? fingerprint(**frame) : 0);
    }
    return list;
}

void expect_same_by_seeking(const std::filesystem::path& path,
                            const std::vector<std::uint64_t>& expected) {
    std::vector<std::size_t> order(expected.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), std::mt19937(7));
    const auto reader = open_reel(path);
    ASSERT_OK(reader);
    for (const std::size_t n : order) {
        const auto frame = (*reader)->frame(static_cast<std::int64_t>(n));
        ASSERT_OK(frame);
        EXPECT_EQ(fingerprint(**frame), expected[n]) << "frame " << n << " in a scattered order";
    }
    constexpr std::size_t kStep = 7;
    for (std::size_t n = 0; n < expected.size(); n += kStep) {
        const auto fresh = open_reel(path);
        ASSERT_OK(fresh);
        const auto frame = (*fresh)->frame(static_cast<std::int64_t>(n));
        ASSERT_OK(frame);
        EXPECT_EQ(fingerprint(**frame), expected[n]) << "frame " << n << " as the first";
    }
}

void damage(const std::filesystem::path& path, std::uint64_t offset, std::size_t count,
            unsigned seed) {
    std::mt19937 random(seed);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(offset));
    for (std::size_t i = 0; i < count; ++i) {
        file.put(static_cast<char>(random()));
    }
}

} // namespace kinovar::media::test
