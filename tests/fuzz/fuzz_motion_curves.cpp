// Motion curves: whatever stands in the file, reading it ends in curves that survive writing and
// reading again and can be sampled anywhere, or in an error.

#include "core/steps/portrait/motion/motion.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kinovar::portrait;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)strengths_from_text(text);
    const auto curves = Curves::from_json(text);
    if (!curves) {
        return 0;
    }
    const auto again = Curves::from_json(curves->to_json());
    if (!again || *again != *curves) {
        std::abort();
    }
    if (curves->ending == Ending::Loop && curves->sample(0) != curves->sample(curves->seconds)) {
        std::abort();
    }
    constexpr int kSamples = 7;
    const Curves later = curves->delayed(curves->seconds / 3);
    for (int i = 0; i <= kSamples; ++i) {
        const double time = curves->seconds * i / kSamples;
        for (const FaceMotion& motion : {curves->sample(time), later.sample(time)}) {
            for (const auto& [channel, keys] : curves->channels) {
                const ChannelLimits limits = limits_of(channel);
                const double value = motion[channel];
                constexpr double kRounding = 1e-6;
                if (!(value >= limits.least - kRounding && value <= limits.greatest + kRounding)) {
                    std::abort();
                }
            }
        }
    }
    return 0;
}
