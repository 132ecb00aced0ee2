#include "core/nn/loaders/checkpoint.h"

#include "core/nn/loaders/safetensors.h"
#include "core/nn/loaders/torch_file.h"
#include "core/nn/loaders/weight_file_kind.h"

#include <fmt/format.h>

#include <new>

namespace kinovar::nn {
namespace {

constexpr std::size_t kLongestMessage = 600;

/// Names out of a file stand in the message: they may hold anything and be of any length.
Error presentable(Error error) {
    if (error.message.size() > kLongestMessage) {
        error.message.resize(kLongestMessage);
        error.message += " …";
    }
    for (char& letter : error.message) {
        constexpr char kDelete = 0x7F;
        if ((letter >= 0 && letter < ' ') || letter == kDelete) {
            letter = '?';
        }
    }
    return error;
}

tl::unexpected<Error> not_weights(std::string_view is) {
    return failure(ErrorCode::Unsupported, fmt::format("it is not a weight file but {}", is),
                   "name a .pth, .pt, .ckpt or .safetensors file");
}

Result<StateDict> read_torch(const ByteSource& source, Result<TorchFile> file) {
    return file.and_then([&](const TorchFile& torch) { return tensors_of(source, torch); });
}

Result<StateDict> read_unknown(const ByteSource& source) {
    KINOVAR_TRY_ASSIGN(const std::string_view is, looks_like(source));
    if (!is.empty()) {
        return not_weights(is);
    }
    return failure(ErrorCode::Unsupported, "it is not a weight file of a known kind",
                   "name a .pth, .pt, .ckpt or .safetensors file");
}

Result<StateDict> read_by_kind(const ByteSource& source) {
    KINOVAR_TRY_ASSIGN(const WeightFileKind kind, kind_of(source));
    switch (kind) {
    case WeightFileKind::TorchZip:
        return read_torch(source, read_torch_zip(source));
    case WeightFileKind::TorchLegacy:
        return read_torch(source, read_torch_legacy(source));
    case WeightFileKind::Safetensors:
        return read_safetensors(source);
    case WeightFileKind::TorchScript:
        return not_weights("a TorchScript program");
    case WeightFileKind::NcnnParam:
        return not_weights("the graph of an ncnn network");
    case WeightFileKind::TfjsModel:
    case WeightFileKind::TfjsScript:
        return not_weights("a model of TensorFlow.js");
    case WeightFileKind::Unknown:
        break;
    }
    return read_unknown(source);
}

/// Runs a reader, adds the fingerprint, and turns the one exception that can come into an error.
template <class Reader>
Result<StateDict> read_whole(const ByteSource& source, const Reader& reader) {
    try {
        auto dict = reader(source);
        if (!dict) {
            return failure(presentable(std::move(dict).error()));
        }
        KINOVAR_TRY_ASSIGN(dict->fingerprint, source.fingerprint());
        return dict;
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "there is not enough memory for its weights",
                       "close other programs");
    }
}

} // namespace

Result<WeightFileKind> kind_of_weight_file(const std::filesystem::path& path) {
    auto kind =
        ByteSource::open(path).and_then([](const ByteSource& source) { return kind_of(source); });
    return kind ? kind : failure(kind.error().within(path.string()));
}

Result<StateDict> read_checkpoint(const std::filesystem::path& path) {
    auto dict = ByteSource::open(path).and_then(
        [](const ByteSource& source) { return read_whole(source, read_by_kind); });
    return dict ? std::move(dict) : failure(dict.error().within(path.string()));
}

Result<StateDict> parse_checkpoint(std::string_view bytes) {
    return read_whole(ByteSource(bytes), read_by_kind);
}

Result<StateDict> parse_safetensors(std::string_view bytes) {
    return read_whole(ByteSource(bytes), read_safetensors);
}

} // namespace kinovar::nn
