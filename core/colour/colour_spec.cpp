#include "core/colour/colour_spec.h"

namespace kinovar {

namespace {

constexpr int kFirstHdHeight = 720;

} // namespace

ColourSpec ColourSpec::srgb() {
    return {Primaries::Bt709, Transfer::Srgb, Matrix::Rgb, Range::Full, ChromaSiting::Unspecified};
}

ColourSpec ColourSpec::bt709() {
    return {Primaries::Bt709, Transfer::Bt709, Matrix::Bt709, Range::Limited, ChromaSiting::Left};
}

ColourSpec ColourSpec::bt601() {
    return {Primaries::Smpte170M, Transfer::Smpte170M, Matrix::Smpte170M, Range::Limited,
            ChromaSiting::Left};
}

ColourSpec ColourSpec::resolved(int height, bool is_rgb) const {
    const bool hd = height >= kFirstHdHeight;
    ColourSpec spec = *this;
    if (is_rgb) {
        spec.matrix = Matrix::Rgb;
    } else if (matrix == Matrix::Unspecified || matrix == Matrix::Rgb) {
        spec.matrix = hd ? Matrix::Bt709 : Matrix::Smpte170M;
    }
    if (primaries == Primaries::Unspecified) {
        spec.primaries = is_rgb || hd ? Primaries::Bt709 : Primaries::Smpte170M;
    }
    if (transfer == Transfer::Unspecified) {
        spec.transfer = is_rgb ? Transfer::Srgb : hd ? Transfer::Bt709 : Transfer::Smpte170M;
    }
    if (range == Range::Unspecified) {
        spec.range = is_rgb ? Range::Full : Range::Limited;
    }
    if (siting == ChromaSiting::Unspecified && !is_rgb) {
        spec.siting = ChromaSiting::Left;
    }
    return spec;
}

LumaWeights luma_weights(Matrix matrix) {
    switch (matrix) {
    case Matrix::Fcc:
        return {0.30, 0.59, 0.11};
    case Matrix::Bt470Bg:
    case Matrix::Smpte170M:
        return {0.299, 0.587, 0.114};
    case Matrix::Smpte240M:
        return {0.212, 0.701, 0.087};
    case Matrix::YCgCo:
        return {0.25, 0.5, 0.25};
    case Matrix::Bt2020Ncl:
    case Matrix::Bt2020Cl:
        return {0.2627, 0.6780, 0.0593};
    case Matrix::Rgb:
    case Matrix::Bt709:
    case Matrix::Unspecified:
        break;
    }
    return {0.2126, 0.7152, 0.0722};
}

std::string_view to_string(Primaries value) {
    switch (value) {
    case Primaries::Bt709:
        return "bt709";
    case Primaries::Unspecified:
        return "unknown";
    case Primaries::Bt470M:
        return "bt470m";
    case Primaries::Bt470Bg:
        return "bt470bg";
    case Primaries::Smpte170M:
        return "smpte170m";
    case Primaries::Smpte240M:
        return "smpte240m";
    case Primaries::Film:
        return "film";
    case Primaries::Bt2020:
        return "bt2020";
    case Primaries::Smpte428:
        return "smpte428";
    case Primaries::Smpte431:
        return "smpte431";
    case Primaries::Smpte432:
        return "smpte432";
    case Primaries::Ebu3213:
        return "ebu3213";
    }
    return "unknown";
}

std::string_view to_string(Transfer value) {
    switch (value) {
    case Transfer::Bt709:
        return "bt709";
    case Transfer::Unspecified:
        return "unknown";
    case Transfer::Gamma22:
        return "gamma22";
    case Transfer::Gamma28:
        return "gamma28";
    case Transfer::Smpte170M:
        return "smpte170m";
    case Transfer::Smpte240M:
        return "smpte240m";
    case Transfer::Linear:
        return "linear";
    case Transfer::Log100:
        return "log100";
    case Transfer::Log316:
        return "log316";
    case Transfer::XvYcc:
        return "iec61966-2-4";
    case Transfer::Bt1361:
        return "bt1361e";
    case Transfer::Srgb:
        return "iec61966-2-1";
    case Transfer::Bt2020Ten:
        return "bt2020-10";
    case Transfer::Bt2020Twelve:
        return "bt2020-12";
    case Transfer::Pq:
        return "smpte2084";
    case Transfer::Smpte428:
        return "smpte428";
    case Transfer::Hlg:
        return "arib-std-b67";
    }
    return "unknown";
}

std::string_view to_string(Matrix value) {
    switch (value) {
    case Matrix::Rgb:
        return "gbr";
    case Matrix::Bt709:
        return "bt709";
    case Matrix::Unspecified:
        return "unknown";
    case Matrix::Fcc:
        return "fcc";
    case Matrix::Bt470Bg:
        return "bt470bg";
    case Matrix::Smpte170M:
        return "smpte170m";
    case Matrix::Smpte240M:
        return "smpte240m";
    case Matrix::YCgCo:
        return "ycgco";
    case Matrix::Bt2020Ncl:
        return "bt2020nc";
    case Matrix::Bt2020Cl:
        return "bt2020c";
    }
    return "unknown";
}

std::string_view to_string(Range value) {
    switch (value) {
    case Range::Unspecified:
        return "unknown";
    case Range::Limited:
        return "tv";
    case Range::Full:
        return "pc";
    }
    return "unknown";
}

std::string_view to_string(ChromaSiting value) {
    switch (value) {
    case ChromaSiting::Unspecified:
        return "unspecified";
    case ChromaSiting::Left:
        return "left";
    case ChromaSiting::Center:
        return "center";
    case ChromaSiting::TopLeft:
        return "topleft";
    case ChromaSiting::Top:
        return "top";
    case ChromaSiting::BottomLeft:
        return "bottomleft";
    case ChromaSiting::Bottom:
        return "bottom";
    }
    return "unspecified";
}

} // namespace kinovar
