#include "core/media/encode_spec.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace kinovar::media {

namespace {

using Family = PixelLayout::Family;

constexpr int kDefaultCrfH264 = 16;
constexpr int kDefaultCrfH265 = 18;
constexpr int kHighestCrf = 51;
/// Not the number of processors: the bytes of x264 and x265 depend on it, and a film may be
/// rendered on one machine and finished on another.
constexpr int kDefaultThreads = 4;
constexpr int kMostThreads = 64;
constexpr int kDnxSmallestWidth = 256;
constexpr int kDnxSmallestHeight = 120;
constexpr int kH265SmallestSide = 32;
constexpr int kLargestH26xSide = 16384;
constexpr int kLargestSide = 65535;
/// Cheap, because the processor belongs to the network (docs/performance.md has the figures).
constexpr std::string_view kDefaultSpeed = "veryfast";
constexpr std::array<std::string_view, 10> kSpeeds = {
    "ultrafast", "superfast", "veryfast", "faster",   "fast",
    "medium",    "slow",      "slower",   "veryslow", "placebo"};

struct CodecFacts {
    Codec codec;
    std::string_view name;                      ///< on the command line
    std::string_view title;                     ///< in messages
    std::array<std::string_view, 4> containers; ///< extensions it may live in
    std::string_view advice;                    ///< where it does fit
};

constexpr std::array<CodecFacts, 11> kCodecs = {{
    {Codec::H264, "h264", "H.264", {".mp4", ".m4v", ".mov", ".mkv"}, "use .mp4, .mov or .mkv"},
    {Codec::H265, "h265", "H.265", {".mp4", ".m4v", ".mov", ".mkv"}, "use .mp4, .mov or .mkv"},
    {Codec::Ffv1, "ffv1", "FFV1", {".mkv"}, "use .mkv"},
    {Codec::ProRes, "prores", "ProRes", {".mov", ".mkv"}, "use .mov or .mkv"},
    {Codec::DnxHr, "dnxhr", "DNxHR", {".mov", ".mkv"}, "use .mov or .mkv"},
    {Codec::Gif, "gif", "GIF", {".gif"}, "use .gif"},
    {Codec::WebP, "webp", "WebP", {".webp"}, "use .webp"},
    {Codec::Png, "png", "PNG", {".png"}, "use a name like frames.%06d.png"},
    {Codec::Tiff, "tiff", "TIFF", {".tif", ".tiff"}, "use a name like frames.%06d.tif"},
    {Codec::Dpx, "dpx", "DPX", {".dpx"}, "use a name like frames.%06d.dpx"},
    {Codec::Exr, "exr", "OpenEXR", {".exr"}, "use a name like frames.%06d.exr"},
}};

const CodecFacts& facts_of(Codec codec) {
    return *std::find_if(kCodecs.begin(), kCodecs.end(),
                         [codec](const CodecFacts& facts) { return facts.codec == codec; });
}

std::string lower(std::string_view text) {
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return low;
}

std::string extension_of(const std::filesystem::path& path) {
    return lower(path.extension().string());
}

bool is_h26x(Codec codec) {
    return codec == Codec::H264 || codec == Codec::H265;
}

bool lives_in(const CodecFacts& facts, std::string_view extension) {
    return !extension.empty() && std::find(facts.containers.begin(), facts.containers.end(),
                                           extension) != facts.containers.end();
}

/// Depths that a codec stores for a family and subsampling, ascending.
std::vector<int> depths_of(Codec codec, const PixelLayout& layout) {
    const bool full_chroma =
        layout.family == Family::Rgb || (layout.family == Family::Yuv && layout.subsample_x == 0);
    switch (codec) {
    case Codec::H264:
        return {8, 10};
    case Codec::H265:
        return {8, 10, 12};
    case Codec::Ffv1:
        if (layout.family == Family::Grey) {
            return {8, 9, 10, 12, 16};
        }
        if (layout.subsample_x == 0 && layout.subsample_y == 1) {
            return {8, 10, 12};
        }
        return layout.subsample_x > 1 ? std::vector<int>{8}
                                      : std::vector<int>{8, 9, 10, 12, 14, 16};
    case Codec::ProRes:
        return {10};
    case Codec::DnxHr:
        return full_chroma ? std::vector<int>{10} : std::vector<int>{8, 10};
    case Codec::Gif:
    case Codec::WebP:
        return {8};
    case Codec::Png:
    case Codec::Tiff:
        return {8, 16};
    case Codec::Dpx:
        return {8, 10, 12, 16};
    case Codec::Exr:
        return {16};
    }
    return {8};
}

std::string listed(std::span<const int> numbers) {
    std::string text;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        text += (i == 0                    ? ""
                 : i + 1 == numbers.size() ? " or "
                                           : ", ") +
                std::to_string(numbers[i]);
    }
    return text;
}

