#pragma once

#include "core/base/result.h"
#include "core/steps/colourise/engine/seeds.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace kinovar::bench {

/// Pixels at least one from the border, so that 3×3 px around each are in the picture.
using Places = std::vector<cv::Point>;

/// `count` of them anywhere in a picture of `size`.
[[nodiscard]] Places random_places(const cv::Size& size, int count, std::uint64_t seed);

/// By name of picture and number of hints.
using ListedPlaces = std::map<std::pair<std::string, int>, Places>;

/// A text file of lines "picture count x y" (places_of_draws.py writes such). Fails where a line is
/// not of that form.
[[nodiscard]] Result<ListedPlaces> read_places(const std::filesystem::path& file);

/// A point at each place in the mean colour of the 3×3 px around it, as a hand that knows the truth
/// would set them. `ab`: the true chroma, CV_32FC2.
[[nodiscard]] std::vector<colourise::PlacedHint> true_hints(const cv::Mat& ab,
                                                            const Places& places);

} // namespace kinovar::bench
