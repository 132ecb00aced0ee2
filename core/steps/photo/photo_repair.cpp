#include "core/steps/photo/photo_repair.h"

#include "core/steps/kit/step_kit.h"

namespace kinovar::steps {
const FieldList<PhotoRepairOptions>& PhotoRepairOptions::fields() {
    static const FieldList<PhotoRepairOptions> list = [] {
        FieldList<PhotoRepairOptions> fields;
        fields.add(&PhotoRepairOptions::sensitivity,
                   {"sensitivity", "Sensitivity", "How faint a scratch may be."}, {0, 1});
        return fields;
    }();
    return list;
}
pipeline::StepType photo_repair_step_type() {
    return step_type<PhotoRepairOptions>(
        {"photo-repair", "Photo repair", "Mends a photograph."},
        [](const PhotoRepairOptions&, pipeline::ClipPtr input) -> Result<pipeline::ClipPtr> {
            return input;
        });
}
} // namespace kinovar::steps
