#pragma once

#include "core/pipeline/step.h"

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

// What most steps are made with.
namespace kinovar::steps {

/// Name, label, sentence and origin of a kind of step (see pipeline::StepType).
struct StepText {
    std::string name;
    std::string title;
    std::string help;
    Origin origin = Origin::Scan;
};

/// A StepType of an option struct (with fields() as FieldList describes) and the function that puts
/// the step behind a clip; the latter is called with the clip and, if it wants them, with the
/// step's surroundings.
template <class Options, class Function>
[[nodiscard]] pipeline::StepType step_type_of(StepText text, Function function) {
    class Applied final : public pipeline::Step {
    public:
        Applied(Options options, Function function)
            : options_(std::move(options)), function_(function) {}
        [[nodiscard]] Result<pipeline::ClipPtr> apply(pipeline::ClipPtr input) const override {
            return apply_within(std::move(input), {});
        }
        [[nodiscard]] Result<pipeline::ClipPtr>
        apply_within(pipeline::ClipPtr input, const pipeline::Surroundings& around) const override {
            if constexpr (std::is_invocable_v<Function, const Options&, pipeline::ClipPtr,
                                              const pipeline::Surroundings&>) {
                return function_(options_, std::move(input), around);
            } else {
                return function_(options_, std::move(input));
            }
        }

    private:
        Options options_;
        Function function_;
    };
    pipeline::StepType type;
    type.name = std::move(text.name);
    type.title = std::move(text.title);
    type.help = std::move(text.help);
    type.origin = text.origin;
    type.fields = Options::fields().infos();
    type.make = [function](const FieldValues& values) -> Result<std::unique_ptr<pipeline::Step>> {
        KINOVAR_TRY_ASSIGN(Options options, Options::fields().options_from(values));
        return std::make_unique<Applied>(std::move(options), function);
    };
    return type;
}

template <class Options>
[[nodiscard]] pipeline::StepType
step_type(StepText text, Result<pipeline::ClipPtr> (*apply)(const Options&, pipeline::ClipPtr)) {
    return step_type_of<Options>(std::move(text), apply);
}
template <class Options>
[[nodiscard]] pipeline::StepType
step_type(StepText text, Result<pipeline::ClipPtr> (*apply)(const Options&, pipeline::ClipPtr,
                                                            const pipeline::Surroundings&)) {
    return step_type_of<Options>(std::move(text), apply);
}

/// The key of a step's pictures: its input's key, its name, the version of its code (count it up
/// when the same parameters give other pictures) and all parameters.
template <class Options>
[[nodiscard]] Hash128 step_key(const pipeline::ClipInfo& input, std::string_view name,
                               std::int64_t version, const Options& options) {
    const auto& fields = Options::fields();
    return Hasher()
        .add(input.key)
        .add(name)
        .add(version)
        .add(values_to_json(fields.infos(), fields.values_of(options)))
        .finish();
}

/// Info for the clip of a step that mends film damage: same frames, `scan` remembered.
[[nodiscard]] pipeline::ClipInfo mended_info(const pipeline::ClipPtr& input, const Hash128& key);

/// Info for the clip of a step by which a model adds what was not in the picture: same frames,
/// `faithful` remembered.
[[nodiscard]] pipeline::ClipInfo invented_info(const pipeline::ClipPtr& input, const Hash128& key);

/// For steps that call invented_info(): the clip before the first model, kept such that the
/// fidelity guard, which reads the same frames a little later, does not have them made again. Clips
/// behind a model come back as they are.
[[nodiscard]] pipeline::ClipPtr shared_with_guard(pipeline::ClipPtr input);

/// The clip on which film damage of `clip` is measured (ClipInfo::scan, or itself).
[[nodiscard]] const pipeline::Clip& scan_of(const pipeline::ClipPtr& clip);

/// Makes frame n of frame n of the input alone. Exceptions of OpenCV become errors that name step
/// and frame.
using PictureFunction = std::function<Result<FramePtr>(const FramePtr& picture, std::int64_t n,
                                                       const pipeline::Pull& pull)>;

/// A clip as `info` says, whose frame n is made of frame n of the input. `name`: the step's, for
/// errors.
[[nodiscard]] pipeline::ClipPtr picture_clip(pipeline::ClipPtr input, pipeline::ClipInfo info,
                                             std::string name, PictureFunction function);

} // namespace kinovar::steps
