#pragma once

#include <filesystem>

namespace kinovar::test {

/// A film of four shots with hard cuts and a tune, for tests: kSampleShots of kSampleShotFrames
/// frames, 192×144 at 24 frames a second, FFV1 and FLAC in Matroska.
inline constexpr int kSampleShots = 4;
inline constexpr int kSampleShotFrames = 18;
inline constexpr int kSampleFrames = kSampleShots * kSampleShotFrames;
void make_sample_reel(const std::filesystem::path& path);

/// A worn reel of several shots, 640×480 at 16 frames a second, of the photograph that
/// installer/demo uses (public domain). False where the photograph is not installed.
[[nodiscard]] bool make_tour_reel(const std::filesystem::path& path);

} // namespace kinovar::test
