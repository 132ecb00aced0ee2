#include "core/train/photo_library.h"

#include "core/base/file.h"
#include "core/media/picture_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <system_error>

namespace kinovar::train {

namespace fs = std::filesystem;

namespace {

/// Longer sides that a photograph is reduced to, px.
constexpr std::array kLongSides{1000, 760, 570, 430};
/// A reduction by less than this is left out: it would only soften the picture.
constexpr double kLeastReduction = 1.25;
constexpr std::uint64_t kManifestLimit = 16U << 20U;

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, '\t');) {
        if (!cell.empty() && cell.back() == '\r') {
            cell.pop_back();
        }
        cells.push_back(std::move(cell));
    }
    return cells;
}

std::optional<std::size_t> column_of(const std::vector<std::string>& heads, std::string_view name) {
    const auto found = std::find(heads.begin(), heads.end(), name);
    return found == heads.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(found - heads.begin()));
}

/// Files that a manifest allows.
Result<std::set<fs::path>> allowed_files(const fs::path& manifest) {
    KINOVAR_TRY_ASSIGN(const std::string text, read_file(manifest, kManifestLimit));
    std::istringstream stream(text);
    std::string line;
    std::getline(stream, line);
    const std::vector<std::string> heads = cells_of(line);
    const auto file = column_of(heads, "file");
    const auto allowed = column_of(heads, "ship_weights_ok");
    if (!file || !allowed) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("{}: its first line does not name the columns file and "
                                   "ship_weights_ok",
                                   manifest.string()),
                       "a manifest is a table with tabs between its columns");
    }
    const fs::path folder = fs::absolute(manifest).parent_path();
    std::set<fs::path> files;
    while (std::getline(stream, line)) {
        const std::vector<std::string> cells = cells_of(line);
        if (cells.size() > std::max(*file, *allowed) && cells[*allowed] == "yes") {
            files.insert((folder / cells[*file]).lexically_normal());
        }
    }
    return files;
}

Result<std::vector<fs::path>> pictures_below(const fs::path& place) {
    std::error_code fault;
    if (fs::is_regular_file(place, fault)) {
        return std::vector<fs::path>{place};
    }
    fs::recursive_directory_iterator entries(place, fault);
    if (fault) {
        return failure(ErrorCode::NotFound,
                       fmt::format("cannot read {}: {}", place.string(), fault.message()),
                       "give a folder of photographs or a picture with --data");
    }
    std::vector<fs::path> files;
    for (const fs::recursive_directory_iterator end; entries != end; entries.increment(fault)) {
        if (entries->is_regular_file(fault) && media::has_picture_extension(entries->path())) {
            files.push_back(entries->path());
        }
    }
    return files;
}

bool is_below(const fs::path& file, const fs::path& folder) {
    const fs::path relative = file.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

int cut(int length, int multiple) {
    return length / multiple * multiple;
}

/// Adds the picture at a longer side of `side`, if that is large enough.
Status add_size(const LumaPicture& full, double reduction, const PhotoSizes& wanted,
                std::vector<LumaPicture>& sizes) {
    const auto shorter = [&](int length) {
        return static_cast<int>(std::lround(length / reduction));
    };
    const int width = shorter(full.width);
    const int height = shorter(full.height);
    const int cut_width = cut(width, wanted.multiple);
    const int cut_height = cut(height, wanted.multiple);
    if (std::min(cut_width, cut_height) < std::max(wanted.smallest_side, 1)) {
        return {};
    }
    if (reduction == 1) {
        sizes.push_back(cropped(full, cut_width, cut_height));
        return {};
    }
    KINOVAR_TRY_ASSIGN(const LumaPicture reduced, resized(full, width, height));
    sizes.push_back(cropped(reduced, cut_width, cut_height));
    return {};
}

Result<Photo> read_photo(const fs::path& file, const PhotoSizes& wanted) {
    KINOVAR_TRY_ASSIGN(const FramePtr frame, media::read_picture(file));
    const LumaPicture full = luma_of(*frame);
    Photo photo{file, {}};
    const int side = std::max(full.width, full.height);
    if (side <= kLongSides.front()) {
        KINOVAR_TRY(add_size(full, 1, wanted, photo.sizes));
    }
    for (const int long_side : kLongSides) {
        const double reduction = static_cast<double>(side) / long_side;
        if (reduction >= kLeastReduction) {
            KINOVAR_TRY(add_size(full, reduction, wanted, photo.sizes));
        }
    }
    if (photo.sizes.empty()) {
        return failure(
            ErrorCode::Unsupported,
            fmt::format("{}: {}x{} px is too small", file.string(), full.width, full.height),
            fmt::format("patches need {} px", wanted.smallest_side));
    }
    return photo;
}

} // namespace

Result<std::vector<fs::path>> find_photos(const PhotoSelection& selection) {
    std::optional<std::set<fs::path>> allowed;
    fs::path folder; // that the manifest speaks for
    if (!selection.manifest.empty()) {
        KINOVAR_TRY_ASSIGN(allowed, allowed_files(selection.manifest));
        folder = fs::absolute(selection.manifest).parent_path().lexically_normal();
    }
    const auto is_wanted = [&](const fs::path& file) {
        const auto& out = selection.excluded;
        if (std::find(out.begin(), out.end(), file.filename().string()) != out.end()) {
            return false;
        }
        const fs::path whole = fs::absolute(file).lexically_normal();
        return !allowed || !is_below(whole, folder) || allowed->contains(whole);
    };
    std::set<fs::path> files;
    for (const fs::path& place : selection.places) {
        KINOVAR_TRY_ASSIGN(const auto found, pictures_below(place));
        std::copy_if(found.begin(), found.end(), std::inserter(files, files.end()), is_wanted);
    }
    if (files.empty()) {
        return failure(ErrorCode::NotFound, "there is no photograph to learn from",
                       "name folders with PNG, JPEG or TIFF pictures with --data; of a manifest's "
                       "folder only rows with ship_weights_ok = yes count");
    }
    return std::vector<fs::path>(files.begin(), files.end());
}

Result<std::vector<Photo>> read_photos(const std::vector<fs::path>& files, const PhotoSizes& sizes,
                                       Job& job) {
    std::vector<Photo> photos;
    job.begin("photographs", static_cast<std::int64_t>(files.size()));
    for (const fs::path& file : files) {
        KINOVAR_TRY(job.checkpoint());
        Result<Photo> photo = read_photo(file, sizes);
        if (photo) {
            photos.push_back(std::move(*photo));
        } else {
            job.warn(fmt::format("left out: {}", photo.error().one_line()));
        }
        job.advance();
    }
    if (photos.empty()) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("none of the {} photographs can be used", files.size()),
                       fmt::format("they must be readable and at least {} px high and wide",
                                   sizes.smallest_side));
    }
    return photos;
}

} // namespace kinovar::train
