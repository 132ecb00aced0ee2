#include "core/nn/model_import.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/nn/catalogue_work.h"
#include "core/nn/weight_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <system_error>

namespace kinovar::nn {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnknownTerms =
    "A file of your own: Kinovar does not know its terms. Whether you may use it, and what you may "
    "do with its pictures, is yours to answer for.";

/// "RRDBNet" and "rrdbnet (new keys)" are one family.
bool same_family(std::string_view a, std::string_view b) {
    const auto word = [](std::string_view text) {
        std::string letters;
        for (const char c : text) {
            if (std::isalnum(static_cast<unsigned char>(c)) == 0) {
                break;
            }
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
        return letters;
    };
    return word(a) == word(b);
}

/// How a file and an entry of the list agree.
enum class Match : std::uint8_t { None, Name, Hash };

Match match_of(const CatalogueEntry& entry, const WeightFiles& found) {
    if (entry.files.size() != found.files.size() || entry.kind == SourceKind::Shipped ||
        entry.of_the_user) {
        return Match::None;
    }
    constexpr std::size_t kWholeHash = 64;
    bool by_hash = true;
    bool by_name = true;
    for (const CatalogueFile& wanted : entry.files) {
        const auto fits = [&](const WeightFile& file) {
            return file.sha256.starts_with(wanted.sha256) &&
                   (wanted.bytes == 0 || wanted.bytes == file.bytes);
        };
        const auto at =
            std::find_if(found.files.begin(), found.files.end(), [&](const WeightFile& file) {
                return fits(file) &&
                       (wanted.sha256.size() == kWholeHash || file.name == wanted.name);
            });
        by_hash = by_hash && at != found.files.end() && wanted.sha256.size() == kWholeHash;
        by_name = by_name && at != found.files.end();
    }
    return by_hash ? Match::Hash : by_name ? Match::Name : Match::None;
}

/// One import; keeps what its stages find out.
class Import {
public:
    Import(const Catalogue& catalogue, const fs::path& path, const ImportOptions& options, Job& job)
        : catalogue_(catalogue), path_(path), options_(options), job_(job) {}

    Result<ImportReport> run() {
        job_.begin("examine", 0);
        KINOVAR_TRY_ASSIGN(found_, weight_files_of(path_));
        for (const WeightFile& file : found_.files) {
            report_.bytes += file.bytes;
        }
        find_known();
        KINOVAR_TRY(check_kind());
        KINOVAR_TRY(examine());
        KINOVAR_TRY(describe());
        report_.folder = catalogue_.folder_of(report_.entry);
        if (!options_.dry_run) {
            KINOVAR_TRY(file_it());
        }
        return report_;
    }

private:
    void find_known();
    [[nodiscard]] Status check_kind() const;
    [[nodiscard]] Status examine();
    [[nodiscard]] Error unsupported(Error error) const;
    void compare_with_known();
    [[nodiscard]] Status describe();
    [[nodiscard]] Status describe_own();
    [[nodiscard]] Status file_it();
    [[nodiscard]] Status copy(const WeightFile& from, const fs::path& to);
    [[nodiscard]] bool is_program() const { return found_.kind == WeightFileKind::TorchScript; }

    const Catalogue& catalogue_;
    const fs::path& path_;
    const ImportOptions& options_;
    Job& job_;

    WeightFiles found_;
    const CatalogueEntry* known_ = nullptr;
    ModelInfo info_;
    ImportReport report_;
};

void Import::find_known() {
    for (const CatalogueEntry& entry : catalogue_.entries()) {
        const Match match = match_of(entry, found_);
        if (match == Match::Hash || (match == Match::Name && known_ == nullptr)) {
            known_ = &entry;
        }
        if (match == Match::Hash) {
            report_.hash_known = true;
            return;
        }
    }
    for (const CatalogueEntry& entry : catalogue_.entries()) {
        if (known_ == nullptr && !entry.of_the_user && entry.files.size() == 1 &&
            entry.files.front().name == found_.files.front().name) {
            report_.notes.push_back(
                fmt::format("it bears the name of {}, but is another file", entry.info.id));
        }
    }
}

Status Import::check_kind() const {
    if (found_.kind == WeightFileKind::Unknown) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{}: not a weight file of a known kind", path_.string()),
                       "known: checkpoints of PyTorch (.pth, .pt, .ckpt), .safetensors, .param of "
                       "ncnn (its .bin beside it), model.json of TensorFlow.js");
    }
    if (known_ != nullptr && !known_->loadable) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{} is {}, whose architecture ({}) is not supported yet",
                                   path_.string(), known_->info.title, known_->info.architecture),
                       "SwinIR and Real-ESRGAN do the same work and are supported");
    }
    if (is_program() && !options_.trust_program) {
        return failure(ErrorCode::Refused,
                       fmt::format("{} is a TorchScript program, which could do anything on this "
                                   "machine",
                                   path_.string()),
                       "if you trust who made it: --trust-program");
    }
    return {};
}

