#include "tests/bench/colour/stills.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/steps/colourise/engine/lab.h"
#include "tests/bench/colour/colour_sheets.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace kinovar::bench {

namespace {

/// Steps of ab from one pixel to the next that are an edge, and how far from it counts as near.
constexpr float kColourEdge = 12;
constexpr int kNearEdge = 3;

struct Truth {
    FramePtr frame;
    cv::Mat ab;
    cv::Mat near_edge; ///< CV_8U
    colourise::Guide guide;
};

cv::Mat edges_of(const cv::Mat& ab) {
    cv::Mat edges = cv::Mat::zeros(ab.size(), CV_8U);
    const auto step = [&](int y, int x, int ny, int nx) {
        return cv::norm(ab.at<cv::Vec2f>(y, x) - ab.at<cv::Vec2f>(ny, nx)) > kColourEdge;
    };
    for (int y = 0; y + 1 < ab.rows; ++y) {
        for (int x = 0; x + 1 < ab.cols; ++x) {
            if (step(y, x, y, x + 1) || step(y, x, y + 1, x)) {
                edges.at<uchar>(y, x) = 255;
            }
        }
    }
    cv::Mat near;
    const int side = 2 * kNearEdge + 1;
    cv::dilate(edges, near, cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side}));
    return near;
}

Truth truth_of(const FramePtr& frame) {
    Truth truth;
    truth.frame = frame;
    truth.ab = colourise::chroma_of(*frame);
    truth.near_edge = edges_of(truth.ab);
    truth.guide = colourise::make_guide(colourise::lightness_of(*frame));
    return truth;
}

double psnr(const cv::Mat& ab, const cv::Mat& truth) {
    const double error =
        cv::norm(ab, truth, cv::NORM_L2SQR) / (2.0 * static_cast<double>(ab.total()));
    return 10 * std::log10(255.0 * 255.0 / error);
}

cv::Mat length_of(const cv::Mat& ab) {
    std::vector<cv::Mat> parts;
    cv::split(ab, parts);
    cv::Mat length;
    cv::magnitude(parts[0], parts[1], length);
    return length;
}

double edge_error(const cv::Mat& ab, const Truth& truth) {
    return cv::mean(length_of(ab - truth.ab), truth.near_edge)[0];
}

/// Largest difference of luma between frames, as they are and after rounding to bytes.
void check_luma(const Frame& before, const Frame& after, StillsFigures& figures) {
    const std::size_t count = before.values().size() / Frame::kChannels;
    std::vector<float> old_luma(count);
    std::vector<float> new_luma(count);
    luma_of(before, old_luma);
    luma_of(after, new_luma);
    const LumaWeights weights = luma_weights(after);
    const auto rounded = [](float value) {
        return std::round(std::clamp(value, 0.0F, 1.0F) * 255);
    };
    for (std::size_t i = 0; i < count; ++i) {
        figures.largest_luma_error = std::max(
            figures.largest_luma_error, static_cast<double>(std::abs(old_luma[i] - new_luma[i])));
        const float* rgb = after.values().data() + i * Frame::kChannels;
        const double bytes = weights.red * rounded(rgb[0]) + weights.green * rounded(rgb[1]) +
                             weights.blue * rounded(rgb[2]);
        figures.largest_byte_error =
            std::max(figures.largest_byte_error,
                     std::abs(bytes - 255.0 * std::clamp(old_luma[i], 0.0F, 1.0F)));
    }
}

/// Listed ones if there is a list, else those of a draw.
Result<Places> places_of(const StillsOptions& options, const std::string& picture, int count,
                         const cv::Size& size, std::uint64_t draw) {
    if (options.places.empty() || count == 0) {
        return random_places(size, count, draw);
    }
    const auto found = options.places.find({picture, count});
    if (found == options.places.end() || static_cast<int>(found->second.size()) != count) {
        return failure(ErrorCode::NotFound,
                       fmt::format("{} places for {} are not listed", count, picture));
    }
    const cv::Rect inside(1, 1, size.width - 2, size.height - 2);
    for (const cv::Point& place : found->second) {
        if (!inside.contains(place)) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("{}: the place {}, {} is not inside the picture", picture,
                                       place.x, place.y));
        }
    }
    return found->second;
}

