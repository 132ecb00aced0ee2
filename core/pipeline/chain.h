#pragma once

#include "core/pipeline/step.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kinovar::pipeline {

/// A step by name with its parameters, switched on or off. Plain data: what presets, projects and
/// the command line hold.
struct StepSpec {
    std::string name;
    FieldValues values; ///< those that differ from the defaults, or all
    bool enabled = true;
    friend bool operator==(const StepSpec&, const StepSpec&) = default;
};

/// "upscale:scale=2,model=realesrgan-x4fast" → StepSpec, checked against the types.
[[nodiscard]] Result<StepSpec> step_from_text(std::span<const StepType> types,
                                              std::string_view text);

/// Steps in order. Plain data.
struct Chain {
    std::vector<StepSpec> steps;

    /// Name and all parameters of the enabled steps: changes when, and only when, the result may
    /// change.
    [[nodiscard]] Result<Hash128> key(std::span<const StepType> types) const;
    friend bool operator==(const Chain&, const Chain&) = default;
};

/// The name of the source among the stages of a chain.
inline constexpr const char* kScanStage = "scan";
/// The name of the stage after a step: the step's, from its second time in the chain on with a
/// number ("dust#2"). It outlives other steps that come and go.
[[nodiscard]] std::string stage_name(const Chain& chain, std::size_t step);

/// A named chain with a sentence for the user.
struct Preset {
    std::string name; ///< file name without ".json"
    std::string title;
    std::string help;
    Chain chain;
};

/// Reads a preset's JSON: {"title": …, "help": …, "steps": [{"step": "upscale", "enabled": true,
/// "values": {…}}]}. Untrusted input: bounded in size, depth and number of steps; unknown steps and
/// parameters are errors that name them.
[[nodiscard]] Result<Preset> preset_from_json(std::span<const StepType> types, std::string name,
                                              std::string_view json);
[[nodiscard]] std::string preset_to_json(std::span<const StepType> types, const Preset& preset);

/// The clips of a chain over a source: [0] is the source, [i + 1] the clip after step i (the same
/// clip where it is switched off). "Compare any two points of the chain" is two of these.
[[nodiscard]] Result<std::vector<ClipPtr>> build(std::span<const StepType> types,
                                                 const Chain& chain, ClipPtr source);

/// Puts something around a clip of a chain (a memory of its frames): same pictures, same key.
using Around = std::function<ClipPtr(ClipPtr)>;
/// The same with something around the source and each step's clip, for the steps that follow and
/// for what comes back; [0] stays the bare source. A step that changes nothing gets nothing around.
[[nodiscard]] Result<std::vector<ClipPtr>>
build(std::span<const StepType> types, const Chain& chain, ClipPtr source, const Around& around);

/// What goes into a step of a chain, and what that step may look at.
struct BeforeStep {
    ClipPtr input;
    Surroundings around;
};
[[nodiscard]] Result<BeforeStep> build_before(
    std::span<const StepType> types, const Chain& chain, std::size_t step, ClipPtr source,
    const Around& around = [](ClipPtr clip) { return clip; });

} // namespace kinovar::pipeline
