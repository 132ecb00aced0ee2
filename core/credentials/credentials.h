#pragma once

#include "core/credentials/consent.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::credentials {

struct ModelUse {
    std::string id;
    std::string licence;
    friend bool operator==(const ModelUse&, const ModelUse&) = default;
};

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

/// An XMP packet (ISO 16684-1; IPTC Photo Metadata 2023 for DigitalSourceType).
[[nodiscard]] std::string to_xmp(const Credentials& credentials);
[[nodiscard]] Result<Credentials> from_xmp(std::string_view xmp);

/// Puts the credentials into a finished picture or film, where its format takes XMP; else, and
/// always for sequences, as FILE.xmp beside it. The picture data stay bit for bit.
[[nodiscard]] Status write_credentials(const std::filesystem::path& file,
                                       const Credentials& credentials);
/// Of the file, else of its sidecar; NotFound where there are none.
[[nodiscard]] Result<Credentials> read_credentials(const std::filesystem::path& file);

} // namespace kinovar::credentials