Result<int> depth_for(Codec codec, const PixelLayout& layout, int wanted, int of_source) {
    const std::vector<int> depths = depths_of(codec, layout);
    if (wanted == 0) {
        const auto enough = std::find_if(depths.begin(), depths.end(),
                                         [of_source](int depth) { return depth >= of_source; });
        return enough == depths.end() ? depths.back() : *enough;
    }
    if (std::find(depths.begin(), depths.end(), wanted) == depths.end()) {
        return failure(ErrorCode::InvalidArgument,
                       std::string(facts_of(codec).title) + " cannot store " +
                           std::to_string(wanted) + " bits here",
                       "use " + listed(depths) + ", or FFV1 in .mkv for other depths");
    }
    return wanted;
}

/// What subsampling H.264 and H.265 keep: 4:1:1 becomes 4:2:2, 4:4:0 becomes 4:4:4, 4:1:0 becomes
/// 4:2:0. A size that does not divide gets fuller chroma rather than a cropped picture.
PixelLayout h26x_layout(const PixelLayout& source, const EncodeSpec& spec) {
    PixelLayout layout{Family::Yuv, source.bits, 1, 1};
    if (source.family == Family::Yuv) {
        layout.subsample_x = std::min(source.subsample_x, 1);
        layout.subsample_y = layout.subsample_x == 0 ? 0 : std::min(source.subsample_y, 1);
    }
    // A field of 4:2:0 must itself have an even number of lines.
    const bool interlaced =
        spec.field_order == FieldOrder::TopFirst || spec.field_order == FieldOrder::BottomFirst;
    const int lines = interlaced ? 4 : 2;
    if (layout.subsample_y == 1 && spec.height % lines != 0) {
        layout.subsample_y = 0;
    }
    if (layout.subsample_x == 1 && spec.width % 2 != 0) {
        layout.subsample_x = 0;
        layout.subsample_y = 0;
    }
    return layout;
}

PixelLayout intermediate_layout(const PixelLayout& source) {
    const bool full_chroma =
        source.family == Family::Rgb || (source.family == Family::Yuv && source.subsample_x == 0);
    return {Family::Yuv, source.bits, full_chroma ? 0 : 1, 0};
}

PixelLayout layout_for(const EncodeSpec& spec, const PixelLayout& source, bool monochrome) {
    switch (spec.codec) {
    case Codec::H264:
    case Codec::H265:
        return h26x_layout(source, spec);
    case Codec::ProRes:
    case Codec::DnxHr:
        return intermediate_layout(source);
    case Codec::Gif:
    case Codec::WebP:
        return {Family::Rgb, source.bits, 0, 0};
    case Codec::Ffv1:
        if (monochrome) {
            return {Family::Grey, source.bits, 0, 0};
        }
        return source.family == Family::Grey ? PixelLayout{Family::Yuv, source.bits, 0, 0} : source;
    case Codec::Png:
    case Codec::Tiff:
    case Codec::Dpx:
    case Codec::Exr:
        break;
    }
    return {monochrome && spec.codec != Codec::Exr ? Family::Grey : Family::Rgb, source.bits, 0, 0};
}

