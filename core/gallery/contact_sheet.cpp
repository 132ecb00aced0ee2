#include "core/gallery/contact_sheet.h"

#include "core/gallery/triage.h"
#include "core/image/resize.h"
#include "core/media/picture_file.h"
#include "core/text/text_picture.h"

#include <algorithm>
#include <array>

namespace kinovar::gallery {

namespace {

constexpr int kColumns = 3;
constexpr int kPicture = 200; ///< px, the longer side
constexpr int kText = 340;    ///< px, width
constexpr int kGap = 20;
constexpr int kCellWidth = kPicture + kGap + kText + kGap;
constexpr int kCellHeight = kPicture + kGap;
constexpr float kGround = 0.13F;

struct Words {
    std::string text;
    double size;
    bool bold;
    float light;
};

void paint(Frame& sheet, const text::TextPicture& words, int left, int top, int lowest,
           float light) {
    for (int y = 0; y < words.height && top + y < lowest; ++y) {
        float* row = sheet.row(top + y) + static_cast<std::ptrdiff_t>(left) * Frame::kChannels;
        for (int x = 0; x < words.width && left + x < sheet.width(); ++x) {
            const float ink =
                static_cast<float>(words.coverage[static_cast<std::size_t>(y) *
                                                      static_cast<std::size_t>(words.width) +
                                                  static_cast<std::size_t>(x)]) /
                UINT8_MAX;
            for (int c = 0; c < Frame::kChannels; ++c) {
                float& value = row[x * Frame::kChannels + c];
                value += (light - value) * ink;
            }
        }
    }
}

/// A picture that cannot be read leaves its place empty; the text says why.
Status paint_thumbnail(Frame& sheet, const std::filesystem::path& file, int left, int top) {
    const auto picture = media::read_picture(file);
    if (!picture) {
        return {};
    }
    const int longest = std::max((*picture)->width(), (*picture)->height());
    const int width = std::max(1, (*picture)->width() * kPicture / longest);
    const int height = std::max(1, (*picture)->height() * kPicture / longest);
    KINOVAR_TRY_ASSIGN(const FramePtr small, resize(**picture, width, height, ResizeFilter::Area));
    for (int y = 0; y < height; ++y) {
        std::copy_n(small->row(y), static_cast<std::size_t>(width) * Frame::kChannels,
                    sheet.row(top + (kPicture - height) / 2 + y) +
                        static_cast<std::ptrdiff_t>(left + (kPicture - width) / 2) *
                            Frame::kChannels);
    }
    return {};
}

Status paint_words(Frame& sheet, const Triage& triage, int left, int top) {
    const portrait::Finding* reason = reason_of(triage);
    const Entry& entry = triage.entry;
    const std::string name = entry.name + (entry.years.empty() ? "" : " " + entry.years);
    const std::array<Words, 4> all{{{name, 19, true, 0.95F},
                                    {entry.file.filename().string(), 13, false, 0.6F},
                                    {reason == nullptr ? "" : reason->message, 16, false, 0.9F},
                                    {reason == nullptr ? "" : reason->hint, 15, false, 0.65F}}};
    const int lowest = top + kPicture;
    for (const Words& words : all) {
        if (words.text.empty()) {
            continue;
        }
        text::TextStyle style;
        style.size = words.size;
        style.bold = words.bold;
        style.most_width = kText;
        KINOVAR_TRY_ASSIGN(const text::TextPicture drawn, text::draw_text(words.text, style));
        paint(sheet, drawn, left, top, lowest, words.light);
        top += drawn.height + kGap / 3;
    }
    return {};
}

} // namespace

Status write_contact_sheet(const std::filesystem::path& path, const std::vector<Triage>& triage) {
    std::vector<const Triage*> left_out;
    for (const Triage& one : triage) {
        if (!one.taken) {
            left_out.push_back(&one);
        }
    }
    if (left_out.empty()) {
        return {};
    }
    const int count = static_cast<int>(left_out.size());
    const int columns = std::min(kColumns, count);
    const int rows = (count + columns - 1) / columns;
    Frame sheet(columns * kCellWidth + kGap, rows * kCellHeight + kGap, ColourSpec::srgb());
    std::fill(sheet.values().begin(), sheet.values().end(), kGround);
    for (int i = 0; i < count; ++i) {
        const int left = kGap + (i % columns) * kCellWidth;
        const int top = kGap + (i / columns) * kCellHeight;
        const Triage& one = *left_out[static_cast<std::size_t>(i)];
        KINOVAR_TRY(paint_thumbnail(sheet, one.entry.file, left, top));
        KINOVAR_TRY(paint_words(sheet, one, left + kPicture + kGap, top));
    }
    return media::write_picture(path, sheet, media::PictureFormat::Png, 8);
}

} // namespace kinovar::gallery
