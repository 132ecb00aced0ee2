#pragma once

#include "ui/studio/studio.h"

namespace kinovar::ui {

/// The media of a reel, while they are opened and then.
struct Studio::Source {
    std::filesystem::path path;
    pipeline::ClipPtr file;     ///< null: being opened, or it failed
    pipeline::ClipPtr clip;     ///< the file after `chain`; null as above
    pipeline::Chain chain;      ///< the reel's source chain that `clip` was made by
    bool working = false;       ///< a job is opening the file, or makes the clip of another chain
    std::optional<Error> error; ///< why there is no clip
};

} // namespace kinovar::ui
