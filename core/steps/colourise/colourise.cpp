#include "core/steps/colourise/colourise.h"

#include "core/image/cv_bridge.h"
#include "core/pipeline/recent_frames.h"
#include "core/steps/colourise/engine/lab.h"
#include "core/steps/colourise/film_colours.h"
#include "core/steps/colourise/reference_picture.h"
#include "core/steps/kit/shot_passes.h"
#include "core/steps/kit/step_kit.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace kinovar::steps {

namespace {

using colourise::Chroma;
using colourise::ColouriserPtr;
using colourise::FilmColours;
using colourise::HintSet;
using pipeline::ClipInfo;
using pipeline::ClipPtr;
using pipeline::Pull;

constexpr const char* kName = "colourise";
constexpr std::int64_t kVersion = 1;
/// Calming reads three frames ahead.
constexpr std::size_t kFramesKept = pipeline::kMostPullers + 4;
constexpr float kLeastChroma = 0.5F;    ///< of a pixel that was given colour
constexpr std::int64_t kLookEvery = 24; ///< frames of a shot between two that are looked at
constexpr double kMuchUnsure = 0.2;     ///< of a picture, where another hint is worth the work

/// All that an error can be told of before the first picture.
struct Plan {
    HintSet hints;
    ColouriserPtr colouriser;
    Hash128 key;
    [[nodiscard]] bool idle() const { return hints.empty() && !colouriser->knows_things(); }
};

Status check_frame(std::string_view what, std::int64_t frame, const ClipInfo& film) {
    if (frame < film.frames) {
        return {};
    }
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("{} is for frame {}, but the film has {} frame{}", what, frame,
                               film.frames, film.frames == 1 ? "" : "s"),
                   fmt::format("frames count from 0: the last one is {}", film.frames - 1));
}

Status check_hints(const HintSet& set, const ClipInfo& film) {
    for (std::size_t i = 0; i < set.hints.size(); ++i) {
        for (const colourise::HintKey& key : set.hints[i].keys) {
            KINOVAR_TRY(check_frame(fmt::format("hint {}", i + 1), key.frame, film));
        }
    }
    std::set<std::int64_t> frames;
    for (const colourise::ColourReference& reference : set.references) {
        KINOVAR_TRY(check_frame(reference.file.string(), reference.frame, film));
        if (!frames.insert(reference.frame).second) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("two references are for frame {}", reference.frame),
                           "a frame can have one");
        }
    }
    return {};
}

Result<Plan> plan_of(const ColouriseOptions& options, const ClipInfo& film) {
    Plan plan;
    KINOVAR_TRY_ASSIGN(plan.hints, colourise::read_hints(options.hints));
    KINOVAR_TRY(check_hints(plan.hints, film));
    KINOVAR_TRY_ASSIGN(plan.colouriser, colourise::make_colouriser(options.model));
    ColouriseOptions named = options;
    named.hints = colourise::hints_to_json(plan.hints);
    Hasher hasher;
    hasher.add(step_key(film, kName, kVersion, named)).add(plan.colouriser->key());
    for (const colourise::ColourReference& reference : plan.hints.references) {
        KINOVAR_TRY_ASSIGN(const Hash128 bytes, colourise::checked_reference(reference.file, film));
        hasher.add(bytes);
    }
    plan.key = hasher.finish();
    return plan;
}

/// Same frames, in colour.
ClipInfo coloured_info(const ClipPtr& input, const Plan& plan) {
    ClipInfo info =
        plan.colouriser->origin() == Origin::Model ? invented_info(input, plan.key) : input->info();
    info.key = plan.key;
    info.monochrome = false;
    if (const auto credit = plan.colouriser->credit();
        credit &&
        std::find(info.credits.begin(), info.credits.end(), *credit) == info.credits.end()) {
        info.credits.push_back(*credit);
    }
    return info;
}

/// Where the picture got colour it is of `origin`; what a model made up before stays a model's.
std::shared_ptr<const OriginPlane> origin_of(const Frame& picture, const cv::Mat& ab,
                                             Origin origin) {
    auto plane = std::make_shared<OriginPlane>();
    plane->width = picture.width();
    plane->height = picture.height();
    if (picture.origin() != nullptr) {
        plane->pixels = picture.origin()->pixels;
    } else {
        plane->pixels.assign(ab.total(), Origin::Scan);
    }
    for (int y = 0; y < ab.rows; ++y) {
        const auto* colours = ab.ptr<cv::Vec2f>(y);
        Origin* row = plane->pixels.data() + static_cast<std::size_t>(y) * ab.cols;
        for (int x = 0; x < ab.cols; ++x) {
            if (row[x] != Origin::Model && cv::norm(colours[x]) >= kLeastChroma) {
                row[x] = origin;
            }
        }
    }
    return plane;
}

double share_below(const Chroma& chroma, double limit) {
    return static_cast<double>(cv::countNonZero(chroma.confidence < limit)) /
           static_cast<double>(chroma.confidence.total());
}

