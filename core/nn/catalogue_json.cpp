#include "core/nn/catalogue_names.h"
#include "core/nn/package_name.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>

namespace kinovar::nn {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxText = std::size_t{4} << 20U;
constexpr std::size_t kMaxModels = 1000;
constexpr std::size_t kMaxFiles = 100;
constexpr std::size_t kMaxString = 4096;
constexpr std::int64_t kMaxFileBytes = std::int64_t{4} << 30U;
constexpr std::int64_t kMaxSmall = 65'536; // scales, channels, halos …
constexpr std::size_t kMaxShared = 100;    // packages, licences

tl::unexpected<Error> refuse(std::string message) {
    return failure(ErrorCode::Corrupt, std::move(message),
                   "the list of models is damaged; install the program again");
}

bool consists_of(std::string_view text, std::string_view characters) {
    return text.find_first_not_of(characters) == std::string_view::npos;
}

bool is_integrity(std::string_view text) {
    constexpr std::string_view kPrefix = "sha512-";
    constexpr std::size_t kLength = 88; // 64 bytes in base64
    constexpr std::string_view kBase64 = "abcdefghijklmnopqrstuvwxyz"
                                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=";
    return text.starts_with(kPrefix) && text.size() == kPrefix.size() + kLength &&
           consists_of(text.substr(kPrefix.size()), kBase64);
}

enum : std::size_t { kShortestHash = 8, kWholeHash = 64 };

/// SHA-256 in hex; or its beginning, of `shortest` digits at least.
bool is_sha256(std::string_view text, std::size_t shortest) {
    return text.size() >= shortest && text.size() <= kWholeHash &&
           consists_of(text, "0123456789abcdef");
}

/// An address that a download may begin at: https, or this very machine (which the downloader
/// allows only in tests).
bool is_address(std::string_view text) {
    constexpr std::string_view kAllowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%";
    return (text.starts_with("https://") || text.starts_with("http://127.0.0.1:")) &&
           consists_of(text, kAllowed);
}

/// Reads members of one JSON object, each checked; errors name the member.
class Members {
public:
    explicit Members(const Json& object) : object_(object) {}

    Result<std::string> text(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr || !value->is_string() ||
            value->get_ref<const std::string&>().size() > kMaxString) {
            return refuse(fmt::format("'{}' is missing or no text", key));
        }
        return value->get<std::string>();
    }

    Result<std::int64_t> whole(const char* key, std::int64_t minimum, std::int64_t maximum) const {
        const Json* value = find(key);
        if (value == nullptr || !value->is_number_integer() ||
            (value->is_number_unsigned() &&
             value->get<std::uint64_t>() > static_cast<std::uint64_t>(maximum)) ||
            value->get<std::int64_t>() < minimum || value->get<std::int64_t>() > maximum) {
            return refuse(fmt::format("'{}' is missing or no whole number from {} to {}", key,
                                      minimum, maximum));
        }
        return value->get<std::int64_t>();
    }

    Result<bool> flag(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr || !value->is_boolean()) {
            return refuse(fmt::format("'{}' is missing or neither true nor false", key));
        }
        return value->get<bool>();
    }

    Result<const Json*> list(const char* key, std::size_t limit) const {
        const Json* value = find(key);
        if (value == nullptr || !value->is_array() || value->size() > limit) {
            return refuse(
                fmt::format("'{}' is missing or no list of at most {} entries", key, limit));
        }
        return value;
    }

    Result<const Json*> object(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr || !value->is_object()) {
            return refuse(fmt::format("'{}' is missing or no object", key));
        }
        return value;
    }

    [[nodiscard]] bool has(const char* key) const { return find(key) != nullptr; }

    Result<std::string> text_or_none(const char* key) const {
        return has(key) ? text(key) : Result<std::string>(std::string());
    }

    Result<bool> flag_or(const char* key, bool otherwise) const {
        return has(key) ? flag(key) : Result<bool>(otherwise);
    }

    [[nodiscard]] const Json* find(const char* key) const {
        if (!object_.is_object()) {
            return nullptr;
        }
        const auto at = object_.find(key);
        return at == object_.end() ? nullptr : &*at;
    }

