#pragma once

#include "core/nn/catalogue.h"

#include <string>
#include <vector>

namespace kinovar::ui {

/// A model that a step can be given.
struct ModelChoice {
    std::string id;
    std::string title;
};

/// Installed models that suit a step ("upscale", "denoise" …), as the list has them. The list is
/// read anew each time (a few files; no weights are opened).
[[nodiscard]] std::vector<ModelChoice> installed_models(const std::string& step);

/// The step that shows what a model does: "" where no step takes it.
[[nodiscard]] std::string step_of_model(const nn::ModelInfo& model);

} // namespace kinovar::ui
