#include "core/steps/retouch/skin/texture.h"

namespace kinovar::retouch {

Result<Patch> patch_of(const Texture& /*kind*/, const Task& /*task*/) {
    return Patch{};
}

} // namespace kinovar::retouch