private:
    const Json& object_;
};

Result<int> small(const Members& members, const char* key, std::int64_t minimum) {
    KINOVAR_TRY_ASSIGN(const std::int64_t value, members.whole(key, minimum, kMaxSmall));
    return static_cast<int>(value);
}

template <class Value, class Names>
Result<Value> one_of(const Members& members, const char* key, const Names& names) {
    KINOVAR_TRY_ASSIGN(const std::string name, members.text(key));
    for (const auto& [known, value] : names) {
        if (known == name) {
            return value;
        }
    }
    return refuse(fmt::format("'{}' is none of the known ones", key));
}

struct Package {
    std::string integrity;
    std::uint64_t download_bytes = 0;
};

/// What several models of a list share.
struct Shared {
    std::map<std::string, Package, std::less<>> packages;
    std::map<std::string, Licence, std::less<>> licences;
};

Result<Licence> licence_from(const Json& json) {
    const Members inner(json);
    Licence licence;
    KINOVAR_TRY_ASSIGN(licence.name, inner.text("name"));
    KINOVAR_TRY_ASSIGN(licence.terms, inner.text("terms"));
    KINOVAR_TRY_ASSIGN(licence.commercial, inner.flag("commercial"));
    KINOVAR_TRY_ASSIGN(licence.credits, inner.text("credits"));
    return licence;
}

/// By its name in the list, or spelled out.
Result<Licence> licence_of(const Members& members, const Shared& shared) {
    const Json* value = members.find("licence");
    if (value == nullptr || !value->is_string()) {
        KINOVAR_TRY_ASSIGN(const Json* object, members.object("licence"));
        return licence_from(*object);
    }
    const auto at = shared.licences.find(value->get_ref<const std::string&>());
    if (at == shared.licences.end()) {
        return refuse("'licence' is none of the list");
    }
    return at->second;
}

Result<Shared> shared_from(const Members& members) {
    Shared shared;
    KINOVAR_TRY_ASSIGN(const Json* packages, members.list("packages", kMaxShared));
    for (const Json& json : *packages) {
        const Members one(json);
        KINOVAR_TRY_ASSIGN(const std::string name, one.text("name"));
        Package package;
        KINOVAR_TRY_ASSIGN(package.integrity, one.text("integrity"));
        if (!is_package_name(name) || !is_integrity(package.integrity)) {
            return refuse("a package's 'name' is no name@version, or its 'integrity' no sha512");
        }
        KINOVAR_TRY_ASSIGN(const std::int64_t bytes, one.whole("download_bytes", 0, kMaxFileBytes));
        package.download_bytes = static_cast<std::uint64_t>(bytes);
        if (!shared.packages.emplace(name, std::move(package)).second) {
            return refuse(fmt::format("the package {} stands there twice", name));
        }
    }
    KINOVAR_TRY_ASSIGN(const Json* licences, members.object("licences"));
    if (licences->size() > kMaxShared) {
        return refuse(fmt::format("there are more than {} licences", kMaxShared));
    }
    for (const auto& [name, json] : licences->items()) {
        KINOVAR_TRY_ASSIGN(shared.licences[name], licence_from(json));
    }
    return shared;
}

Status read_value_range(const Members& members, ModelInfo& info) {
    KINOVAR_TRY_ASSIGN(const Json* range, members.list("value_range", 2));
    if (range->size() != 2 || !(*range)[0].is_number() || !(*range)[1].is_number()) {
        return refuse("'value_range' is no pair of numbers");
    }
    info.value_min = (*range)[0].get<float>();
    info.value_max = (*range)[1].get<float>();
    constexpr float kLargest = 1e6F;
    const bool good = info.value_min >= -kLargest && info.value_max <= kLargest &&
                      info.value_min < info.value_max;
    return good ? Status() : refuse("'value_range' is no range");
}

