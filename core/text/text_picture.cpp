#include "core/text/text_picture.h"

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

namespace kinovar::text {

namespace {

constexpr std::size_t kMostBytes = 64U << 10;
constexpr double kLeastSize = 1;
constexpr double kMostSize = 4096;
constexpr int kMostSide = 32767; // of a cairo surface
constexpr std::int64_t kMostPixels = 256LL << 20;

struct ObjectFree {
    void operator()(void* object) const { g_object_unref(object); }
};
struct FontFree {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
struct SurfaceFree {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct PenFree {
    void operator()(cairo_t* pen) const { cairo_destroy(pen); }
};
struct OptionsFree {
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
template <class T>
using ObjectPtr = std::unique_ptr<T, ObjectFree>;

/// Pango's objects serve one thread at a time; drawing a caption is far too short to be spread.
std::mutex& pango_mutex() {
    static std::mutex mutex;
    return mutex;
}

Status check(const std::string& text, const TextStyle& style) {
    if (text.size() > kMostBytes) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("a text of {} bytes is too long to be drawn", text.size()),
                       fmt::format("at most {} bytes at once", kMostBytes));
    }
    if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) == FALSE) {
        return failure(ErrorCode::InvalidArgument, "the text to be drawn is not UTF-8",
                       "save the file it comes from as UTF-8");
    }
    if (!(style.size >= kLeastSize && style.size <= kMostSize)) {
        return failure(
            ErrorCode::InvalidArgument, fmt::format("letters cannot be {} px high", style.size),
            fmt::format("the size of an em lies between {} and {} px", kLeastSize, kMostSize));
    }
    if (style.most_width < 0) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("lines cannot be broken at {} px", style.most_width),
                       "0 stands for never");
    }
    return {};
}

/// Without one, Pango draws nothing or ends the program, by version.
Status check_fonts() {
    const FcFontSet* fonts = FcInit() == FcTrue ? FcConfigGetFonts(nullptr, FcSetSystem) : nullptr;
    if (fonts == nullptr || fonts->nfont == 0) {
        return failure(ErrorCode::NotFound, "no font is installed to draw text with",
                       "install one, on Debian: apt install fonts-dejavu-core");
    }
    return {};
}

PangoAlignment pango_align(Align align) {
    switch (align) {
    case Align::Left:
        return PANGO_ALIGN_LEFT;
    case Align::Centre:
        return PANGO_ALIGN_CENTER;
    case Align::Right:
        return PANGO_ALIGN_RIGHT;
    }
    return PANGO_ALIGN_LEFT;
}

/// Grey edges and free places of the letters: pictures are scaled and encoded, a hinted pixel grid
/// means nothing to them.
ObjectPtr<PangoContext> make_context() {
    static PangoFontMap* const fonts = pango_cairo_font_map_new();
    ObjectPtr<PangoContext> context(pango_font_map_create_context(fonts));
    const std::unique_ptr<cairo_font_options_t, OptionsFree> options(cairo_font_options_create());
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options.get());
    pango_context_set_round_glyph_positions(context.get(), FALSE);
    return context;
}

ObjectPtr<PangoLayout> make_layout(const std::string& text, const TextStyle& style) {
    const ObjectPtr<PangoContext> context = make_context();
    ObjectPtr<PangoLayout> layout(pango_layout_new(context.get()));
    const std::unique_ptr<PangoFontDescription, FontFree> font(pango_font_description_new());
    pango_font_description_set_family(font.get(), style.family.c_str());
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(),
                                      style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    pango_layout_set_alignment(layout.get(), pango_align(style.align));
    if (style.most_width > 0) {
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_width(layout.get(), std::min(style.most_width, kMostSide) * PANGO_SCALE);
    }
    return layout;
}

/// Where there is ink, and the full height of the lines, so that texts of one size stand alike.
PangoRectangle bounds_of(PangoLayout* layout) {
    PangoRectangle ink{};
    PangoRectangle logical{};
    pango_layout_get_pixel_extents(layout, &ink, &logical);
    const int right = std::max(ink.x + ink.width, logical.x + logical.width);
    const int bottom = std::max(ink.y + ink.height, logical.y + logical.height);
    const int x = std::min(ink.x, logical.x);
    const int y = std::min(ink.y, logical.y);
    return {x, y, right - x, bottom - y};
}

Result<TextPicture> paint(PangoLayout* layout, const PangoRectangle& bounds) {
    const std::unique_ptr<cairo_surface_t, SurfaceFree> surface(
        cairo_image_surface_create(CAIRO_FORMAT_A8, bounds.width, bounds.height));
    const std::unique_ptr<cairo_t, PenFree> pen(cairo_create(surface.get()));
    cairo_translate(pen.get(), -bounds.x, -bounds.y);
    pango_cairo_show_layout(pen.get(), layout);
    cairo_surface_flush(surface.get());
    if (cairo_status(pen.get()) != CAIRO_STATUS_SUCCESS) {
        return failure(ErrorCode::Internal,
                       fmt::format("the text cannot be drawn: {}",
                                   cairo_status_to_string(cairo_status(pen.get()))),
                       "try another font or a smaller size");
    }
    TextPicture picture{bounds.width, bounds.height, {}};
    picture.coverage.resize(static_cast<std::size_t>(bounds.width) *
                            static_cast<std::size_t>(bounds.height));
    const unsigned char* pixels = cairo_image_surface_get_data(surface.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
    const auto width = static_cast<std::size_t>(bounds.width);
    for (std::size_t y = 0; y < static_cast<std::size_t>(bounds.height); ++y) {
        std::copy_n(pixels + y * stride, width, picture.coverage.data() + y * width);
    }
    return picture;
}

} // namespace

Result<TextPicture> draw_text(const std::string& text, const TextStyle& style) {
    KINOVAR_TRY(check(text, style));
    if (text.empty()) {
        return TextPicture{};
    }
    const std::scoped_lock lock(pango_mutex());
    KINOVAR_TRY(check_fonts());
    const ObjectPtr<PangoLayout> layout = make_layout(text, style);
    const PangoRectangle bounds = bounds_of(layout.get());
    if (bounds.width <= 0 || bounds.height <= 0) {
        return TextPicture{};
    }
    if (bounds.width > kMostSide || bounds.height > kMostSide ||
        std::int64_t{bounds.width} * bounds.height > kMostPixels) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("a text of {}×{} px is too large to be drawn", bounds.width, bounds.height),
            "use smaller letters, or break the lines (most_width)");
    }
    return paint(layout.get(), bounds);
}

} // namespace kinovar::text
