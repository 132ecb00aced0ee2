#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/enhance/lut.h"

#include <functional>
#include <memory>
#include <string>

namespace kinovar::colourise {

/// Null: the shot stays as it is.
using TablePtr = std::shared_ptr<const steps::LutColours>;
using TableOfShot =
    std::function<Result<TablePtr>(const pipeline::Shot& shot, const pipeline::Pull& pull)>;

/// A clip as `info` says, each of whose shots goes through a table of its own, made when the shot
/// is first asked for. `name`: the step's, for errors and progress.
[[nodiscard]] pipeline::ClipPtr shot_table_clip(pipeline::ClipPtr input, pipeline::ClipInfo info,
                                                std::string name, TableOfShot table);

} // namespace kinovar::colourise