/// The source's colour as the chosen layout can carry it, with nothing left unsaid.
ColourSpec colour_for(const EncodeSpec& spec, const ColourSpec& source) {
    const bool to_rgb = spec.layout.family == Family::Rgb;
    ColourSpec colour = source;
    if (!to_rgb && source.matrix == Matrix::Rgb) {
        // Pictures from outside the video world: the range of an RGB picture says nothing about
        // how video is stored, and limited is what every player expects of it.
        colour.range = Range::Limited;
        colour.matrix = Matrix::Unspecified;
    }
    if (to_rgb) {
        colour.range = Range::Full;
        colour.siting = ChromaSiting::Unspecified;
    }
    if (spec.codec == Codec::ProRes || spec.codec == Codec::DnxHr) {
        colour.range = Range::Limited; // neither has a tag for another one
    }
    return colour.resolved(spec.height, to_rgb);
}

Status check_quality(const EncodeOptions& options) {
    const std::string title(facts_of(options.codec).title);
    if (options.max_bytes > 0 && options.codec != Codec::Gif && options.codec != Codec::WebP) {
        return failure(ErrorCode::InvalidArgument, title + " cannot be fitted to a size",
                       "a size limit works for GIF and WebP; elsewhere choose a higher crf");
    }
    if (!is_h26x(options.codec)) {
        if (options.crf >= 0) {
            return failure(ErrorCode::InvalidArgument, title + " has no crf",
                           "leave crf out, or choose H.264 or H.265");
        }
        if (!options.speed.empty()) {
            return failure(ErrorCode::InvalidArgument, title + " has no speed",
                           "leave speed out, or choose H.264 or H.265");
        }
        return {};
    }
    if (options.crf > kHighestCrf) {
        return failure(ErrorCode::InvalidArgument,
                       "crf " + std::to_string(options.crf) + " is out of range",
                       "use 0 (best) to " + std::to_string(kHighestCrf));
    }
    if (!options.speed.empty() &&
        std::find(kSpeeds.begin(), kSpeeds.end(), options.speed) == kSpeeds.end()) {
        return failure(ErrorCode::InvalidArgument, "no encoding speed is called " + options.speed,
                       "use ultrafast, superfast, veryfast, faster, fast, medium, slow, slower, "
                       "veryslow or placebo");
    }
    return {};
}

Status check_size(Codec codec, int width, int height) {
    const std::string size = std::to_string(width) + "x" + std::to_string(height);
    const std::string title(facts_of(codec).title);
    const int largest = is_h26x(codec) ? kLargestH26xSide : kLargestSide;
    if (width < 1 || height < 1 || width > largest || height > largest) {
        return failure(ErrorCode::InvalidArgument, title + " cannot store pictures of " + size,
                       "sides from 1 to " + std::to_string(largest) + " are possible");
    }
    if (codec == Codec::DnxHr && (width < kDnxSmallestWidth || height < kDnxSmallestHeight)) {
        return failure(ErrorCode::Unsupported, title + " cannot store pictures of " + size,
                       "it needs 256x120 at least; use ProRes or FFV1");
    }
    if (codec == Codec::H265 && std::min(width, height) < kH265SmallestSide) {
        return failure(ErrorCode::Unsupported, title + " cannot store pictures of " + size,
                       "it needs 32x32 at least; use H.264 or FFV1");
    }
    return {};
}

int crf_for(const EncodeOptions& options) {
    if (!is_h26x(options.codec)) {
        return -1;
    }
    if (options.crf >= 0) {
        return options.crf;
    }
    return options.codec == Codec::H264 ? kDefaultCrfH264 : kDefaultCrfH265;
}

} // namespace

std::string_view to_string(Codec codec) {
    return facts_of(codec).name;
}

Result<Codec> codec_from_text(std::string_view text) {
    const std::string low = lower(text);
    for (const CodecFacts& facts : kCodecs) {
        if (low == facts.name || low == lower(facts.title)) {
            return facts.codec;
        }
    }
    if (low == "hevc") {
        return Codec::H265;
    }
    if (low == "avc") {
        return Codec::H264;
    }
    return failure(ErrorCode::InvalidArgument, "no codec is called " + std::string(text),
                   "use h264, h265, ffv1, prores, dnxhr, gif, webp, png, tiff, dpx or exr");
}