/// Members that only some models have.
Status read_optional_facts(const Members& members, ModelInfo& info) {
    if (members.has("channels")) {
        KINOVAR_TRY_ASSIGN(info.channels, one_of<Channels>(members, "channels", kChannelNames));
    }
    if (members.has("receptive_radius")) {
        KINOVAR_TRY_ASSIGN(info.receptive_radius, small(members, "receptive_radius", 0));
    }
    KINOVAR_TRY_ASSIGN(info.whole_only, members.flag_or("whole_only", false));
    return {};
}

Result<ModelInfo> info_from(const Members& members, const Shared& shared) {
    ModelInfo info;
    KINOVAR_TRY_ASSIGN(info.id, members.text("id"));
    if (!is_plain_name(info.id)) {
        return refuse("'id' is no plain name");
    }
    KINOVAR_TRY_ASSIGN(info.title, members.text("title"));
    KINOVAR_TRY_ASSIGN(info.task, one_of<Task>(members, "task", kTaskNames));
    KINOVAR_TRY_ASSIGN(info.architecture, members.text("architecture"));
    KINOVAR_TRY_ASSIGN(info.scale, small(members, "scale", 1));
    KINOVAR_TRY_ASSIGN(info.in_channels, small(members, "in_channels", 0));
    KINOVAR_TRY_ASSIGN(info.out_channels, small(members, "out_channels", 0));
    KINOVAR_TRY_ASSIGN(info.window, small(members, "window", 1));
    KINOVAR_TRY_ASSIGN(info.size_multiple, small(members, "size_multiple", 1));
    KINOVAR_TRY(read_value_range(members, info));
    KINOVAR_TRY_ASSIGN(info.halo, small(members, "halo", 0));
    KINOVAR_TRY_ASSIGN(info.parameters,
                       members.whole("parameters", 0, std::numeric_limits<std::int64_t>::max()));
    KINOVAR_TRY_ASSIGN(info.licence, licence_of(members, shared));
    KINOVAR_TRY(read_optional_facts(members, info));
    return info;
}

/// Every kind needs other members; those that would mean nothing are refused.
Status check_file_of(SourceKind kind, const CatalogueFile& file) {
    if (!is_plain_name(file.name) || file.name == kImportRecord) {
        return refuse("a file's 'name' is no plain name");
    }
    const bool own = kind == SourceKind::Own;
    if ((!own || !file.sha256.empty()) &&
        !is_sha256(file.sha256, own ? kShortestHash : kWholeHash)) {
        return refuse(fmt::format("the 'sha256' of {} is missing or wrong", file.name));
    }
    if (file.path.empty() == (kind == SourceKind::Npm)) {
        return refuse(fmt::format("the 'path' of {} is missing or out of place", file.name));
    }
    const bool needs_address = kind == SourceKind::Url;
    const bool may_have_address = needs_address || own;
    if (file.url.empty() ? needs_address : !may_have_address || !is_address(file.url)) {
        return refuse(fmt::format("the 'url' of {} is missing or wrong", file.name));
    }
    return {};
}

Result<CatalogueFile> file_from(const Json& json, SourceKind kind) {
    const Members members(json);
    CatalogueFile file;
    KINOVAR_TRY_ASSIGN(file.name, members.text("name"));
    KINOVAR_TRY_ASSIGN(file.path, members.text_or_none("path"));
    KINOVAR_TRY_ASSIGN(file.url, members.text_or_none("url"));
    KINOVAR_TRY_ASSIGN(file.sha256, members.text_or_none("sha256"));
    if (kind != SourceKind::Own || members.has("bytes")) {
        KINOVAR_TRY_ASSIGN(const std::int64_t bytes, members.whole("bytes", 1, kMaxFileBytes));
        file.bytes = static_cast<std::uint64_t>(bytes);
    }
    KINOVAR_TRY(check_file_of(kind, file));
    return file;
}

Status read_files(const Members& members, CatalogueEntry& entry) {
    KINOVAR_TRY_ASSIGN(const Json* files, members.list("files", kMaxFiles));
    std::set<std::string> names;
    for (const Json& file : *files) {
        KINOVAR_TRY_ASSIGN(entry.files.emplace_back(), file_from(file, entry.kind));
        if (!names.insert(entry.files.back().name).second) {
            return refuse(fmt::format("the file {} stands there twice", entry.files.back().name));
        }
    }
    return entry.files.empty() ? Status(refuse("there are no 'files'")) : Status();
}

