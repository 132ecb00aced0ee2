#include "core/train/library_errors.h"

#include <c10/util/Exception.h>

#include <exception>
#include <new>
#include <string>
#include <string_view>

namespace kinovar::train {

namespace {

constexpr const char* kSmaller = "train with a smaller batch or smaller patches";

/// libtorch says it in many words only.
bool is_about_memory(std::string_view text) {
    return text.find("out of memory") != std::string_view::npos ||
           text.find("can't allocate memory") != std::string_view::npos;
}

} // namespace

Error error_of_current_exception() {
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return {ErrorCode::OutOfMemory, "memory ran out while training", kSmaller};
    } catch (const c10::Error& fault) {
        const std::string text = fault.what_without_backtrace();
        if (is_about_memory(text)) {
            return {ErrorCode::OutOfMemory, "memory ran out while training", kSmaller};
        }
        return {ErrorCode::Internal, "training failed: " + text.substr(0, text.find('\n')), {}};
    } catch (const std::exception& fault) {
        return {ErrorCode::Internal, std::string("training failed: ") + fault.what(), {}};
    }
}

} // namespace kinovar::train