class ColouredClip final : public pipeline::Clip {
public:
    ColouredClip(ClipPtr input, const ColouriseOptions& options, const Plan& plan)
        : input_(std::move(input)), options_(options), origin_(plan.colouriser->origin()),
          info_(coloured_info(input_, plan)),
          colours_(input_, options, plan.hints, plan.colouriser) {
        info_.shots = colours_.shots();
    }

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const FramePtr picture, input_->frame(n, pull));
        if (pull.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        KINOVAR_TRY_ASSIGN(const auto chroma, colours_.calm_at(n, pull));
        if (chroma == nullptr) {
            return picture;
        }
        std::shared_ptr<Frame> coloured;
        KINOVAR_TRY(guard_cv(fmt::format("{}, frame {}", kName, n),
                             [&] { coloured = shown(*picture, *chroma); }));
        return coloured;
    }

    /// Looks at a few frames of each shot: faults of references come out before the long work, and
    /// the user hears where hints are missing.
    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        return for_each_shot(
            *colours_.shots(), first, last, job, "look at colours",
            [&](const pipeline::Shot& shot, const Pull& pull) -> Status {
                std::int64_t unsure = 0;
                std::int64_t example = -1;
                std::int64_t looked = 0;
                for (std::int64_t n = std::max(first, shot.first); n <= std::min(last, shot.last);
                     n += kLookEvery) {
                    KINOVAR_TRY(job.checkpoint());
                    KINOVAR_TRY_ASSIGN(const auto chroma, colours_.at(n, pull));
                    ++looked;
                    if (chroma != nullptr && share_below(*chroma, options_.limit) > kMuchUnsure) {
                        ++unsure;
                        example = example < 0 ? n : example;
                    }
                }
                if (unsure > 0) {
                    job.warn(fmt::format(
                        "shot of frames {} to {}: more than {:.0f} % of the picture has no sure "
                        "colour in {} of {} frames looked at: a hint at frame {} would help",
                        shot.first, shot.last, 100 * kMuchUnsure, unsure, looked, example));
                }
                return {};
            });
    }

private:
    [[nodiscard]] std::shared_ptr<Frame> shown(const Frame& picture, const Chroma& chroma) const {
        const colourise::Guide guide = colourise::make_guide(colourise::lightness_of(picture));
        cv::Mat ab = chroma.ab.clone();
        const cv::Mat share = colours_.shown_share(chroma.confidence);
        const auto saturation = static_cast<float>(options_.saturation);
        for (int y = 0; y < ab.rows; ++y) {
            for (int x = 0; x < ab.cols; ++x) {
                ab.at<cv::Vec2f>(y, x) *= share.at<float>(y, x) * saturation;
            }
        }
        const cv::Mat whole = colourise::enlarge_along(guide, ab);
        std::shared_ptr<Frame> coloured = colourise::with_chroma(picture, whole);
        coloured->set_origin(origin_of(picture, whole, origin_));
        return coloured;
    }

    ClipPtr input_;
    ColouriseOptions options_;
    Origin origin_;
    ClipInfo info_;
    FilmColours colours_;
};

Result<ClipPtr> apply(const ColouriseOptions& options, ClipPtr input) {
    KINOVAR_TRY_ASSIGN(const Plan plan, plan_of(options, input->info()));
    if (plan.idle()) {
        return input;
    }
    ClipPtr kept = pipeline::remembered(std::move(input), kFramesKept);
    return std::make_shared<ColouredClip>(std::move(kept), options, plan);
}

} // namespace

const FieldList<ColouriseOptions>& ColouriseOptions::fields() {
    static const FieldList<ColouriseOptions> list =
        FieldList<ColouriseOptions>()
            .add(&ColouriseOptions::hints,
                 {"hints", "Hints", "A file of colour hints and references, or its text."})
            .add(&ColouriseOptions::model,
                 {"model", "Model",
                  "What carries colours from the hints to all that looks like them."})
            .add_choice(&ColouriseOptions::carry,
                        {"carry", "Through time",
                         "Whether frames with hints or references are coloured and carried through "
                         "the shot, or each frame is coloured by its own hints."},
                        {"keys", "frames"})
            .add(&ColouriseOptions::calm,
                 {"calm", "Calm", "How far colours are calmed along the paths of things."}, {0, 1})
            .add(&ColouriseOptions::saturation,
                 {"saturation", "Saturation", "How strong the colours are.", "×"}, {0, 2})
            .add(&ColouriseOptions::limit,
                 {"limit", "Confidence limit",
                  "Where colours are less sure than this, nothing is guessed."},
                 {0, 1})
            .add_choice(
                &ColouriseOptions::unsure,
                {"unsure", "Below the limit",
                 "Places that no hint speaks for stay without colour, or take what is likely."},
                {"grey", "fill"});
    return list;
}

pipeline::StepType colourise_step_type() {
    pipeline::StepType type = step_type<ColouriseOptions>(
        {.name = "colourise",
         .title = "Colourise",
         .help = "Gives black-and-white pictures colour by your hints and reference frames. Their "
                 "light stays exactly as it is.",
         .origin = Origin::Hand},
        apply);
    // Whoever draws a hint wants to see now what it does; the neighbours can wait.
    type.glance = FieldValues{{"calm", 0.0}};
    return type;
}

Result<bool> colours_unasked(const std::string& model) {
    KINOVAR_TRY_ASSIGN(const ColouriserPtr colouriser, colourise::make_colouriser(model));
    return colouriser->knows_things();
}

Result<std::vector<ColourConfidence>> colour_confidence(const ColouriseOptions& options,
                                                        const pipeline::ClipPtr& input,
                                                        std::int64_t first, std::int64_t last,
                                                        Job& job) {
    KINOVAR_TRY_ASSIGN(const Plan plan, plan_of(options, input->info()));
    const FilmColours colours(pipeline::remembered(input, kFramesKept), options, plan.hints,
                              plan.colouriser);
    std::vector<ColourConfidence> found;
    job.begin("confidence of colours", last - first + 1);
    for (std::int64_t n = first; n <= last; ++n) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const auto chroma, colours.at(n, Pull{job.stop_token()}));
        found.push_back(chroma == nullptr ? ColourConfidence{}
                                          : ColourConfidence{cv::mean(chroma->confidence)[0],
                                                             share_below(*chroma, options.limit)});
        job.advance();
    }
    return found;
}

} // namespace kinovar::steps
