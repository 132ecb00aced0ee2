#pragma once

#include "core/nn/model.h"
#include "core/nn/net.h"
#include "core/nn/npy.h"
#include "tests/support/support.h"

#include <filesystem>

namespace kinovar::test {

/// A float32 array file; fails the test and gives an empty one when it cannot be read.
nn::Array read_array(const std::filesystem::path& path);

/// Largest |found - wanted|; infinite when shapes differ or a number is not finite.
float worst_difference(const nn::Array& found, const nn::Array& wanted);

/// Expects the two to be alike within `tolerance` and records the largest difference.
void expect_close(const nn::Array& found, const nn::Array& wanted, float tolerance);

/// Runs the model; fails the test and gives nothing when it fails.
std::vector<nn::Array> run_model(const nn::Model& model, const std::vector<nn::Array>& inputs);

/// The same of a network that was just built.
std::vector<nn::Array> run_net(nn::BuiltNet built, const std::vector<nn::Array>& inputs);

/// Names of the files of a parity case.
struct ParityFiles {
    const char* weights = "weights.pth";
    const char* input = "input.npy";
    const char* expected = "expected.npy";
};

/// Loads `weights` of a parity folder with load_model(), runs it on `input` and compares with
/// `expected`. The tolerance is that of parity/INDEX.md and may not be changed. Returns the model
/// (null when it did not load) for further looks at its info.
std::shared_ptr<const nn::Model> expect_parity(const std::filesystem::path& folder, float tolerance,
                                               const ParityFiles& files = {});

} // namespace kinovar::test
