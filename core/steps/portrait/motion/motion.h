#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kinovar::portrait {

/// What can move. Amounts are relative to the still.
enum class Channel : std::uint8_t {
    Yaw,        ///< degrees, ±; positive: the nose goes to the picture's right
    Pitch,      ///< degrees; positive: looks down
    Roll,       ///< degrees; positive: clockwise as seen
    ShiftX,     ///< face widths, to the right
    ShiftY,     ///< face widths, down
    BlinkLeft,  ///< 0 as in the still … 1 closed; eye at the picture's left
    BlinkRight, ///< the same
    GazeX,      ///< iris radii, to the picture's right
    GazeY,      ///< iris radii, down
    Smile,      ///< 0–1 closed-mouth smile; −0.5–0: corners down
    Brow,       ///< 0–1 raised; down to −0.5 lowered
    Mouth,      ///< 0–1 opened (1: 0.045 face widths between the lips)
    Widen,      ///< face widths: mouth wider, beside what Smile does (driving clips)
    Breath,     ///< 0–1: chest and shoulders rise by 0.010 face widths
};
inline constexpr int kChannels = 14;
[[nodiscard]] std::string_view to_string(Channel channel); ///< "yaw", "blink_left" …
[[nodiscard]] Result<Channel> channel_from_text(std::string_view text);
/// Least and greatest value that is drawn and animated; beyond it values are clamped.
struct ChannelLimits {
    double least, greatest;
};
[[nodiscard]] ChannelLimits limits_of(Channel channel);

// What channels come to at 1, in face widths (modes: see expression_mode()).
inline constexpr float kSmileWiden = 0.075F;
inline constexpr float kSmileRaise = 0.034F;
inline constexpr float kSmileEye = -0.012F;
inline constexpr float kBrowRaise = 0.03F;
inline constexpr float kMouthOpening = 0.045F;

/// One moment of a face.
struct FaceMotion {
    std::array<float, kChannels> values{};
    [[nodiscard]] float operator[](Channel channel) const {
        return values[static_cast<std::size_t>(channel)];
    }
    float& operator[](Channel channel) { return values[static_cast<std::size_t>(channel)]; }
    friend bool operator==(const FaceMotion&, const FaceMotion&) = default;
};

struct Key {
    double time = 0; ///< seconds, ascending
    double value = 0;
    friend bool operator==(const Key&, const Key&) = default;
};

/// What comes after the last frame.
enum class Ending : std::uint8_t {
    Loop,   ///< the first frame follows the last one seamlessly
    Return, ///< there and back: the second half mirrors the first
    Once    ///< ends where it ends
};
[[nodiscard]] std::string_view to_string(Ending ending); ///< "loop" …
[[nodiscard]] Result<Ending> ending_from_text(std::string_view text);

/// Motion of one face: keys a channel, joined by monotone cubics (a key is never overshot). Plain,
/// editable data.
struct Curves {
    double seconds = 4;
    Ending ending = Ending::Loop;
    std::map<Channel, std::vector<Key>> channels; ///< those that are missing are 0

    /// At a time in 0 ≤ t ≤ seconds. With Loop, the curve is closed: value and slope run on from
    /// the last key to the first one, and sample(seconds) == sample(0) exactly; a key at the very
    /// end beside one at 0 does not count. With Return, keys of the second half do not count.
    [[nodiscard]] FaceMotion sample(double time) const;
    /// The same motion begun later by 0 ≤ delay < seconds; a loop is turned.
    [[nodiscard]] Curves delayed(double delay) const;
    /// {"seconds": 4, "ending": "loop", "channels": {"yaw": [[0, 0], [1, 8], …]}}
    [[nodiscard]] std::string to_json() const;
    /// Untrusted input: bounded; errors name channel and key.
    [[nodiscard]] static Result<Curves> from_json(std::string_view json);
    friend bool operator==(const Curves&, const Curves&) = default;
};

/// How presets and scripts are played.
struct MotionStyle {
    double seconds = 0; ///< 0: as long as it takes (presets 4 s)
    Ending ending = Ending::Loop;
    double strength = 1;                 ///< of all motions, 0–2
    std::map<Channel, double> strengths; ///< of single channels, besides
    std::uint32_t seed = 1;
};

struct MotionPreset {
    std::string name;  ///< "living"
    std::string title; ///< English, translated in ui/
    std::string help;
};
/// living, smile, blink, nod, turn-left, turn-right, tilt, look-around, brow-raise, breathing,
/// wink.
[[nodiscard]] const std::vector<MotionPreset>& motion_presets();
[[nodiscard]] Result<Curves> curves_of_preset(std::string_view name, const MotionStyle& style);
/// "smile, blink twice, turn left 8, look up" or «улыбнись, моргни, поверни голову»: one after
/// another, over a quiet breath. Errors name the word and say what is known. Untrusted input.
[[nodiscard]] Result<Curves> curves_of_script(std::string_view text, const MotionStyle& style);
/// "yaw=0.5, smile=1.2" → strengths of channels ("blink" and "gaze" stand for both of theirs).
[[nodiscard]] Result<std::map<Channel, double>> strengths_from_text(std::string_view text);

} // namespace kinovar::portrait
