#include "core/credentials/credentials.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/credentials/chunked_picture.h"
#include "core/credentials/clean_text.h"
#include "core/credentials/consent_fields.h"
#include "core/credentials/xmp_packet.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <optional>

namespace kinovar::credentials {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostSidecarBytes = 16U << 20U;
constexpr std::uint64_t kMostPictureBytes = 2ULL << 30U;

struct SourceTypeWords {
    std::string_view code;
    std::string_view words;
};
/// IPTC NewsCodes, digitalsourcetype, as of 2023.
constexpr std::array kSourceTypes = {
    SourceTypeWords{"digitalCapture", "captured by a digital camera"},
    SourceTypeWords{"negativeFilm", "digitised from a negative"},
    SourceTypeWords{"positiveFilm", "digitised from a transparency"},
    SourceTypeWords{"print", "digitised from a print"},
    SourceTypeWords{"humanEdits", "edited by a person without generating"},
    SourceTypeWords{"minorHumanEdits", "edited slightly by a person"},
    SourceTypeWords{"algorithmicallyEnhanced", "enhanced by an algorithm"},
    SourceTypeWords{"compositeCapture", "composed of captured pictures"},
    SourceTypeWords{"compositeSynthetic", "composed, with synthetic parts"},
    SourceTypeWords{"compositeWithTrainedAlgorithmicMedia",
                    "a real picture edited with generative AI"},
    SourceTypeWords{"trainedAlgorithmicMedia", "made by generative AI"},
    SourceTypeWords{"dataDrivenMedia", "drawn from data"},
    SourceTypeWords{"algorithmicMedia", "made by an algorithm"},
    SourceTypeWords{"digitalCreation", "created by a person with digital tools"},
    SourceTypeWords{"virtualRecording", "recorded from a virtual event"},
};

/// Formats whose picture or stream data stay as they are when Exempi puts a packet in. Others that
/// it knows (MPEG, WAV …) would get a sidecar from it under another name; for PNG and WebP see
/// chunked_picture.h.
bool takes_xmp(XmpFileType type) {
    switch (type) {
    case XMP_FT_JPEG:
    case XMP_FT_TIFF:
    case XMP_FT_GIF:
    case XMP_FT_MOV:
    case XMP_FT_MPEG4:
        return true;
    default:
        return false;
    }
}

fs::path sidecar_of(const fs::path& file) {
    fs::path sidecar = file.has_filename() ? file : file.parent_path(); // "frames/" → frames.xmp
    sidecar += ".xmp";
    return sidecar;
}

/// Whether the packet went into the copy. The copy is no longer whole where it did not.
bool put_into(const fs::path& copy, const Credentials& credentials) {
    const XmpFile file(xmp_files_open_new(
        copy.c_str(), static_cast<XmpOpenFileOptions>(
                          XMP_OPEN_FORUPDATE | XMP_OPEN_USESMARTHANDLER | XMP_OPEN_STRICTLY)));
    if (!file) {
        return false;
    }
    XmpPacket packet(xmp_files_get_new_xmp(file.get()));
    if (!packet) {
        packet.reset(xmp_new_empty());
    }
    return put_credentials(packet.get(), credentials) &&
           xmp_files_can_put_xmp(file.get(), packet.get()) &&
           xmp_files_put_xmp(file.get(), packet.get()) &&
           xmp_files_close(file.get(), XMP_CLOSE_NOOPTION);
}

bool is_chunked_picture_file(const fs::path& path) {
    constexpr std::size_t kEnough = 16;
    std::array<char, kEnough> start{};
    std::ifstream file(path, std::ios::binary);
    file.read(start.data(), start.size());
    return is_chunked_picture({start.data(), static_cast<std::size_t>(file.gcount())});
}

/// What stood in the packet before stays, where it can be read.
Result<std::string> packet_over(const std::optional<std::string>& old,
                                const Credentials& credentials) {
    const XmpSession session;
    XmpPacket packet = parsed(old.value_or(std::string()));
    if (!packet) {
        packet.reset(xmp_new_empty());
    }
    if (!put_credentials(packet.get(), credentials)) {
        return failure(ErrorCode::Internal, "the credentials cannot be written as XMP",
                       "please report it");
    }
    return serialised(packet.get(), XMP_SERIAL_USECOMPACTFORMAT);
}

Result<bool> write_chunk(const fs::path& file, const Credentials& credentials) {
    KINOVAR_TRY_ASSIGN(const std::string bytes, read_file(file, kMostPictureBytes));
    KINOVAR_TRY_ASSIGN(const std::string packet, packet_over(xmp_chunk_of(bytes), credentials));
    const auto marked = with_xmp_chunk(bytes, packet);
    if (!marked) {
        return false;
    }
    KINOVAR_TRY(write_file(file, *marked));
    return true;
}

/// True: done. False: this file does not take a packet.
Result<bool> write_inside(const fs::path& file, const Credentials& credentials) {
    if (is_chunked_picture_file(file)) {
        return write_chunk(file, credentials);
    }
    const XmpSession session;
    if (!takes_xmp(xmp_files_check_file_format(file.c_str()))) {
        return false;
    }
    PartFile part(file);
    std::error_code fault;
    fs::copy_file(file, part.path(), fs::copy_options::overwrite_existing, fault);
    if (fault) {
        return failure(error_from_errno(fault.value(), "cannot copy", file));
    }
    if (!put_into(part.path(), credentials)) {
        return false;
    }
    KINOVAR_TRY(part.commit());
    return true;
}

std::optional<Credentials> value_of(Result<Credentials> credentials) {
    return credentials ? std::optional(*std::move(credentials)) : std::nullopt;
}

/// Empty: nothing inside. Packets that say nothing of a source count as nothing.
std::optional<Credentials> take_inside(const fs::path& path) {
    if (is_chunked_picture_file(path)) {
        const auto bytes = read_file(path, kMostPictureBytes);
        const auto packet = bytes ? xmp_chunk_of(*bytes) : std::nullopt;
        return packet ? value_of(from_xmp(*packet)) : std::nullopt;
    }
    const XmpSession session;
    if (!takes_xmp(xmp_files_check_file_format(path.c_str()))) {
        return {};
    }
    const XmpFile file(xmp_files_open_new(
        path.c_str(), static_cast<XmpOpenFileOptions>(XMP_OPEN_READ | XMP_OPEN_USESMARTHANDLER)));
    const XmpPacket packet(file ? xmp_files_get_new_xmp(file.get()) : nullptr);
    return packet ? value_of(take_credentials(packet.get())) : std::nullopt;
}

} // namespace

