#include "core/steps/portrait/motion/motion.h"

namespace kinovar::portrait {
std::string_view to_string(Channel /*channel*/) {
    return "yaw";
}
Result<Channel> channel_from_text(std::string_view /*text*/) {
    return Channel::Yaw;
}
ChannelLimits limits_of(Channel /*channel*/) {
    return {-1, 1};
}
FaceMotion Curves::sample(double /*time*/) const {
    return {};
}
std::string Curves::to_json() const {
    return "{}";
}
Result<Curves> Curves::from_json(std::string_view /*json*/) {
    return Curves{};
}
const std::vector<MotionPreset>& motion_presets() {
    static const std::vector<MotionPreset> presets;
    return presets;
}
Result<Curves> curves_of_preset(std::string_view /*name*/, const MotionStyle& /*style*/) {
    return Curves{};
}
Result<Curves> curves_of_script(std::string_view /*text*/, const MotionStyle& /*style*/) {
    return Curves{};
}
Result<std::map<Channel, double>> strengths_from_text(std::string_view /*text*/) {
    return std::map<Channel, double>{};
}
} // namespace kinovar::portrait
