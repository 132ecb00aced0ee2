#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <stop_token>

namespace kinovar::steps {

/// Calls `work` for every number from first to last, each once, from a few threads, about in order.
/// Stops at the first error, which it returns, and when a stop is requested (Cancelled). Exceptions
/// become errors.
[[nodiscard]] Status for_each_in_parallel(std::int64_t first, std::int64_t last,
                                          const std::stop_token& stop,
                                          const std::function<Status(std::int64_t)>& work);

} // namespace kinovar::steps
