#pragma once

#include "core/credentials/consent.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kinovar::credentials {

struct ModelUse {
    std::string id;
    std::string licence;
    friend bool operator==(const ModelUse&, const ModelUse&) = default;
};

/// Before a code of the IPTC NewsCodes digitalsourcetype.
inline constexpr std::string_view kSourceTypeUri =
    "http://cv.iptc.org/newscodes/digitalsourcetype/";

/// What must be known of pictures that show what no camera saw; travels down the chain in ClipInfo
/// and into the export.
struct Credentials {
    /// IPTC NewsCodes digitalsourcetype: "compositeWithTrainedAlgorithmicMedia" …
    std::string digital_source_type = "compositeWithTrainedAlgorithmicMedia";
    std::string software; ///< "Kinovar 0.6"; empty: filled in at export
    std::string action;   ///< one sentence: what was done, for a viewer
    std::vector<ModelUse> models;
    std::vector<ConsentRecord> consents;
    bool visible_mark = true;
    friend bool operator==(const Credentials&, const Credentials&) = default;
};

/// "a real picture edited with generative AI": an IPTC code for a reader.
[[nodiscard]] std::string_view words_of(std::string_view digital_source_type);

/// The number that the invisible mark carries: the first 32 bits of the XXH3 hash of all texts
/// (cleaned as files keep them). Take it of the very credentials that are written, `software`
/// filled in; those read back give the same. The switch of the visible mark does not count.
[[nodiscard]] std::uint32_t mark_id(const Credentials& credentials);

/// What a container without XMP (Matroska) says of them as tags: comment, DIGITAL_SOURCE_TYPE,
/// CREATOR_TOOL, MODELS, CONSENT; empty ones are left out. Each is one line of UTF-8.
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
metadata_lines(const Credentials& credentials);

/// An XMP packet (ISO 16684-1; IPTC Photo Metadata 2023 for DigitalSourceType). White space and
/// control characters in texts become single blanks; each is cut at 4096 bytes.
[[nodiscard]] std::string to_xmp(const Credentials& credentials);
/// Untrusted input. Corrupt where it is no XMP; NotFound where it has no digital source type.
[[nodiscard]] Result<Credentials> from_xmp(std::string_view xmp);

/// Puts the credentials into a finished picture or film (JPEG, PNG, TIFF, WebP, GIF, MP4, MOV),
/// other properties of its XMP stay; else, and for sequences (a pattern or a folder), as FILE.xmp
/// beside it. The picture data stay bit for bit, and the file is replaced at once: it needs its own
/// size of free space. Thread-safe.
[[nodiscard]] Status write_credentials(const std::filesystem::path& file,
                                       const Credentials& credentials);
/// Of the file, else of its sidecar; NotFound where there are none. Untrusted input. Thread-safe.
[[nodiscard]] Result<Credentials> read_credentials(const std::filesystem::path& file);

} // namespace kinovar::credentials