bool is_picture_codec(Codec codec) {
    return codec == Codec::Png || codec == Codec::Tiff || codec == Codec::Dpx ||
           codec == Codec::Exr;
}

bool is_silent(Codec codec) {
    return codec == Codec::Gif || codec == Codec::WebP || is_picture_codec(codec);
}

Result<Codec> default_codec_for(const std::filesystem::path& output) {
    const std::string extension = extension_of(output);
    for (const CodecFacts& facts : kCodecs) {
        if (lives_in(facts, extension)) {
            return facts.codec; // H.264 comes first and takes the film containers
        }
    }
    return failure(
        ErrorCode::InvalidArgument,
        extension.empty() ? "the output name " + output.string() + " has no extension"
                          : "cannot write " + extension + " files: " + output.string(),
        "name it .mp4, .mov, .mkv, .gif or .webp, or frames.%06d.png (.tif, .dpx, .exr)");
}

Status check_container(Codec codec, const std::filesystem::path& output) {
    const CodecFacts& facts = facts_of(codec);
    const std::string extension = extension_of(output);
    if (lives_in(facts, extension)) {
        return {};
    }
    KINOVAR_TRY_ASSIGN([[maybe_unused]] const Codec usual, default_codec_for(output));
    return failure(ErrorCode::InvalidArgument,
                   std::string(facts.title) + " cannot live in " + extension + " (" +
                       output.string() + ")",
                   std::string(facts.advice));
}

Hash128 key_of(const EncodeSpec& spec) {
    Hasher hasher;
    const ColourSpec& colour = spec.colour;
    for (const int value :
         {static_cast<int>(spec.codec), static_cast<int>(spec.layout.family), spec.layout.bits,
          spec.layout.subsample_x, spec.layout.subsample_y, spec.width, spec.height,
          static_cast<int>(colour.primaries), static_cast<int>(colour.transfer),
          static_cast<int>(colour.matrix), static_cast<int>(colour.range),
          static_cast<int>(colour.siting), static_cast<int>(spec.field_order), spec.crf,
          static_cast<int>(spec.dither), spec.threads}) {
        hasher.add(static_cast<std::int64_t>(value));
    }
    hasher.add(spec.speed).add(spec.rate.num).add(spec.rate.den);
    return hasher.add(spec.pixel_aspect.num).add(spec.pixel_aspect.den).finish();
}

Result<EncodeSpec> plan_encode(const EncodeOptions& options, const VideoInfo& source, int width,
                               int height, Rational rate, Rational pixel_aspect, bool monochrome) {
    KINOVAR_TRY(check_size(options.codec, width, height));
    KINOVAR_TRY(check_quality(options));
    if (!rate.known()) {
        return failure(ErrorCode::InvalidArgument, "the frame rate of the output is not known",
                       "give a frame rate above 0");
    }
    if (options.threads < 0 || options.threads > kMostThreads) {
        return failure(ErrorCode::InvalidArgument,
                       std::to_string(options.threads) + " encoder threads are not possible",
                       "use 1 to " + std::to_string(kMostThreads) + ", or 0 for the default");
    }
    EncodeSpec spec{.codec = options.codec,
                    .layout = source.layout,
                    .width = width,
                    .height = height,
                    .rate = rate.reduced(),
                    .pixel_aspect = pixel_aspect.known() ? pixel_aspect.reduced() : Rational{1, 1},
                    .colour = source.colour,
                    .field_order = source.field_order == FieldOrder::Unknown
                                       ? FieldOrder::Progressive
                                       : source.field_order,
                    .crf = crf_for(options),
                    .dither = options.dither,
                    .threads = options.threads == 0 ? kDefaultThreads : options.threads,
                    .speed = options.speed};
    if (is_h26x(spec.codec) && spec.speed.empty()) {
        spec.speed = kDefaultSpeed;
    }
    spec.layout = layout_for(spec, source.layout, monochrome);
    KINOVAR_TRY_ASSIGN(spec.layout.bits,
                       depth_for(spec.codec, spec.layout, options.depth, source.layout.bits));
    spec.colour = colour_for(spec, source.colour);
    return spec;
}

} // namespace kinovar::media
