#pragma once

#include "core/base/fields.h"
#include "core/pipeline/clip.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace kinovar::pipeline {

struct Chain;
struct StepType;

/// A point of a chain that later steps may look back at.
struct Stage {
    std::string name; ///< "scan" for the source; a step's name, its second time "name#2" …
    ClipPtr clip;
};

/// What a step may look at besides its input: earlier stages of its chain, and other chains over
/// the same source, built the way its own is built.
struct Surroundings {
    std::vector<Stage> stages; ///< [0] the source … the last: what goes into the step
    std::function<Result<ClipPtr>(const Chain& chain)> result_of; ///< of another chain, last clip
};

/// One operation of a chain with its parameters set: turns a clip into a clip.
/// Immutable and thread-safe.
class Step {
public:
    virtual ~Step() = default;
    /// Cheap: computes no pixels. Errors: parameters that do not suit this clip, missing weights.
    [[nodiscard]] virtual Result<ClipPtr> apply(ClipPtr input) const = 0;
    /// The same for steps that look at more than their input.
    [[nodiscard]] virtual Result<ClipPtr> apply_within(ClipPtr input,
                                                       const Surroundings& around) const {
        static_cast<void>(around);
        return apply(std::move(input));
    }
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
