#include "core/credentials/xmp_packet.h"

#include "core/credentials/clean_text.h"
#include "core/credentials/consent_fields.h"

#include <exempi/xmpconsts.h>
#include <fmt/format.h>

#include <iostream>

namespace kinovar::credentials {

namespace {

constexpr const char* kNamespace = "http://ns.kinovar.org/credentials/1.0/";
constexpr const char* kPrefix = "kinovar";
constexpr const char* kIptcExtension = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
constexpr const char* kIptcPrefix = "Iptc4xmpExt";
constexpr const char* kAnyLanguage = "x-default";
constexpr int kMostItems = 1000; // a gallery film has a few hundred consents
constexpr std::size_t kMostPacketBytes = 16U << 20;
constexpr int kMostXmlDepth = 64;

std::mutex& exempi_mutex() {
    static std::mutex mutex;
    return mutex;
}

std::string text_at(XmpPtr packet, const char* schema, const std::string& path) {
    const XmpString text;
    return xmp_get_property(packet, schema, path.c_str(), text.get(), nullptr)
               ? clean_text(text.view(), kMostTextBytes)
               : std::string();
}

bool put_text(XmpPtr packet, const char* schema, const std::string& path, const std::string& text) {
    const std::string clean = clean_text(text, kMostTextBytes);
    if (clean.empty()) {
        xmp_delete_property(packet, schema, path.c_str());
        return true;
    }
    return xmp_set_property(packet, schema, path.c_str(), clean.c_str(), 0);
}

std::string field_path(const char* list, std::size_t index, const char* field) {
    return fmt::format("{}[{}]/{}:{}", list, index + 1, kPrefix, field);
}

bool append_struct(XmpPtr packet, const char* list) {
    return xmp_append_array_item(packet, kNamespace, list, XMP_PROP_ARRAY_IS_ORDERED, nullptr,
                                 XMP_PROP_VALUE_IS_STRUCT);
}

bool has_item(XmpPtr packet, const char* list, std::size_t index) {
    return xmp_has_property(packet, kNamespace, fmt::format("{}[{}]", list, index + 1).c_str());
}

constexpr const char* kModels = "Models";
constexpr const char* kConsents = "Consents";
constexpr const char* kVisibleMark = "VisibleMark";

bool put_models(XmpPtr packet, const std::vector<ModelUse>& models) {
    xmp_delete_property(packet, kNamespace, kModels);
    bool good = true;
    for (std::size_t i = 0; i < models.size(); ++i) {
        good = good && append_struct(packet, kModels) &&
               put_text(packet, kNamespace, field_path(kModels, i, "id"), models[i].id) &&
               put_text(packet, kNamespace, field_path(kModels, i, "licence"), models[i].licence);
    }
    return good;
}

bool put_consents(XmpPtr packet, const std::vector<ConsentRecord>& consents) {
    xmp_delete_property(packet, kNamespace, kConsents);
    bool good = true;
    for (std::size_t i = 0; i < consents.size(); ++i) {
        good = good && append_struct(packet, kConsents);
        for (const ConsentField& field : kConsentFields) {
            good = good && put_text(packet, kNamespace, field_path(kConsents, i, field.name),
                                    consents[i].*field.text);
        }
    }
    return good;
}

std::vector<ModelUse> take_models(XmpPtr packet) {
    std::vector<ModelUse> models;
    for (std::size_t i = 0; i < kMostItems && has_item(packet, kModels, i); ++i) {
        models.push_back({text_at(packet, kNamespace, field_path(kModels, i, "id")),
                          text_at(packet, kNamespace, field_path(kModels, i, "licence"))});
    }
    return models;
}

std::vector<ConsentRecord> take_consents(XmpPtr packet) {
    std::vector<ConsentRecord> consents;
    for (std::size_t i = 0; i < kMostItems && has_item(packet, kConsents, i); ++i) {
        ConsentRecord& record = consents.emplace_back();
        for (const ConsentField& field : kConsentFields) {
            record.*field.text = text_at(packet, kNamespace, field_path(kConsents, i, field.name));
        }
    }
    return consents;
}

/// Bounds what the recursive parser behind Exempi is fed with: no entities that grow, no towers.
bool is_harmless_xml(std::string_view xml) {
    if (xml.size() > kMostPacketBytes || xml.find("<!DOCTYPE") != std::string_view::npos ||
        xml.find("<!ENTITY") != std::string_view::npos) {
        return false;
    }
    int depth = 0;
    for (std::size_t at = xml.find('<'); at < xml.size(); at = xml.find('<', at + 1)) {
        const char next = at + 1 < xml.size() ? xml[at + 1] : ' ';
        const std::size_t end = xml.find('>', at);
        const bool closed_at_once = end != std::string_view::npos && xml[end - 1] == '/';
        if (next == '/') {
            --depth;
        } else if (next != '?' && next != '!' && !closed_at_once && ++depth > kMostXmlDepth) {
            return false;
        }
    }
    return true;
}

} // namespace

XmpSession::XmpSession() : lock_(exempi_mutex()), error_output_(std::cerr.rdbuf(nullptr)) {
    static const bool started = [] {
        const bool good = xmp_init();
        xmp_register_namespace(kNamespace, kPrefix, nullptr);
        xmp_register_namespace(kIptcExtension, kIptcPrefix, nullptr);
        return good;
    }();
    static_cast<void>(started);
}

XmpSession::~XmpSession() {
    std::cerr.rdbuf(error_output_);
}

bool put_credentials(XmpPtr packet, const Credentials& credentials) {
    const std::string type = clean_text(credentials.digital_source_type, kMostTextBytes);
    bool good = put_text(packet, kIptcExtension, "DigitalSourceType",
                         type.empty() ? type : std::string(kSourceTypeUri) + type);
    good = put_text(packet, NS_XAP, "CreatorTool", credentials.software) && good;
    const std::string action = clean_text(credentials.action, kMostTextBytes);
    if (action.empty()) {
        xmp_delete_localized_text(packet, NS_DC, "description", nullptr, kAnyLanguage);
    } else {
        good = xmp_set_localized_text(packet, NS_DC, "description", nullptr, kAnyLanguage,
                                      action.c_str(), 0) &&
               good;
    }
    good = xmp_set_property_bool(packet, kNamespace, kVisibleMark, credentials.visible_mark, 0) &&
           good;
    return put_models(packet, credentials.models) && put_consents(packet, credentials.consents) &&
           good;
}

Result<Credentials> take_credentials(XmpPtr packet) {
    Credentials credentials;
    std::string type = text_at(packet, kIptcExtension, "DigitalSourceType");
    if (type.empty()) {
        return failure(ErrorCode::NotFound, "the XMP has no digital source type",
                       "it was not written by an export of generated pictures");
    }
    if (type.starts_with(kSourceTypeUri)) {
        type.erase(0, kSourceTypeUri.size());
    }
    credentials.digital_source_type = std::move(type);
    credentials.software = text_at(packet, NS_XAP, "CreatorTool");
    const XmpString action;
    if (xmp_get_localized_text(packet, NS_DC, "description", nullptr, kAnyLanguage, nullptr,
                               action.get(), nullptr)) {
        credentials.action = clean_text(action.view(), kMostTextBytes);
    }
    credentials.visible_mark = false;
    xmp_get_property_bool(packet, kNamespace, kVisibleMark, &credentials.visible_mark, nullptr);
    credentials.models = take_models(packet);
    credentials.consents = take_consents(packet);
    return credentials;
}

XmpPacket parsed(std::string_view xmp) {
    XmpPacket packet(xmp_new_empty());
    if (!is_harmless_xml(xmp) || !xmp_parse(packet.get(), xmp.data(), xmp.size())) {
        packet.reset();
    }
    return packet;
}

Result<std::string> serialised(XmpPtr packet, std::uint32_t options) {
    const XmpString text;
    if (!xmp_serialize(packet, text.get(), options, 0)) {
        return failure(ErrorCode::Internal, "the credentials cannot be written as XMP",
                       "please report it");
    }
    return std::string(text.view());
}

std::string to_xmp(const Credentials& credentials) {
    const XmpSession session;
    const XmpPacket packet(xmp_new_empty());
    // All texts were cleaned, so that there is nothing for Exempi to refuse.
    static_cast<void>(put_credentials(packet.get(), credentials));
    return serialised(packet.get(), XMP_SERIAL_OMITPACKETWRAPPER).value_or(std::string());
}

Result<Credentials> from_xmp(std::string_view xmp) {
    const XmpSession session;
    const XmpPacket packet = parsed(xmp);
    if (!packet) {
        return failure(ErrorCode::Corrupt, "the XMP cannot be read",
                       "it is damaged, cut off or made to do harm");
    }
    return take_credentials(packet.get());
}

} // namespace kinovar::credentials
