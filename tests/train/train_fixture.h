#pragma once

#include "core/train/photo_library.h"
#include "core/train/trainer.h"

#include <filesystem>
#include <string>

namespace kinovar::test {

/// A picture with edges, lines and texture of every direction that is a function of `seed`.
[[nodiscard]] train::LumaPicture drawn_picture(int width, int height, unsigned seed);

/// Writes `count` such pictures as PNG into a folder.
void write_pictures(const std::filesystem::path& folder, int count, int side);

/// A short training of a tiny network on the pictures of a folder, in float32 on one thread.
[[nodiscard]] train::TrainRequest tiny_request(const std::filesystem::path& folder,
                                               const std::filesystem::path& output);

[[nodiscard]] std::string bytes_of(const std::filesystem::path& file);

} // namespace kinovar::test
