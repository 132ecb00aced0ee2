#pragma once

#include "core/nn/loaders/state_dict.h"

#include <filesystem>

namespace kinovar::nn {

/// What a weight file is, judged by its first bytes (and, of a zip, by its members), not by its
/// name.
enum class WeightFileKind : std::uint8_t {
    TorchZip,    ///< .pth of PyTorch 1.6 and later: a zip with data.pkl
    TorchLegacy, ///< .pth of older ones: a row of pickles
    TorchScript, ///< a zip with a program in it
    Safetensors,
    NcnnParam,  ///< text
    TfjsModel,  ///< model.json of TensorFlow.js
    TfjsScript, ///< the same inside a .js bundle, base64
    Unknown
};

/// Errors: the file cannot be read; it is empty. What is of no known kind is Unknown.
[[nodiscard]] Result<WeightFileKind> kind_of_weight_file(const std::filesystem::path& path);

/// Reads a .pth, .pt, .ckpt (zip and legacy) or .safetensors file. The file is untrusted: pickles
/// are read by an allow-list that builds tensors and containers and nothing else; no code of the
/// file is run, no path in it is followed, nothing is allocated before it is known to be in the
/// file.
///
/// Wrappers are taken off: params_ema, params, state_dict, model (the first that is there), and the
/// prefix "module." of every key. A file that holds several networks as dictionaries of their own
/// gives their keys as "name.key"; one that holds a single such dictionary gives its keys
/// as they are. States of optimisers, counters and settings are passed over.
///
/// Memory: the tensors as float32 (or 64-bit integers) and a small window of the file, never the
/// file itself. A file may make at most twice its size, and 16 MiB, of tensors: half precision that
/// is widened fits, a small file that blows itself up does not. Pickles may need another 64 MiB.
///
/// Errors name the file and what is wrong in it. A file that is not a weight file is said to be
/// what it looks like (an HTML page, a TorchScript program …).
[[nodiscard]] Result<StateDict> read_checkpoint(const std::filesystem::path& path);

/// The same from memory; errors do not name the file.
[[nodiscard]] Result<StateDict> parse_checkpoint(std::string_view bytes);
[[nodiscard]] Result<StateDict> parse_safetensors(std::string_view bytes);

} // namespace kinovar::nn
