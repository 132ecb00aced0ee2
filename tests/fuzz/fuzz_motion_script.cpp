// Scripts in words: whatever is said ends in curves that can be written and read again, or in an
// error with a way on.

#include "core/steps/portrait/motion/motion.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kinovar::portrait;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const Ending ending : {Ending::Loop, Ending::Return}) {
        const auto curves = curves_of_script(text, {.ending = ending});
        if (!curves) {
            if (curves.error().message.empty() || curves.error().hint.empty()) {
                std::abort();
            }
            continue;
        }
        const auto again = Curves::from_json(curves->to_json());
        if (!again || *again != *curves) {
            std::abort();
        }
    }
    return 0;
}