void add_to(std::vector<std::vector<double>>& table, std::size_t row, std::size_t column,
            double value) {
    table[row][column] += value;
}

} // namespace

Result<StillsFigures> measure_stills(const std::vector<ColourPicture>& pictures,
                                     const std::vector<ColourMethod>& methods,
                                     const StillsOptions& options) {
    const std::vector<std::vector<double>> none(options.counts.size(),
                                                std::vector<double>(methods.size(), 0));
    StillsFigures figures{none, none, none};
    if (!options.sheets.empty()) {
        std::filesystem::create_directories(options.sheets);
    }
    const double share = 1.0 / (static_cast<double>(pictures.size()) * options.seeds);
    for (std::size_t p = 0; p < pictures.size(); ++p) {
        const Truth truth = truth_of(pictures[p].frame);
        const double vivid = cv::mean(length_of(truth.ab))[0];
        for (std::size_t c = 0; c < options.counts.size(); ++c) {
            for (int seed = 0; seed < options.seeds; ++seed) {
                const std::uint64_t draw = (p * 1000 + static_cast<std::uint64_t>(seed)) * 1000 +
                                           static_cast<std::uint64_t>(options.counts[c]);
                KINOVAR_TRY_ASSIGN(
                    const Places places,
                    places_of(options, pictures[p].name, options.counts[c], truth.ab.size(), draw));
                const auto hints = true_hints(truth.ab, places);
                const auto given = colourise::seeds_of(hints, truth.guide.work.size());
                std::vector<FramePtr> shown{truth.frame, hints_shown(*truth.frame, hints)};
                for (std::size_t m = 0; m < methods.size(); ++m) {
                    KINOVAR_TRY_ASSIGN(const cv::Mat worked_out,
                                       methods[m].colour(truth.guide, given));
                    const cv::Mat ab = colourise::enlarge_along(truth.guide, worked_out);
                    add_to(figures.psnr, c, m, share * psnr(ab, truth.ab));
                    add_to(figures.edges, c, m, share * edge_error(ab, truth));
                    add_to(figures.vivid, c, m, share * cv::mean(length_of(ab))[0] / vivid);
                    shown.push_back(colourise::with_chroma(*truth.frame, ab));
                    check_luma(*truth.frame, *shown.back(), figures);
                }
                if (!options.sheets.empty() && seed == 0) {
                    KINOVAR_TRY(
                        write_strip(options.sheets / fmt::format("{}-{}.png", pictures[p].name,
                                                                 options.counts[c]),
                                    shown));
                }
            }
        }
        std::fprintf(stderr, "%s\n", pictures[p].name.c_str());
    }
    return figures;
}

namespace {

std::string table_of(const std::vector<std::vector<double>>& values, const std::string& title,
                     const std::vector<ColourMethod>& methods, const StillsOptions& options) {
    std::string text = "| " + title + " |";
    for (const ColourMethod& method : methods) {
        text += fmt::format(" {} |", method.name);
    }
    text += "\n|---|";
    for (std::size_t m = 0; m < methods.size(); ++m) {
        text += "---|";
    }
    for (std::size_t c = 0; c < values.size(); ++c) {
        text += fmt::format("\n| {} |", options.counts[c]);
        for (const double value : values[c]) {
            text += fmt::format(" {:.2f} |", value);
        }
    }
    return text + "\n\n";
}

} // namespace

std::string stills_markdown(const StillsFigures& figures, const std::vector<ColourMethod>& methods,
                            const StillsOptions& options) {
    return table_of(figures.psnr, "hints: PSNR of ab, dB", methods, options) +
           table_of(figures.edges, "hints: error of ab near edges of colour", methods, options) +
           table_of(figures.vivid, "hints: mean chroma, share of the truth's", methods, options) +
           fmt::format("Luma lock: largest |ΔY'| {:.2e} as floats; {:.2f} of 255 after rounding to "
                       "bytes.\n",
                       figures.largest_luma_error, figures.largest_byte_error);
}

} // namespace kinovar::bench
