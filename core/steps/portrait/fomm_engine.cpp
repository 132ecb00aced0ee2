#include "core/image/cv_bridge.h"
#include "core/nn/model.h"
#include "core/pipeline/recent_frames.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/portrait/motion/driving.h"
#include "core/steps/portrait/portrait_engine.h"
#include "core/steps/timing/film_times.h"

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr int kSize = 256; ///< px a side, as the network was trained
/// The square around a face, in face widths, and how far above the face's middle its own lies: head
/// and neck, as in the videos of its training.
constexpr float kSquare = 2.1F;
constexpr float kUp = 0.12F;
/// The network's picture shows up to here from the middle of the square and is gone at its edge, as
/// shares of half a side.
constexpr float kWhole = 0.72F;
constexpr float kGone = 0.97F;
/// Beyond this enlargement the drawn face is visibly softer than the still.
constexpr float kSoftBeyond = 1.25F;
/// The published weights were trained when grid_sample() aligned corners.
constexpr float kAlignCorners = 1;

constexpr double kBlur = 0.45; ///< px of the smaller picture

struct Square {
    float x0 = 0, y0 = 0, side = 0; ///< px
};

Square square_around(const portrait::FaceBox& box, float width) {
    const float side = kSquare * width;
    return {(box.x0 + box.x1 - side) / 2, (box.y0 + box.y1 - side) / 2 - kUp * width, side};
}

Square square_around(const portrait::FaceMesh& mesh) {
    const auto [left, right] =
        std::minmax_element(mesh.points.begin(), mesh.points.end(),
                            [](const auto& a, const auto& b) { return a.x < b.x; });
    const auto [top, bottom] =
        std::minmax_element(mesh.points.begin(), mesh.points.end(),
                            [](const auto& a, const auto& b) { return a.y < b.y; });
    return square_around({left->x, top->y, right->x, bottom->y, 1}, right->x - left->x);
}

