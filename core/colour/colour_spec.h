#pragma once

#include <cstdint>
#include <string_view>

namespace kinovar {

// Code points of ITU-T H.273 (and of FFmpeg), so that numbers pass through unchanged.

enum class Primaries : std::uint8_t {
    Bt709 = 1,
    Unspecified = 2,
    Bt470M = 4,
    Bt470Bg = 5,
    Smpte170M = 6,
    Smpte240M = 7,
    Film = 8,
    Bt2020 = 9,
    Smpte428 = 10,
    Smpte431 = 11,
    Smpte432 = 12,
    Ebu3213 = 22,
};

enum class Transfer : std::uint8_t {
    Bt709 = 1,
    Unspecified = 2,
    Gamma22 = 4,
    Gamma28 = 5,
    Smpte170M = 6,
    Smpte240M = 7,
    Linear = 8,
    Log100 = 9,
    Log316 = 10,
    XvYcc = 11,
    Bt1361 = 12,
    Srgb = 13,
    Bt2020Ten = 14,
    Bt2020Twelve = 15,
    Pq = 16,
    Smpte428 = 17,
    Hlg = 18,
};

enum class Matrix : std::uint8_t {
    Rgb = 0,
    Bt709 = 1,
    Unspecified = 2,
    Fcc = 4,
    Bt470Bg = 5,
    Smpte170M = 6,
    Smpte240M = 7,
    YCgCo = 8,
    Bt2020Ncl = 9,
    Bt2020Cl = 10,
};

enum class Range : std::uint8_t { Unspecified = 0, Limited = 1, Full = 2 };

/// Where a subsampled chroma sample sits relative to luma (H.273 chroma_sample_loc_type + 1).
enum class ChromaSiting : std::uint8_t {
    Unspecified = 0,
    Left = 1,
    Center = 2,
    TopLeft = 3,
    Top = 4,
    BottomLeft = 5,
    Bottom = 6,
};

/// How the values of a picture are meant. There is no default: whoever makes a picture says what it
/// is.
///
/// A Frame always holds R'G'B' in [0,1] (full range); `matrix`, `range` and `siting` remember how
/// its source stored it, so that an export can store it the same way.
struct ColourSpec {
    Primaries primaries;
    Transfer transfer;
    Matrix matrix;
    Range range;
    ChromaSiting siting;

    ColourSpec(Primaries p, Transfer t, Matrix m, Range r, ChromaSiting s)
        : primaries(p), transfer(t), matrix(m), range(r), siting(s) {}

    /// sRGB photographs and image sequences.
    static ColourSpec srgb();
    /// BT.709 video, limited range, left-sited chroma.
    static ColourSpec bt709();
    /// BT.601 (SMPTE 170M) video, limited range, left-sited chroma.
    static ColourSpec bt601();

    /// The same with every unspecified entry replaced by what players assume for a YUV (or RGB)
    /// picture of that height: BT.709 from 720 lines up, BT.601 below; limited range for YUV; left
    /// siting.
    [[nodiscard]] ColourSpec resolved(int height, bool is_rgb) const;

    friend bool operator==(const ColourSpec&, const ColourSpec&) = default;
};

/// Weights of R, G and B in luma for a (resolved) matrix; those of BT.709 for Rgb.
struct LumaWeights {
    double red, green, blue;
};
[[nodiscard]] LumaWeights luma_weights(Matrix matrix);

// Names as FFmpeg prints them ("bt709", "smpte170m", "tv" …).
std::string_view to_string(Primaries value);
std::string_view to_string(Transfer value);
std::string_view to_string(Matrix value);
std::string_view to_string(Range value);
std::string_view to_string(ChromaSiting value);

} // namespace kinovar
