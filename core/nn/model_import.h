#pragma once

#include "core/nn/catalogue.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::nn {

struct ImportOptions {
    bool dry_run = false;       ///< look and report, copy nothing
    bool trust_program = false; ///< TorchScript is a program; the user must say that he trusts it
    std::string name; ///< of a model that is in no list, without "user-"; empty: after the file
};

/// What a file is, and where it went.
struct ImportReport {
    CatalogueEntry entry;      ///< as it is (or would be) listed from now on
    bool in_catalogue = false; ///< it is a model of the list that is shipped
    bool hash_known = false;   ///< and byte for byte the one that is known
    std::string same_network;  ///< id of a listed model with the same network; may be empty
    std::vector<std::string> notes;
    std::filesystem::path folder; ///< of its copy
    std::uint64_t bytes = 0;
    bool copied = false; ///< false: dry run, or it was there already
};

/// Recognises a weight file that the user brings (by its hash, or by its official name together
/// with its architecture) and copies it, with the files that belong to it, under its entry in the
/// folder of weights; what is in no list becomes "user-NAME". Everything is in place at once or
/// not at all. The file is untrusted and is loaded before anything is copied; a program is filed
/// without being run.
///
/// Errors: unreadable, of no known kind or architecture, damaged (each names file and cause); a
/// program without trust (Refused); another model of that name (Refused).
[[nodiscard]] Result<ImportReport> import_model(const Catalogue& catalogue,
                                                const std::filesystem::path& path,
                                                const ImportOptions& options, Job& job);

} // namespace kinovar::nn
