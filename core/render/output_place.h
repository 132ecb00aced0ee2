#pragma once

#include "core/base/result.h"
#include "core/media/encode_spec.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace kinovar::render {

/// Where an export goes: one film file, or pictures (a pattern `name.%06d.ext`, a folder, or a
/// single still).
struct OutputPlace {
    enum class Kind : std::uint8_t { Film, Pattern, Still };
    Kind kind = Kind::Film;
    std::filesystem::path path;        ///< of the film or still; the pattern otherwise
    std::filesystem::path work_folder; ///< hidden, beside the output: journal and unfinished pieces
    std::filesystem::path
        pieces_folder; ///< where finished pieces lie: work folder, or the pictures' own folder

    /// The file of a picture with that number.
    [[nodiscard]] std::filesystem::path picture(std::int64_t number) const;
};

/// Reads what the user meant by OUT (and --codec, which may be absent: `codec` is then set from the
/// name), and refuses what cannot be written: output = input, a missing or read-only folder, a
/// still for a film.
[[nodiscard]] Result<OutputPlace> place_output(const std::filesystem::path& input,
                                               const std::filesystem::path& output,
                                               std::optional<media::Codec>& codec,
                                               std::int64_t frames);

} // namespace kinovar::render
