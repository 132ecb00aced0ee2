#include "core/steps/retouch/fill/fill.h"

namespace kinovar::retouch {

Result<Patch> patch_of(const Heal& /*kind*/, const Task& /*task*/) {
    return Patch{};
}
Result<Patch> patch_of(const Inpaint& /*kind*/, const Task& /*task*/) {
    return Patch{};
}

} // namespace kinovar::retouch
