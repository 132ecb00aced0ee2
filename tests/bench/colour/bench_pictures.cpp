#include "tests/bench/colour/bench_pictures.h"

#include "core/image/cv_bridge.h"
#include "core/media/picture_file.h"
#include "core/steps/colourise/engine/lab.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <fstream>

namespace kinovar::bench {

namespace {

/// Mean length of ab below which a picture says little about colour, yet would weigh most in means
/// of decibels.
constexpr double kLeastChroma = 8;

double mean_chroma(const Frame& frame) {
    const cv::Mat ab = colourise::chroma_of(frame);
    double sum = 0;
    for (auto one = ab.begin<cv::Vec2f>(); one != ab.end<cv::Vec2f>(); ++one) {
        sum += cv::norm(*one);
    }
    return sum / static_cast<double>(ab.total());
}

Result<ColourPicture> reduced_picture(const std::filesystem::path& file, double scale) {
    KINOVAR_TRY_ASSIGN(const FramePtr whole, media::read_picture(file));
    cv::Mat reduced;
    cv::resize(mat_view(*whole), reduced, cv::Size(), scale, scale, cv::INTER_AREA);
    KINOVAR_TRY_ASSIGN(FramePtr frame, frame_from_mat(reduced, whole->colour()));
    return ColourPicture{file.stem().string(), std::move(frame)};
}

} // namespace

Result<std::vector<ColourPicture>> kodak_pictures(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".png") {
            files.push_back(entry.path());
        }
    }
    if (files.empty()) {
        return failure(ErrorCode::NotFound, "no pictures in " + folder.string());
    }
    std::sort(files.begin(), files.end());
    std::vector<ColourPicture> pictures;
    for (const auto& file : files) {
        KINOVAR_TRY_ASSIGN(ColourPicture picture, reduced_picture(file, 0.5));
        pictures.push_back(std::move(picture));
    }
    return pictures;
}

Result<std::vector<ColourPicture>> training_pictures(const std::filesystem::path& folder, int every,
                                                     int lines) {
    std::ifstream manifest(folder / "manifest.tsv");
    std::vector<ColourPicture> pictures;
    std::string line;
    for (int number = 0; std::getline(manifest, line);) {
        if (line.find("\tyes\t") == std::string::npos || number++ % every != 0) {
            continue;
        }
        const std::filesystem::path file = folder / line.substr(0, line.find('\t'));
        KINOVAR_TRY_ASSIGN(const media::PictureInfo info, media::probe_picture(file));
        KINOVAR_TRY_ASSIGN(
            ColourPicture picture,
            reduced_picture(file, static_cast<double>(lines) / std::min(info.width, info.height)));
        if (mean_chroma(*picture.frame) > kLeastChroma) {
            pictures.push_back(std::move(picture));
        }
    }
    if (pictures.empty()) {
        return failure(ErrorCode::NotFound, "no photographs in " + folder.string());
    }
    return pictures;
}

} // namespace kinovar::bench
