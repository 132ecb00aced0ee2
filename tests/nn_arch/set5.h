#pragma once

#include "core/nn/model.h"

#include <filesystem>
#include <functional>

namespace kinovar::test {

/// Mean PSNR in dB of luma over the five pictures of Set5, enlarged from the bicubic pictures of
/// `folder`/Set5_LR, by the protocol of the parity folders (results rounded to 8 bits, `scale`
/// pixels of border left out, luma of BT.601 in its video range). Fails the test and gives 0 when
/// something cannot be read or run.
double set5_psnr(const nn::Model& model, const std::filesystem::path& bench);

/// psnr_y of "mean" in psnr_set5.json; `part`: "x2" and so on.
double expected_psnr(const std::filesystem::path& json, const std::string& part);

} // namespace kinovar::test