/// A better word than "unknown" for networks that are known by their keys alone.
Error Import::unsupported(Error error) const {
    if (error.code != ErrorCode::Unsupported) {
        return error;
    }
    const Result<StateDict> weights = read_checkpoint(path_);
    if (!weights) {
        return error;
    }
    const std::vector<std::string> keys = weights->keys();
    const bool is_hat = std::any_of(keys.begin(), keys.end(), [](const std::string& key) {
        return key.find("overlap_attn") != std::string::npos;
    });
    return is_hat
               ? Error{ErrorCode::Unsupported,
                       fmt::format("{} is a HAT network, whose architecture is not supported yet",
                                   path_.string()),
                       "SwinIR and Real-ESRGAN do the same work and are supported"}
               : error;
}

Status Import::examine() {
    if (is_program()) {
        info_.architecture = "TorchScript";
        info_.whole_only = true;
        return {};
    }
    const auto model = load_model(path_.string());
    if (!model) {
        return failure(unsupported(model.error()));
    }
    info_ = (*model)->info();
    compare_with_known();
    return {};
}

void Import::compare_with_known() {
    if (known_ != nullptr && !report_.hash_known) {
        const ModelInfo& wanted = known_->info;
        const bool fits = same_family(wanted.architecture, info_.architecture) &&
                          wanted.scale == info_.scale &&
                          (wanted.parameters == 0 || wanted.parameters == info_.parameters);
        if (!fits) {
            report_.notes.push_back(fmt::format("it bears the name of {} ({}), but is a {} ×{}",
                                                wanted.id, wanted.architecture, info_.architecture,
                                                info_.scale));
            known_ = nullptr;
        }
    }
    for (const CatalogueEntry& entry : catalogue_.entries()) {
        const ModelInfo& other = entry.info;
        if (known_ == nullptr && report_.same_network.empty() && !entry.of_the_user &&
            other.parameters != 0 && other.parameters == info_.parameters &&
            other.scale == info_.scale && same_family(other.architecture, info_.architecture)) {
            report_.same_network = other.id;
        }
    }
}

Status Import::describe() {
    if (known_ == nullptr) {
        return describe_own();
    }
    report_.in_catalogue = true;
    report_.entry = *known_;
    for (CatalogueFile& file : report_.entry.files) {
        const auto at =
            std::find_if(found_.files.begin(), found_.files.end(), [&](const WeightFile& one) {
                return one.sha256 == file.sha256 || one.name == file.name;
            });
        file.sha256 = at->sha256;
        file.bytes = at->bytes;
    }
    if (report_.entry.info.parameters == 0) {
        report_.entry.info.parameters = info_.parameters;
    }
    if (!report_.hash_known) {
        report_.notes.emplace_back(
            "known by its name and architecture; there is no hash to compare it with");
    }
    return {};
}

