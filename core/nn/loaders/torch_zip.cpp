#include "core/nn/loaders/pickle_reader.h"
#include "core/nn/loaders/torch_file.h"
#include "core/nn/loaders/zip_archive.h"

#include <algorithm>

namespace kinovar::nn {
namespace {

constexpr std::string_view kPickleName = "data.pkl";

Result<std::string> folder_in(const ZipArchive& zip) {
    std::vector<std::string> folders;
    for (const std::string& name : zip.names()) {
        // The folder has the name that the file had when it was saved.
        if (name.ends_with(kPickleName) && name.find('/') == name.size() - kPickleName.size() - 1) {
            folders.push_back(name.substr(0, name.size() - kPickleName.size()));
        }
    }
    if (folders.size() != 1) {
        return failure(ErrorCode::Unsupported,
                       folders.empty() ? "it is a zip, but none of PyTorch (no data.pkl in it)"
                                       : "it is a zip with several data.pkl",
                       "name a weight file (.pth, .safetensors)");
    }
    return folders.front();
}

Status check_byte_order(const ByteSource& source, const ZipArchive& zip,
                        const std::string& folder) {
    const std::string name = folder + "byteorder";
    if (!zip.has(name)) {
        return {}; // older than PyTorch 2.1
    }
    constexpr std::string_view kLittle = "little";
    KINOVAR_TRY_ASSIGN(const ByteRange range, zip.content(name));
    KINOVAR_TRY_ASSIGN(const std::string order,
                       source.read({range.begin, std::min(range.size, kLittle.size())}));
    return order == kLittle && range.size == kLittle.size()
               ? Status{}
               : failure(ErrorCode::Unsupported, "its numbers are big-endian",
                         "save it again on an ordinary (little-endian) machine");
}

} // namespace

Result<TorchFile> read_torch_zip(const ByteSource& source) {
    KINOVAR_TRY_ASSIGN(const ZipArchive zip, ZipArchive::open(source));
    KINOVAR_TRY_ASSIGN(const std::string folder, folder_in(zip));
    if (zip.has(folder + "constants.pkl")) {
        return failure(ErrorCode::Unsupported, "it is a TorchScript program, not a file of weights",
                       "take the .pth or .safetensors file of the network");
    }
    KINOVAR_TRY(check_byte_order(source, zip, folder));
    KINOVAR_TRY_ASSIGN(const ByteRange pickle, zip.content(folder + std::string(kPickleName)));
    TorchFile file;
    ByteCursor cursor(source, pickle);
    KINOVAR_TRY_ASSIGN(file.root, PickleReader(cursor, file.heap).read());
    const std::string storages = folder + "data/";
    for (const std::string& name : zip.names()) {
        if (name.starts_with(storages)) {
            KINOVAR_TRY_ASSIGN(const ByteRange range, zip.content(name));
            file.storages.emplace(name.substr(storages.size()), range);
        }
    }
    return file;
}

} // namespace kinovar::nn
