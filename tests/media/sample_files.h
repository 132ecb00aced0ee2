#pragma once

#include "core/media/reel_reader.h"
#include "tests/support/support.h"

#include <string>
#include <vector>

namespace kinovar::media::test {

using namespace kinovar::test;

/// Whether the `ffmpeg` program, which makes the films of these tests, is installed.
bool has_ffmpeg_program();

/// Runs `ffmpeg … path`, with `arguments` for input and encoding. Fails the test when it fails.
void make_film(const std::filesystem::path& path, const std::string& arguments);

/// Input arguments: pictures that all differ. "96x64" at 25 frames a second.
std::string pattern_input(int frames, const std::string& size = "96x64");

/// One number for all pixels of a frame.
std::uint64_t fingerprint(const Frame& frame);

/// Of every frame, read from the first to the last by a reader of its own.
std::vector<std::uint64_t> fingerprints(const std::filesystem::path& path, int threads = 0);

/// Expects that frames read in a scattered order, by one reader, and each alone as the first of a
/// reader, are those that reading from the start gives.
void expect_same_by_seeking(const std::filesystem::path& path,
                            const std::vector<std::uint64_t>& expected);

/// Overwrites `count` bytes from `offset` on with noise.
void damage(const std::filesystem::path& path, std::uint64_t offset, std::size_t count,
            unsigned seed = 1);

} // namespace kinovar::media::test

#define KINOVAR_NEEDS_FFMPEG()                                                                     \
    if (!::kinovar::media::test::has_ffmpeg_program()) {                                           \
        GTEST_SKIP() << "the program ffmpeg, which makes the films of this test, is missing";      \
    }                                                                                              \
    static_assert(true)
