#include "ui/forms/model_choice.h"

namespace kinovar::ui {

namespace {

bool turns_pictures(const nn::ModelInfo& model) {
    return model.window == 1 && model.inputs.size() <= 1 &&
           (model.channels == nn::Channels::Rgb || model.channels == nn::Channels::Luma);
}

bool suits(const std::string& step, const nn::ModelInfo& model) {
    if (step == "interpolate" || step == "speed") {
        return model.task == nn::Task::Interpolate;
    }
    if (step == "inpaint") { // no step of a chain, but a kind of fix
        return model.task == nn::Task::Inpaint;
    }
    return step_of_model(model) == step;
}

} // namespace

std::string step_of_model(const nn::ModelInfo& model) {
    switch (model.task) {
    case nn::Task::Interpolate:
        return "interpolate";
    case nn::Task::Upscale:
        return turns_pictures(model) ? "upscale" : "";
    case nn::Task::Denoise:
        return turns_pictures(model) && model.scale == 1 ? "denoise" : "";
    case nn::Task::Deblur:
        return turns_pictures(model) && model.scale == 1 ? "deblur" : "";
    case nn::Task::Other:
        return turns_pictures(model) && model.scale == 1 ? "lowlight" : "";
    case nn::Task::Colourise:
    case nn::Task::Inpaint:
    case nn::Task::Face:
    case nn::Task::Animate:
    case nn::Task::Analyse:
        break;
    }
    return "";
}

std::vector<ModelChoice> installed_models(const std::string& step) {
    std::vector<ModelChoice> choices;
    const auto catalogue = nn::Catalogue::open();
    if (!catalogue) {
        return choices;
    }
    for (const nn::CatalogueEntry& entry : catalogue->entries()) {
        if (entry.loadable && suits(step, entry.info) &&
            catalogue->state_of(entry) == nn::InstallState::Installed) {
            choices.push_back({entry.info.id, entry.info.title});
        }
    }
    return choices;
}

} // namespace kinovar::ui