Status Import::describe_own() {
    std::string name = options_.name;
    if (name.empty()) {
        name = path_.stem().string();
        std::replace_if(
            name.begin(), name.end(),
            [](unsigned char c) {
                return std::isalnum(c) == 0 && c != '-' && c != '_' && c != '.';
            },
            '-');
    }
    CatalogueEntry& entry = report_.entry;
    entry.info = info_;
    entry.info.id = std::string(kUserPrefix) + name;
    if (!is_plain_name(entry.info.id)) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("'{}' cannot be the name of a model", name),
                       "--name with letters, digits, '-', '_' and '.'");
    }
    entry.info.title = path_.stem().string();
    entry.info.licence = {"unknown", std::string(kUnknownTerms), false, {}};
    // The file itself tells these whenever it is loaded.
    entry.info.halo = 0;
    entry.info.receptive_radius = 0;
    entry.kind = SourceKind::Own;
    entry.of_the_user = true;
    for (const WeightFile& file : found_.files) {
        if (!is_plain_name(file.name)) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("{} cannot be kept under this name", file.path.string()),
                           "name it with letters, digits, '-', '_' and '.' only");
        }
        CatalogueFile kept;
        kept.name = file.name;
        kept.sha256 = file.sha256;
        kept.bytes = file.bytes;
        entry.files.push_back(std::move(kept));
    }
    return {};
}

Status Import::copy(const WeightFile& from, const fs::path& to) {
    std::error_code trouble;
    fs::copy_file(from.path, to, trouble);
    if (trouble) {
        return failure(error_from_errno(trouble.value(), "cannot write", to));
    }
    KINOVAR_TRY(sync_path(to));
    KINOVAR_TRY_ASSIGN(const std::string hash, sha256_of_file(to));
    if (hash != from.sha256) {
        return failure(ErrorCode::Unreadable,
                       fmt::format("{} changed while it was read", from.path.string()),
                       "nothing was kept; run it again");
    }
    job_.advance(static_cast<std::int64_t>(from.bytes));
    return job_.checkpoint();
}

Status Import::file_it() {
    CatalogueEntry& entry = report_.entry;
    const fs::path& weights = catalogue_.weights_folder();
    KINOVAR_TRY(make_folder(weights));
    KINOVAR_TRY_ASSIGN(const InstallLock lock, InstallLock::take(weights, job_));
    if (catalogue_.state_of(entry) == InstallState::Installed && catalogue_.verify(entry)) {
        report_.notes.emplace_back("it was there already");
        return {};
    }
    std::error_code ignored;
    if (entry.of_the_user && fs::exists(report_.folder, ignored)) {
        return failure(ErrorCode::Refused,
                       fmt::format("there is another model called {}", entry.info.id),
                       fmt::format("--name with another name, or: kinovar-cli models remove {}",
                                   entry.info.id));
    }
    KINOVAR_TRY(check_space(weights, report_.bytes));
    KINOVAR_TRY_ASSIGN(const WorkFolder work, WorkFolder::make(weights));
    const fs::path made = work.path() / entry.info.id;
    KINOVAR_TRY(make_folder(made));
    job_.begin("copy", static_cast<std::int64_t>(report_.bytes));
    for (const CatalogueFile& file : entry.files) {
        const auto at =
            std::find_if(found_.files.begin(), found_.files.end(),
                         [&](const WeightFile& one) { return one.sha256 == file.sha256; });
        KINOVAR_TRY(copy(*at, made / file.name));
    }
    CatalogueEntry record = entry;
    record.kind = SourceKind::Own;
    record.program = is_program();
    record.trusted = record.program;
    for (CatalogueFile& file : record.files) {
        file.path.clear(); // belongs to a package
    }
    const std::string text = list_of_one(record);
    KINOVAR_TRY(Catalogue::from_json(text, weights)); // what cannot be read back is not written
    KINOVAR_TRY(write_file(made / kImportRecord, text));
    KINOVAR_TRY(replace_folder(made, report_.folder, work));
    report_.copied = true;
    return {};
}

} // namespace

Result<ImportReport> import_model(const Catalogue& catalogue, const fs::path& path,
                                  const ImportOptions& options, Job& job) {
    return Import(catalogue, path, options, job).run();
}

} // namespace kinovar::nn