/// The square at the network's size; beyond the picture its edge goes on.
nn::Array cut(const Frame& frame, const Square& square) {
    const float scale = square.side / kSize;
    // Pixel centres: place x of the square lies at x0 + (x + ½)·scale − ½.
    const cv::Matx23f map(scale, 0, square.x0 + (scale - 1) / 2, 0, scale,
                          square.y0 + (scale - 1) / 2);
    cv::Mat source = mat_view(frame);
    if (scale > 1) { // so that nothing aliases
        cv::Mat soft;
        cv::GaussianBlur(source, soft, {}, kBlur * scale);
        source = soft;
    }
    cv::Mat piece;
    cv::warpAffine(source, piece, map, {kSize, kSize}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    nn::Array array;
    array.shape = {1, Frame::kChannels, kSize, kSize};
    array.values.resize(static_cast<std::size_t>(Frame::kChannels) * kSize * kSize);
    for (int y = 0; y < kSize; ++y) {
        for (int x = 0; x < kSize; ++x) {
            const cv::Vec3f& pixel = piece.at<cv::Vec3f>(y, x);
            for (int c = 0; c < Frame::kChannels; ++c) {
                array.values[static_cast<std::size_t>((c * kSize + y) * kSize + x)] =
                    std::clamp(pixel[c], 0.0F, 1.0F);
            }
        }
    }
    return array;
}

cv::Mat picture_of(const nn::Array& array) {
    cv::Mat picture(kSize, kSize, CV_32FC3);
    for (int y = 0; y < kSize; ++y) {
        for (int x = 0; x < kSize; ++x) {
            for (int c = 0; c < Frame::kChannels; ++c) {
                picture.at<cv::Vec3f>(y, x)[c] =
                    array.values[static_cast<std::size_t>((c * kSize + y) * kSize + x)];
            }
        }
    }
    return picture;
}

/// How much of the network's picture is seen there; u, v from −1 to 1 in the square.
float shown(float u, float v) {
    const float x = (std::hypot(u, v) - kWhole) / (kGone - kWhole);
    const float t = std::clamp(x, 0.0F, 1.0F);
    return 1 - t * t * (3 - 2 * t);
}

class FommEngine final : public PortraitEngine {
public:
    struct Parts {
        FramePtr still;
        std::vector<Square> squares; ///< one a face
        std::shared_ptr<const nn::Model> model;
        pipeline::ClipPtr driving;
        Square driving_square;
        nn::Array initial; ///< the driving clip's neutral frame
        bool returns = false;
        bool grey = false;
        std::vector<std::string> warnings;
    };
    explicit FommEngine(Parts parts) : parts_(std::move(parts)), times_(parts_.driving->info()) {
        for (const Square& square : parts_.squares) {
            sources_.push_back(cut(*parts_.still, square));
        }
    }

    [[nodiscard]] Result<FramePtr> at(double time, const pipeline::Pull& pull) const override {
        const double length = times_.length();
        const double place = parts_.returns && time > length ? 2 * length - time : time;
        KINOVAR_TRY_ASSIGN(const FramePtr driver,
                           parts_.driving->frame(times_.at(place).frame, pull));
        const nn::Array driving = cut(*driver, parts_.driving_square);
        auto frame = std::make_shared<Frame>(*parts_.still);
        auto origin = std::make_shared<OriginPlane>(origin_of(*parts_.still));
        for (std::size_t face = 0; face < parts_.squares.size(); ++face) {
            const std::vector<nn::Array> inputs = {
                sources_[face], driving, parts_.initial, {{1}, {1}}, {{1}, {kAlignCorners}}};
            KINOVAR_TRY_ASSIGN(const std::vector<nn::Array> outputs, parts_.model->run(inputs));
            paste(picture_of(outputs.front()), parts_.squares[face], *frame, *origin);
        }
        frame->set_origin(std::move(origin));
        return frame;
    }

    [[nodiscard]] std::vector<std::string> warnings() const override { return parts_.warnings; }

private:
    static OriginPlane origin_of(const Frame& still) {
        if (still.origin()) {
            return *still.origin();
        }
        const std::size_t area = still.values().size() / Frame::kChannels;
        return {still.width(), still.height(), std::vector<Origin>(area, Origin::Scan)};
    }

    void paste(cv::Mat drawn, const Square& square, Frame& frame, OriginPlane& origin) const {
        if (parts_.grey) {
            cv::Mat grey;
            cv::cvtColor(drawn, grey, cv::COLOR_RGB2GRAY);
            cv::cvtColor(grey, drawn, cv::COLOR_GRAY2RGB);
        }
        const float scale = square.side / kSize;
        const int x0 = std::max(0, static_cast<int>(std::ceil(square.x0)));
        const int y0 = std::max(0, static_cast<int>(std::ceil(square.y0)));
        const int x1 = std::min(frame.width(), static_cast<int>(square.x0 + square.side));
        const int y1 = std::min(frame.height(), static_cast<int>(square.y0 + square.side));
        if (x1 <= x0 || y1 <= y0) {
            return;
        }
        const cv::Matx23f map(1 / scale, 0, (x0 - square.x0 + 0.5F) / scale - 0.5F, 0, 1 / scale,
                              (y0 - square.y0 + 0.5F) / scale - 0.5F);
        cv::Mat large;
        cv::warpAffine(drawn, large, map, {x1 - x0, y1 - y0},
                       cv::INTER_CUBIC | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
        const float half = square.side / 2;
        for (int y = y0; y < y1; ++y) {
            float* row = frame.row(y);
            for (int x = x0; x < x1; ++x) {
                const float part = shown((static_cast<float>(x) - square.x0 - half) / half,
                                         (static_cast<float>(y) - square.y0 - half) / half);
                if (part <= 0) {
                    continue; // the still, bit for bit
                }
                const cv::Vec3f& made = large.at<cv::Vec3f>(y - y0, x - x0);
                for (int c = 0; c < Frame::kChannels; ++c) {
                    float& value = row[x * Frame::kChannels + c];
                    value += part * (std::clamp(made[c], 0.0F, 1.0F) - value);
                }
                origin.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(origin.width) +
                              static_cast<std::size_t>(x)] = Origin::Model;
            }
        }
    }

    const Parts parts_;
    const FilmTimes times_;
    std::vector<nn::Array> sources_;
};

std::vector<std::string> warnings_of(const FommEngine::Parts& parts,
                                     const PortraitOptions& options) {
    std::vector<std::string> warnings;
    float most = 0;
    for (const Square& square : parts.squares) {
        most = std::max(most, square.side / kSize);
    }
    if (most > kSoftBeyond) {
        warnings.push_back(fmt::format(
            "the network draws {0} × {0} px, which are enlarged {1:.1f} times here: the face will "
            "be softer than the photograph",
            kSize, most));
    }
    if (options.ending == "loop") {
        warnings.emplace_back("this engine does not close loops: the end jumps to the start unless "
                              "the driving clip is a loop itself, or it ends with 'return'");
    }
    return warnings;
}

} // namespace

Result<std::unique_ptr<const PortraitEngine>> make_fomm_engine(const EngineInput& input,
                                                               const pipeline::Pull& pull) {
    FommEngine::Parts parts;
    KINOVAR_TRY_ASSIGN(parts.model, nn::load_model(kFommModel));
    KINOVAR_TRY_ASSIGN(const auto analyser, portrait::FaceAnalyser::installed());
    KINOVAR_TRY_ASSIGN(const auto clip, pipeline::SourceClip::open(input.options.driving));
    KINOVAR_TRY_ASSIGN(const portrait::DrivenMotion motion,
                       portrait::motion_of_clip(*clip, *analyser, pull.stop));
    KINOVAR_TRY_ASSIGN(const FramePtr rest, clip->frame(motion.neutral_frame, pull));
    KINOVAR_TRY_ASSIGN(const portrait::FaceMesh mesh, analyser->find_mesh(*rest));
    parts.driving_square = square_around(mesh);
    parts.driving = pipeline::remembered(clip, pipeline::kMostPullers);
    parts.still = input.still;
    parts.grey = input.analysis.monochrome;
    parts.returns = input.options.ending == "return";
    for (const int face : input.faces) {
        parts.squares.push_back(
            square_around(input.analysis.faces[static_cast<std::size_t>(face)].mesh));
    }
    parts.warnings = warnings_of(parts, input.options);
    Result<std::unique_ptr<const PortraitEngine>> engine =
        failure(ErrorCode::Internal, "the engine was not made");
    KINOVAR_TRY(guard_cv("portrait",
                         [&] { engine = std::make_unique<const FommEngine>(std::move(parts)); }));
    return engine;
}

} // namespace kinovar::steps
