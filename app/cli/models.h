#pragma once

#include "app/cli/session.h"
#include "core/nn/catalogue.h"

#include <nlohmann/json.hpp>

#include <string>

namespace kinovar::cli {

/// What a listing says of one model, for machines.
[[nodiscard]] nlohmann::ordered_json json_of(const nn::Catalogue& catalogue,
                                             const nn::CatalogueEntry& entry);
/// "BSD-3-Clause", with a mark where commercial use is not allowed.
[[nodiscard]] std::string licence_mark(const nn::Licence& licence);
/// Licence, terms and credits, a line each, as they are shown before weights are brought.
[[nodiscard]] std::string terms_text(const nn::CatalogueEntry& entry);
[[nodiscard]] std::uint64_t kept_bytes(const nn::CatalogueEntry& entry);
[[nodiscard]] Result<const nn::CatalogueEntry*> entry_of(const nn::Catalogue& catalogue,
                                                         const std::string& id);

// Parts of the command "models", each in its own file.
void add_models_install(CLI::App& models, Session& session);
void add_models_import(CLI::App& models, Session& session);
void add_models_run(CLI::App& models, Session& session);

inline constexpr double kMegabyte = 1e6;

} // namespace kinovar::cli
