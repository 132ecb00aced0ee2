#pragma once

#include "core/base/result.h"
#include "core/nn/model.h"
#include "core/steps/retouch/fill/hole.h"

#include <cstdint>
#include <memory>
#include <string>

// Holes filled by a network that the user brings: LaMa and others whose forward() takes a picture
// (1×3×H×W, RGB) and a mask (1×1×H×W, 1: hole), both 0 to 1, and gives a picture like the first.
namespace kinovar::retouch {

using FillModel = std::shared_ptr<const nn::Model>;

/// Id of the network that is used where none is named: the first of the catalogue that is listed as
/// one that fills holes, is installed and may be run. Empty: there is none. (Of other programs that
/// the user imported nobody knows what they do before they are run: they are named.)
[[nodiscard]] std::string installed_fill_model();

/// The network of an id or a weight file; empty: the installed one. The last one stays loaded.
/// Errors: MissingModel with how to get one; InvalidArgument for one that does something else;
/// those of nn::load_model (which runs no program that the user did not trust). Thread-safe.
[[nodiscard]] Result<FillModel> fill_model(const std::string& id_or_file);

/// What the network makes of the part of the picture around a hole, reduced to what it works well
/// at, with the grain of what lies around it. `seed`: of the grain. Pixels: CV_32FC3 of
/// Hole::where's size, outside of the mask the picture's. Throws cv::Exception.
[[nodiscard]] Result<cv::Mat> fill_by_model(const nn::Model& model, const cv::Mat& picture,
                                            const Hole& hole, std::uint64_t seed);

} // namespace kinovar::retouch