std::string_view words_of(std::string_view digital_source_type) {
    for (const SourceTypeWords& entry : kSourceTypes) {
        if (entry.code == digital_source_type) {
            return entry.words;
        }
    }
    return "of a kind that is not known";
}

std::uint32_t mark_id(const Credentials& credentials) {
    Hasher hasher;
    const auto add = [&hasher](const std::string& text) {
        hasher.add(clean_text(text, kMostTextBytes));
    };
    add(credentials.digital_source_type);
    add(credentials.software);
    add(credentials.action);
    hasher.add(static_cast<std::int64_t>(credentials.models.size()));
    for (const ModelUse& model : credentials.models) {
        add(model.id);
        add(model.licence);
    }
    hasher.add(static_cast<std::int64_t>(credentials.consents.size()));
    for (const ConsentRecord& consent : credentials.consents) {
        for (const ConsentField& field : kConsentFields) {
            add(consent.*field.text);
        }
    }
    constexpr int kUpperHalf = 32;
    return static_cast<std::uint32_t>(hasher.finish().high >> kUpperHalf);
}

std::vector<std::pair<std::string, std::string>> metadata_lines(const Credentials& credentials) {
    const std::string type = clean_text(credentials.digital_source_type, kMostTextBytes);
    std::string models;
    for (const ModelUse& model : credentials.models) {
        models += fmt::format("{}{} ({})", models.empty() ? "" : ", ",
                              clean_text(model.id, kMostTextBytes),
                              clean_text(model.licence, kMostTextBytes));
    }
    std::string consents;
    for (const ConsentRecord& consent : credentials.consents) {
        consents += fmt::format("{}{}: {}, {}, {}", consents.empty() ? "" : "; ",
                                clean_text(consent.person, kMostTextBytes),
                                clean_text(consent.granted_by, kMostTextBytes),
                                clean_text(consent.ground, kMostTextBytes),
                                clean_text(consent.date, kMostTextBytes));
    }
    std::vector<std::pair<std::string, std::string>> lines;
    const auto add = [&lines](const char* key, std::string text) {
        if (!text.empty()) {
            lines.emplace_back(key, std::move(text));
        }
    };
    add("comment", clean_text(credentials.action, kMostTextBytes));
    add("DIGITAL_SOURCE_TYPE", type.empty() ? type : fmt::format("{}{}", kSourceTypeUri, type));
    add("CREATOR_TOOL", clean_text(credentials.software, kMostTextBytes));
    add("MODELS", std::move(models));
    add("CONSENT", std::move(consents));
    return lines;
}

Status write_credentials(const fs::path& file, const Credentials& credentials) {
    std::error_code fault;
    if (fs::is_regular_file(file, fault)) {
        KINOVAR_TRY_ASSIGN(const bool inside, write_inside(file, credentials));
        if (inside) {
            return {};
        }
    }
    const std::string xmp = to_xmp(credentials);
    return write_file(sidecar_of(file), xmp);
}

Result<Credentials> read_credentials(const fs::path& file) {
    std::error_code fault;
    if (fs::is_regular_file(file, fault)) {
        if (auto inside = take_inside(file)) {
            return *std::move(inside);
        }
    }
    const fs::path sidecar = sidecar_of(file);
    if (fs::is_regular_file(sidecar, fault)) {
        KINOVAR_TRY_ASSIGN(const std::string xmp, read_file(sidecar, kMostSidecarBytes));
        auto credentials = from_xmp(xmp);
        if (!credentials) {
            return failure(credentials.error().within(sidecar.string()));
        }
        return credentials;
    }
    return failure(ErrorCode::NotFound,
                   fmt::format("{} carries no content credentials", file.string()),
                   fmt::format("they may stand beside it, as {}", sidecar.filename().string()));
}

} // namespace kinovar::credentials
