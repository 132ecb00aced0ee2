#pragma once

#include "core/base/fields.h"
#include "core/pipeline/clip.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kinovar::pipeline {

/// One operation of a chain with its parameters set: turns a clip into a clip.
/// Immutable and thread-safe.
class Step {
public:
    virtual ~Step() = default;
    /// Cheap: computes no pixels. Errors: parameters that do not suit this clip, missing weights.
    [[nodiscard]] virtual Result<ClipPtr> apply(ClipPtr input) const = 0;
};

/// What the catalogue knows of a kind of step.
struct StepType {
    std::string name;             ///< as in --step NAME and presets
    std::string title;            ///< English label
    std::string help;             ///< one or two sentences: what it does, when not to use it
    Origin origin = Origin::Scan; ///< of the pixels it makes
    /// Looks at whole shots (their cuts, light, motion, grain) before its first picture of one.
    bool measures = false;
    /// Of one that measures: values at which half-size pictures are quick enough for a first
    /// glance. None: there is no glance of it.
    std::optional<FieldValues> glance;
    std::span<const FieldInfo> fields;
    std::function<Result<std::unique_ptr<Step>>(const FieldValues&)> make;
};

} // namespace kinovar::pipeline
