// Presets: whatever stands in the file, reading it ends in a preset that survives writing and
// reading again, or in an error.

#include "core/pipeline/chain.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace kinovar;

struct SampleOptions {
    bool on = true;
    int count = 3;
    double strength = 0.5;
    std::string name = "x";
    std::string filter = "area";

    static const FieldList<SampleOptions>& fields() {
        static const FieldList<SampleOptions> list =
            FieldList<SampleOptions>()
                .add(&SampleOptions::on, {"on", "On", "Whether."})
                .add(&SampleOptions::count, {"count", "Count", "How many."}, {1, 10})
                .add(&SampleOptions::strength, {"strength", "Strength", "How much."}, {0, 1})
                .add(&SampleOptions::name, {"name", "Name", "A name."})
                .add_choice(&SampleOptions::filter, {"filter", "Filter", "Which."},
                            {"area", "lanczos"});
        return list;
    }
};

const std::vector<pipeline::StepType>& types() {
    static const std::vector<pipeline::StepType> list = [] {
        pipeline::StepType type;
        type.name = "sample";
        type.fields = SampleOptions::fields().infos();
        return std::vector{type};
    }();
    return list;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (const auto preset = pipeline::preset_from_json(types(), "fuzz", text)) {
        const auto again =
            pipeline::preset_from_json(types(), "fuzz", pipeline::preset_to_json(types(), *preset));
        if (!again || again->chain.key(types()).value() != preset->chain.key(types()).value()) {
            std::abort();
        }
    }
    (void)pipeline::step_from_text(types(), text);
    (void)pipeline::step_from_text(types(), "sample:" + text);
    return 0;
}
