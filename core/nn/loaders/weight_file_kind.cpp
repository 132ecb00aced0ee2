#include "core/nn/loaders/weight_file_kind.h"

#include "core/nn/loaders/zip_archive.h"

#include <algorithm>
#include <array>

namespace kinovar::nn {
namespace {

constexpr std::uint64_t kLookedAt = 4096;

Result<std::string> head_of(const ByteSource& source) {
    return source.read({0, std::min(source.size(), kLookedAt)});
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

WeightFileKind kind_of_zip(const ByteSource& source) {
    const auto zip = ZipArchive::open(source);
    if (!zip) {
        return WeightFileKind::TorchZip; // reading it tells what is wrong
    }
    const auto any_ends = [&](std::string_view end) {
        return std::ranges::any_of(zip->names(),
                                   [end](const std::string& name) { return name.ends_with(end); });
    };
    if (any_ends("/constants.pkl")) {
        return WeightFileKind::TorchScript;
    }
    return any_ends("/data.pkl") ? WeightFileKind::TorchZip : WeightFileKind::Unknown;
}

bool is_safetensors(std::string_view head) {
    constexpr std::size_t kLengthSize = 8;
    const bool no_header = head.starts_with(std::string_view("\0\0\0\0\0\0\0\0", kLengthSize));
    return no_header || (head.size() > kLengthSize && head[kLengthSize] == '{' && head[0] != '{');
}

bool names_tfjs(std::string_view head) {
    return contains(head, "modelTopology") || contains(head, "weightsManifest") ||
           contains(head, "graph-model") || contains(head, "layers-model");
}

} // namespace

Result<WeightFileKind> kind_of(const ByteSource& source) {
    if (source.size() == 0) {
        return failure(ErrorCode::Corrupt, "it is empty", "download the file again");
    }
    KINOVAR_TRY_ASSIGN(const std::string head, head_of(source));
    if (head.starts_with("PK\x03\x04")) {
        return kind_of_zip(source);
    }
    if (is_safetensors(head)) { // its first byte is that of a length and can be any
        return WeightFileKind::Safetensors;
    }
    if (head.starts_with('\x80')) {
        return WeightFileKind::TorchLegacy;
    }
    if (head.starts_with("7767517")) {
        return WeightFileKind::NcnnParam;
    }
    if (!names_tfjs(head)) {
        return WeightFileKind::Unknown;
    }
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    return head[first] == '{' ? WeightFileKind::TfjsModel : WeightFileKind::TfjsScript;
}

Result<std::string_view> looks_like(const ByteSource& source) {
    KINOVAR_TRY_ASSIGN(std::string head, head_of(source));
    constexpr std::size_t kTarMagic = 257;
    if (std::string_view(head).substr(std::min(head.size(), kTarMagic)).starts_with("ustar")) {
        return "a tar archive";
    }
    std::ranges::transform(head, head.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    if (contains(head, "<!doctype html") || contains(head, "<html")) {
        return "a web page";
    }
    struct Beginning {
        std::string_view bytes;
        std::string_view meaning;
    };
    constexpr std::array kBeginnings{
        Beginning{"version https://git-lfs", "a pointer of Git LFS instead of the file itself"},
        Beginning{"\x1f\x8b", "a gzip archive"},
        Beginning{"\x89hdf", "an HDF5 file (Keras)"},
        Beginning{"\x89png", "a picture"},
        Beginning{"pk", "a zip, but none of PyTorch"},
    };
    const auto* found = std::ranges::find_if(
        kBeginnings, [&](const Beginning& one) { return head.starts_with(one.bytes); });
    return found == kBeginnings.end() ? std::string_view{} : found->meaning;
}

} // namespace kinovar::nn
