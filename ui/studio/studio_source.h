#pragma once

#include "ui/studio/studio.h"

namespace kinovar::ui {

/// The media of a reel, while they are opened and then.
struct Studio::Source {
    std::filesystem::path path;
    pipeline::ClipPtr clip;     ///< null: being opened, or it failed
    std::optional<Error> error; ///< why it could not be opened
};

} // namespace kinovar::ui
