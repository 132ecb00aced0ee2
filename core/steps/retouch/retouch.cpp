#include "core/steps/retouch/retouch.h"

#include "core/steps/kit/step_kit.h"

namespace kinovar::steps {

namespace {

Result<pipeline::ClipPtr> apply_retouch(const RetouchOptions& /*options*/, pipeline::ClipPtr input,
                                        const pipeline::Surroundings& /*around*/) {
    return input;
}

} // namespace

const FieldList<RetouchOptions>& RetouchOptions::fields() {
    static const FieldList<RetouchOptions> list =
        FieldList<RetouchOptions>()
            .add(&RetouchOptions::fixes,
                 {"fixes", "Fixes", "A file of fixes; those of a project are added by themselves."})
            .add(&RetouchOptions::takes,
                 {"takes", "Other takes",
                  "Chains of takes that fixes take pixels from; projects fill it in."})
            .add(&RetouchOptions::frames,
                 {"frames", "Frames", "Frames of the reel that the fixes were made for; 0: any."},
                 {0, static_cast<double>(retouch::kLastOfAnyFilm)});
    return list;
}

pipeline::StepType retouch_step_type() {
    return step_type<RetouchOptions>(
        {"retouch", "Repair by hand",
         "Lays the repairs that were made by hand upon the pictures. Without any it changes "
         "nothing.",
         Origin::Hand},
        &apply_retouch);
}

Result<std::vector<FixConfidence>> fix_confidence(const RetouchOptions& /*options*/,
                                                  const pipeline::ClipPtr& /*input*/,
                                                  const pipeline::Surroundings& /*around*/,
                                                  std::int64_t /*id*/, std::int64_t /*first*/,
                                                  std::int64_t /*last*/, Job& /*job*/) {
    return std::vector<FixConfidence>{};
}
Result<FixPlace> fix_place(const retouch::Fix& /*fix*/, const pipeline::ClipPtr& /*input*/,
                           std::int64_t /*frame*/, const pipeline::Pull& /*pull*/) {
    return FixPlace{};
}
Result<retouch::Anchor> fix_anchor(const retouch::Fix& /*fix*/, const Frame& /*picture*/) {
    return retouch::Anchor{};
}

} // namespace kinovar::steps
