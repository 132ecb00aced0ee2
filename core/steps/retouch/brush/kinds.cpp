#include "core/steps/retouch/brush/kinds.h"

namespace kinovar::retouch {

Result<Patch> patch_of(const Paint& /*kind*/, const Task& /*task*/) {
    return Patch{};
}
Result<Patch> patch_of(const Clone& /*kind*/, const Task& /*task*/) {
    return Patch{};
}
Result<Patch> patch_of(const Reveal& /*kind*/, const Task& /*task*/) {
    return Patch{};
}
Result<Patch> patch_of(const Replace& /*kind*/, const Task& /*task*/) {
    return Patch{};
}

} // namespace kinovar::retouch
