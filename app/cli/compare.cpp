#include "app/cli/session.h"
#include "core/image/metrics.h"
#include "core/image/resize.h"
#include "core/pipeline/source_clip.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;

struct CompareFlags {
    std::string a;
    std::string b;
    bool luma = false;
    bool align_scale = false;
    int border = 0;
};

/// Means over frames: of PSNR and SSIM as such, and PSNR of the pooled error.
struct Totals {
    std::int64_t frames = 0;
    PictureMetrics sum;

    void add(const PictureMetrics& one) {
        ++frames;
        sum.psnr_luma += one.psnr_luma;
        sum.ssim_luma += one.ssim_luma;
        sum.psnr_rgb += one.psnr_rgb;
        sum.ssim_rgb += one.ssim_rgb;
        sum.mse_luma += one.mse_luma;
        sum.mse_rgb += one.mse_rgb;
        for (std::size_t c = 0; c < one.psnr_channel.size(); ++c) {
            sum.psnr_channel[c] += one.psnr_channel[c];
            sum.ssim_channel[c] += one.ssim_channel[c];
        }
        sum.max_error = std::max(sum.max_error, one.max_error);
    }
};

/// JSON knows no infinity: identical pictures have "inf" as a text, as other tools print it.
Json number(double value) {
    return std::isinf(value) ? Json("inf") : Json(value);
}

double pooled_psnr(double mse_sum, std::int64_t frames) {
    return mse_sum > 0 ? -10 * std::log10(mse_sum / static_cast<double>(frames)) : INFINITY;
}

Json json_of(const PictureMetrics& metrics, double count, bool luma_only) {
    Json json = {{"psnr_y", number(metrics.psnr_luma / count)},
                 {"ssim_y", metrics.ssim_luma / count}};
    if (!luma_only) {
        static constexpr const char* kNames[] = {"r", "g", "b"};
        json["psnr_rgb"] = number(metrics.psnr_rgb / count);
        json["ssim_rgb"] = metrics.ssim_rgb / count;
        for (std::size_t c = 0; c < metrics.psnr_channel.size(); ++c) {
            json[fmt::format("psnr_{}", kNames[c])] = number(metrics.psnr_channel[c] / count);
            json[fmt::format("ssim_{}", kNames[c])] = metrics.ssim_channel[c] / count;
        }
        json["max_error"] = metrics.max_error;
    }
    return json;
}

std::string text_of(const PictureMetrics& m, double count, bool luma_only) {
    std::string text =
        fmt::format("Y {:.3f} dB, SSIM {:.5f}", m.psnr_luma / count, m.ssim_luma / count);
    if (!luma_only) {
        text += fmt::format(" · RGB {:.3f} dB, SSIM {:.5f} · R {:.3f} G {:.3f} B {:.3f} dB",
                            m.psnr_rgb / count, m.ssim_rgb / count, m.psnr_channel[0] / count,
                            m.psnr_channel[1] / count, m.psnr_channel[2] / count);
    }
    return text;
}

Status check_shapes(const pipeline::SourceClip& a, const pipeline::SourceClip& b,
                    const CompareFlags& flags) {
    const pipeline::ClipInfo& left = a.info();
    const pipeline::ClipInfo& right = b.info();
    if (left.frames != right.frames) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("{} has {} frames, {} has {}", flags.a, left.frames, flags.b, right.frames),
            "compare the same range of frames");
    }
    if (!flags.align_scale && (left.width != right.width || left.height != right.height)) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} is {}×{}, {} is {}×{}", flags.a, left.width, left.height,
                                   flags.b, right.width, right.height),
                       "--align-scale brings B to the size of A");
    }
    return {};
}

Result<PictureMetrics> compare_frame(const pipeline::SourceClip& a, const pipeline::SourceClip& b,
                                     std::int64_t n, const CompareFlags& flags) {
    KINOVAR_TRY_ASSIGN(const FramePtr left, a.frame(n, {}));
    KINOVAR_TRY_ASSIGN(FramePtr right, b.frame(n, {}));
    if (right->width() != left->width() || right->height() != left->height()) {
        KINOVAR_TRY_ASSIGN(right,
                           resize(*right, left->width(), left->height(), ResizeFilter::Bicubic));
    }
    return compare_pictures(*left, *right, {.luma_only = flags.luma, .border = flags.border});
}

Status compare(Session& session, const CompareFlags& flags) {
    const media::ReaderOptions reader{.threads = session.options.threads};
    KINOVAR_TRY_ASSIGN(const auto a, pipeline::SourceClip::open(flags.a, reader));
    KINOVAR_TRY_ASSIGN(const auto b, pipeline::SourceClip::open(flags.b, reader));
    KINOVAR_TRY(check_shapes(*a, *b, flags));
    Job& job = session.start_job("compare", "frames");
    job.begin("compare", a->info().frames);
    Totals totals;
    Json frames = Json::array();
    std::string text;
    for (std::int64_t n = 0; n < a->info().frames; ++n) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const PictureMetrics metrics, compare_frame(*a, *b, n, flags));
        totals.add(metrics);
        Json one = {{"frame", n}};
        one.update(json_of(metrics, 1, flags.luma));
        frames.push_back(std::move(one));
        text += fmt::format("frame {:6}  {}\n", n, text_of(metrics, 1, flags.luma));
        job.advance();
    }
    const auto count = static_cast<double>(totals.frames);
    Json json = {{"a", flags.a}, {"b", flags.b}, {"count", totals.frames}};
    Json mean = json_of(totals.sum, count, flags.luma);
    if (!flags.luma) {
        mean["max_error"] = totals.sum.max_error; // the largest, not a mean
    }
    json["mean"] = std::move(mean);
    json["pooled"] = {{"psnr_y", number(pooled_psnr(totals.sum.mse_luma, totals.frames))}};
    if (!flags.luma) {
        json["pooled"]["psnr_rgb"] = number(pooled_psnr(totals.sum.mse_rgb, totals.frames));
    }
    json["frames"] = std::move(frames);
    text += fmt::format("mean          {}", text_of(totals.sum, count, flags.luma));
    session.result(text, json.dump());
    return {};
}

} // namespace

void add_compare(CLI::App& app, Session& session) {
    auto* command =
        app.add_subcommand("compare", "PSNR and SSIM of two films, sequences or stills");
    auto flags = std::make_shared<CompareFlags>();
    command->add_option("A", flags->a, "The reference")->required();
    command->add_option("B", flags->b, "What is measured against it")->required();
    command->add_flag("--luma", flags->luma, "Luma only (faster)");
    command->add_flag("--align-scale", flags->align_scale, "Bring B to the size of A first");
    command->add_option("--border", flags->border, "Pixels left out at each edge")
        ->check(CLI::Range(0, 1024));
    command->footer("Example: kinovar-cli compare clean.mkv restored.mkv --luma --json");
    command->callback([&session, flags] {
        session.run = [flags](Session& out) { return compare(out, *flags); };
    });
}

} // namespace kinovar::cli