std::string source_text(const CatalogueEntry& entry) {
    switch (entry.kind) {
    case SourceKind::Npm:
        return "npm " + entry.package;
    case SourceKind::Url:
        return entry.files.front().url;
    case SourceKind::Own:
        return "a file of your own";
    case SourceKind::Shipped:
        break;
    }
    return "comes with Kinovar";
}

Status read_source(const Members& members, const Shared& shared, CatalogueEntry& entry) {
    KINOVAR_TRY_ASSIGN(const Json* json, members.object("source"));
    const Members source(*json);
    KINOVAR_TRY_ASSIGN(entry.kind, one_of<SourceKind>(source, "kind", kSourceNames));
    KINOVAR_TRY(read_files(members, entry));
    if (entry.kind == SourceKind::Npm) {
        KINOVAR_TRY_ASSIGN(entry.package, source.text("package"));
        const auto package = shared.packages.find(entry.package);
        if (package == shared.packages.end()) {
            return refuse("'package' is none of the list");
        }
        entry.integrity = package->second.integrity;
        entry.download_bytes = package->second.download_bytes;
    } else if (entry.kind == SourceKind::Url) {
        for (const CatalogueFile& file : entry.files) {
            entry.download_bytes += file.bytes;
        }
    }
    entry.info.source = source_text(entry);
    return {};
}

Result<CatalogueEntry> entry_from(const Json& json, const Shared& shared) {
    const Members members(json);
    CatalogueEntry entry;
    KINOVAR_TRY_ASSIGN(entry.info, info_from(members, shared));
    KINOVAR_TRY(read_source(members, shared, entry));
    KINOVAR_TRY_ASSIGN(entry.installed_by_default, members.flag("installed_by_default"));
    KINOVAR_TRY_ASSIGN(entry.loadable, members.flag_or("loadable", true));
    KINOVAR_TRY_ASSIGN(entry.program, members.flag_or("program", false));
    KINOVAR_TRY_ASSIGN(entry.trusted, members.flag_or("trusted", false));
    return entry;
}

} // namespace

bool is_plain_name(std::string_view name) {
    constexpr std::size_t kLongest = 100;
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz"
                                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    return !name.empty() && name.size() <= kLongest && name.front() != '.' && name.front() != '-' &&
           consists_of(name, kAllowed);
}

Result<Catalogue> Catalogue::from_json(std::string_view text,
                                       std::filesystem::path weights_folder) {
    if (text.size() > kMaxText) {
        return refuse(fmt::format("the list of models has more than {} bytes", kMaxText));
    }
    const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) {
        return refuse("the list of models is no JSON object");
    }
    const Members members(json);
    KINOVAR_TRY(members.whole("format", kCatalogueFormat, kCatalogueFormat));
    KINOVAR_TRY_ASSIGN(const Shared shared, shared_from(members));
    KINOVAR_TRY_ASSIGN(const Json* models, members.list("models", kMaxModels));
    Catalogue catalogue;
    catalogue.weights_folder_ = std::move(weights_folder);
    for (std::size_t i = 0; i < models->size(); ++i) {
        Result<CatalogueEntry> entry = entry_from((*models)[i], shared);
        if (!entry) {
            return failure(entry.error().within(fmt::format("model {} of the list", i)));
        }
        if (catalogue.find(entry->info.id) != nullptr) {
            return refuse(fmt::format("the model {} stands there twice", entry->info.id));
        }
        catalogue.entries_.push_back(std::move(*entry));
    }
    return catalogue;
}

const CatalogueEntry* Catalogue::find(std::string_view id) const {
    const auto at = std::find_if(entries_.begin(), entries_.end(),
                                 [&](const CatalogueEntry& entry) { return entry.info.id == id; });
    return at == entries_.end() ? nullptr : &*at;
}

} // namespace kinovar::nn
