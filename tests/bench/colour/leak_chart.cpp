#include "tests/bench/colour/leak_chart.h"

#include "core/image/cv_bridge.h"
#include "core/steps/colourise/engine/lab.h"
#include "tests/bench/colour/colour_sheets.h"
#include "tests/bench/colour/hint_places.h"

#include <fmt/format.h>

namespace kinovar::bench {

namespace {

constexpr int kWidth = 384;
constexpr int kHeight = 256;
constexpr int kEdge = kWidth / 2;
/// Pixels beside the edge that blur and rounding may mix.
constexpr int kEdgeWidth = 2;
constexpr float kLevel = 1.0F / 255;
constexpr float kGrey = 120 * kLevel;
const cv::Vec2f kNearColour(38, 30);
const cv::Vec2f kFarColour(-6, -28);

/// Areas left and right of the edge, `step` levels apart.
cv::Mat chart(int step, double grain) {
    cv::Mat grey(kHeight, kWidth, CV_32F, cv::Scalar(kGrey));
    grey.colRange(kEdge, kWidth) += static_cast<double>(static_cast<float>(step) * kLevel);
    cv::Mat noise(grey.size(), CV_32F);
    cv::RNG random(1);
    random.fill(noise, cv::RNG::NORMAL, 0, grain * static_cast<double>(kLevel));
    grey += noise;
    cv::Mat rgb;
    cv::merge(std::vector<cv::Mat>{grey, grey, grey}, rgb);
    return rgb;
}

cv::Mat true_colours() {
    cv::Mat ab(kHeight, kWidth, CV_32FC2, cv::Scalar(kNearColour[0], kNearColour[1]));
    ab.colRange(kEdge, kWidth).setTo(cv::Scalar(kFarColour[0], kFarColour[1]));
    return ab;
}

double leak_of(const cv::Mat& ab) {
    const cv::Vec2f way = kNearColour - kFarColour;
    const cv::Scalar mean = cv::mean(ab.colRange(kEdge + kEdgeWidth, kWidth));
    const cv::Vec2f off =
        cv::Vec2f(static_cast<float>(mean[0]), static_cast<float>(mean[1])) - kFarColour;
    return static_cast<double>(off.dot(way) / way.dot(way));
}

} // namespace

Result<std::string> leak_markdown(const std::vector<ColourMethod>& methods,
                                  const std::filesystem::path& sheets) {
    const Places places{{kEdge - kWidth / 24, kHeight / 2}, {kWidth - kWidth / 12, kHeight / 3}};
    const auto hints = true_hints(true_colours(), places);
    std::string text = "| step, levels | grain, levels |";
    std::string line = "\n|---|---|";
    for (const ColourMethod& method : methods) {
        text += fmt::format(" {} |", method.name);
        line += "---|";
    }
    text += line;
    if (!sheets.empty()) {
        std::filesystem::create_directories(sheets);
    }
    for (const int grain : {0, 2, 5}) {
        for (const int step : {2, 5, 10, 20}) {
            KINOVAR_TRY_ASSIGN(const FramePtr frame,
                               frame_from_mat(chart(step, grain), ColourSpec::srgb()));
            const auto guide = colourise::make_guide(colourise::lightness_of(*frame));
            const auto seeds = colourise::seeds_of(hints, guide.work.size());
            std::vector<FramePtr> shown{hints_shown(*frame, hints)};
            text += fmt::format("\n| {} | {} |", step, grain);
            for (const ColourMethod& method : methods) {
                KINOVAR_TRY_ASSIGN(const cv::Mat ab, method.colour(guide, seeds));
                text += fmt::format(" {:.0f} |", 100 * leak_of(ab));
                shown.push_back(colourise::with_chroma(*frame, ab));
            }
            if (!sheets.empty()) {
                KINOVAR_TRY(write_strip(
                    sheets / fmt::format("leak-step{}-grain{}.png", step, grain), shown));
            }
        }
    }
    return text + "\n";
}

} // namespace kinovar::bench
