#include "app/cli/hand_gallery.h"

#include "core/base/file.h"
#include "core/media/picture_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::cli {

namespace {

constexpr int kBits = 8;
constexpr const char* kHead =
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Hands to check</title>\n"
    "<style>\nbody { font: 15px sans-serif; background: #222; color: #ddd; }\n"
    "figure { display: inline-block; margin: 8px; vertical-align: top; }\n"
    "img { height: 240px; display: block; }\n</style>\n"
    "<h1>Hands to check, least certain first</h1>\n"
    "<p>The program cannot count fingers: look at each.</p>\n";

/// The part of a picture in a box.
FramePtr cut(const Frame& picture, const detect::Box& box) {
    const auto at = [](double share, int length) {
        return std::clamp(static_cast<int>(std::lround(share * length)), 0, length);
    };
    const int x0 = std::min(at(box[0], picture.width()), picture.width() - 1);
    const int y0 = std::min(at(box[1], picture.height()), picture.height() - 1);
    const int width = std::max(1, at(box[2], picture.width()) - x0);
    const int height = std::max(1, at(box[3], picture.height()) - y0);
    auto part = std::make_shared<Frame>(width, height, picture.colour());
    for (int y = 0; y < height; ++y) {
        std::copy_n(picture.row(y0 + y) + std::ptrdiff_t{x0} * Frame::kChannels,
                    std::ptrdiff_t{width} * Frame::kChannels, part->row(y));
    }
    return part;
}

} // namespace

Status write_hand_gallery(const std::filesystem::path& folder,
                          const std::vector<detect::HandTrack>& hands, const pipeline::Clip& clip,
                          Job& job) {
    KINOVAR_TRY(make_folder(folder));
    std::string page = kHead;
    int number = 0;
    for (const detect::HandTrack& hand : hands) {
        KINOVAR_TRY(job.checkpoint());
        const detect::HandSighting& worst = hand.worst;
        KINOVAR_TRY_ASSIGN(const FramePtr picture, clip.frame(worst.frame, {job.stop_token()}));
        const std::string name = fmt::format("{:03}_frame_{:06}.png", ++number, worst.frame);
        KINOVAR_TRY(media::write_picture(folder / name, *cut(*picture, worst.box),
                                         media::PictureFormat::Png, kBits));
        page += fmt::format("<figure><img src=\"{}\" alt=\"\"><figcaption>frame {}, uncertainty "
                            "{:.2f}<br>seen in {}-{}</figcaption></figure>\n",
                            name, worst.frame, worst.uncertainty, hand.first, hand.last);
    }
    return write_file(folder / "index.html", page + "</html>\n");
}

} // namespace kinovar::cli
