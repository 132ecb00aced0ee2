#include "core/render/output_place.h"

#include "core/base/file.h"
#include "core/media/picture_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

namespace kinovar::render {

namespace {

namespace fs = std::filesystem;

constexpr const char* kWorkSuffix = ".kinovar-render";

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

bool names_a_folder(const fs::path& path) {
    return fs::is_directory(path) || !path.has_filename();
}

/// The extension of pictures that --codec asks for in a folder without names.
Result<std::string> picture_extension(media::Codec codec) {
    switch (codec) {
    case media::Codec::Png:
        return "png";
    case media::Codec::Tiff:
        return "tiff";
    case media::Codec::Dpx:
        return "dpx";
    case media::Codec::Exr:
        return "exr";
    default:
        break;
    }
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("{} cannot be written into a folder", media::to_string(codec)),
                   "give a film name such as out.mkv, or choose --codec png, tiff, dpx or exr");
}

Status check_folder(const fs::path& folder) {
    if (!fs::exists(folder)) {
        return failure(ErrorCode::NotFound, fmt::format("there is no folder {}", folder.string()),
                       "create it first, or choose another output");
    }
    if (::access(folder.c_str(), W_OK | X_OK) != 0) {
        return failure(ErrorCode::NotWritable,
                       error_from_errno(errno, "cannot write into", folder).message,
                       "choose another output, or change the permissions");
    }
    return {};
}

bool same_file(const fs::path& a, const fs::path& b) {
    std::error_code ignored;
    if (fs::equivalent(a, b, ignored)) {
        return true;
    }
    return fs::weakly_canonical(a, ignored) == fs::weakly_canonical(b, ignored);
}

/// True where writing the output could touch the input: the same file, or pictures into the folder
/// they are read from under the same names.
bool overlaps(const fs::path& input, const OutputPlace& place) {
    if (same_file(input, place.path)) {
        return true;
    }
    if (place.kind == OutputPlace::Kind::Film) {
        return false;
    }
    if (fs::is_directory(input)) {
        return same_file(input, folder_of(place.path));
    }
    return false;
}

Result<OutputPlace> pictures_in_folder(const fs::path& output, std::optional<media::Codec>& codec) {
    codec = codec.value_or(media::Codec::Png);
    KINOVAR_TRY_ASSIGN(const std::string extension, picture_extension(*codec));
    KINOVAR_TRY(make_folder(output));
    OutputPlace place;
    place.kind = OutputPlace::Kind::Pattern;
    place.path = output / ("%06d." + extension);
    return place;
}

Result<OutputPlace> place_by_name(const fs::path& output, std::optional<media::Codec>& codec,
                                  std::int64_t frames) {
    if (names_a_folder(output)) {
        return pictures_in_folder(output, codec);
    }
    OutputPlace place;
    place.path = output;
    if (!codec) {
        KINOVAR_TRY_ASSIGN(codec, media::default_codec_for(output));
    }
    if (*codec == media::Codec::WebP && media::is_sequence_pattern(output)) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{}: a WebP is one file for all frames", output.string()),
                       "leave the number out of the name, or write frames.%06d.png");
    }
    if (!media::is_picture_codec(*codec)) {
        place.kind = OutputPlace::Kind::Film;
        return place;
    }
    place.kind =
        media::is_sequence_pattern(output) ? OutputPlace::Kind::Pattern : OutputPlace::Kind::Still;
    if (place.kind == OutputPlace::Kind::Still && frames > 1) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("{} is one picture, but there are {} frames", output.string(), frames),
            fmt::format("write a sequence: {}.%06d{}", output.stem().string(),
                        output.extension().string()));
    }
    return place;
}

} // namespace

fs::path OutputPlace::picture(std::int64_t number) const {
    return kind == Kind::Pattern ? media::numbered_path(path, number) : path;
}

Result<OutputPlace> place_output(const fs::path& input, const fs::path& output,
                                 std::optional<media::Codec>& codec, std::int64_t frames) {
    KINOVAR_TRY_ASSIGN(OutputPlace place, place_by_name(output, codec, frames));
    KINOVAR_TRY(media::check_container(*codec, place.path));
    if (overlaps(input, place)) {
        return failure(ErrorCode::NotWritable,
                       fmt::format("the output {} would overwrite the input", output.string()),
                       "choose another name; the input is never modified");
    }
    const fs::path folder = folder_of(place.path);
    KINOVAR_TRY(check_folder(folder));
    if (fs::is_directory(place.path)) {
        return failure(ErrorCode::NotWritable, fmt::format("{} is a folder", place.path.string()),
                       "choose a file name");
    }
    place.work_folder = folder / ("." + place.path.filename().string() + kWorkSuffix);
    place.pieces_folder = place.kind == OutputPlace::Kind::Film ? place.work_folder : folder;
    return place;
}

} // namespace kinovar::render
