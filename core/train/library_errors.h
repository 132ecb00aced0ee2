#pragma once

#include "core/base/result.h"

namespace kinovar::train {

/// What a caught exception of libtorch, OpenCV or the standard library means; call inside a catch
/// block.
[[nodiscard]] Error error_of_current_exception();

/// Calls `work`, which returns a Result, and turns exceptions into errors.
template <class Work>
[[nodiscard]] auto with_library_errors(const Work& work) -> decltype(work()) {
    try {
        return work();
    } catch (...) {
        return failure(error_of_current_exception());
    }
}

} // namespace kinovar::train
