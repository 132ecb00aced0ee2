#include "core/gallery/sitter.h"

#include "core/gallery/placement.h"
#include "core/media/picture_file.h"
#include "core/pipeline/chain.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/photo/restore_chain.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/step_catalogue.h"

#include <algorithm>
#include <cmath>

namespace kinovar::gallery {

namespace {

using portrait::Channel;
using portrait::Curves;
using portrait::Ending;
using portrait::FaceMotion;

/// Count up when the same portrait would look different.
constexpr std::int64_t kSitterVersion = 1;
/// A loop of a preset is about so long; a longer life has several.
constexpr double kLoopSeconds = 5;
constexpr int kOffsets = 24; ///< tried, for the start of the loop

/// How much the eyes are closed while the portrait passes into its neighbours.
double closed_in_passages(const Curves& curves, double offset, const SitterSpec& spec) {
    constexpr double kStep = 0.04;
    double closed = 0;
    for (double t = 0; t < spec.passage; t += kStep) {
        for (const double time : {t, spec.life - t}) {
            const FaceMotion motion = curves.sample(std::fmod(time + offset, curves.seconds));
            closed += motion[Channel::BlinkLeft] + motion[Channel::BlinkRight];
        }
    }
    return closed;
}

/// The loop begins such that no blink falls into a passage: open eyes flow into open eyes.
double best_offset(const Curves& curves, const SitterSpec& spec) {
    if (curves.ending != Ending::Loop) {
        return 0;
    }
    double best = 0;
    double least = closed_in_passages(curves, 0, spec);
    for (int i = 1; i < kOffsets; ++i) {
        const double offset = curves.seconds * i / kOffsets;
        const double closed = closed_in_passages(curves, offset, spec);
        if (closed < least) {
            best = offset;
            least = closed;
        }
    }
    return best;
}

Result<Curves> curves_for(const SitterSpec& spec) {
    portrait::MotionStyle style;
    style.seed = spec.seed ^ static_cast<std::uint32_t>(spec.content.low);
    if (!spec.entry.script.empty()) {
        style.ending = Ending::Once;
        return portrait::curves_of_script(spec.entry.script, style);
    }
    style.seconds = spec.life / std::max(1.0, std::round(spec.life / kLoopSeconds));
    return portrait::curves_of_preset(spec.entry.preset.empty() ? spec.preset : spec.entry.preset,
                                      style);
}

} // namespace

Hash128 SitterSpec::key() const {
    Hasher hasher;
    hasher.add(kSitterVersion).add(content);
    hasher.add(entry.preset.empty() ? preset : entry.preset).add(entry.script);
    hasher.add(static_cast<std::int64_t>(seed)).add(life).add(passage);
    hasher.add(static_cast<std::int64_t>(restore));
    hasher.add(static_cast<std::int64_t>(width)).add(static_cast<std::int64_t>(height));
    return hasher.finish();
}

Result<FramePtr> read_still(const std::filesystem::path& file, bool restore, std::stop_token stop) {
    if (!restore) {
        return media::read_picture(file);
    }
    KINOVAR_TRY_ASSIGN(const auto source, pipeline::SourceClip::open(file));
    KINOVAR_TRY_ASSIGN(const pipeline::Chain chain, steps::restore_chain_of(source, stop));
    KINOVAR_TRY_ASSIGN(const auto clips, pipeline::build(steps::step_catalogue(), chain, source));
    return clips.back()->frame(0, {std::move(stop)});
}

Result<std::shared_ptr<const Sitter>> Sitter::prepare(const SitterSpec& spec,
                                                      std::stop_token stop) {
    KINOVAR_TRY_ASSIGN(const auto analyser, portrait::FaceAnalyser::installed());
    KINOVAR_TRY_ASSIGN(const FramePtr picture, read_still(spec.entry.file, spec.restore, stop));
    KINOVAR_TRY_ASSIGN(const portrait::PortraitAnalysis analysis,
                       analyser->analyse(*picture, stop));
    KINOVAR_TRY_ASSIGN(const std::vector<int> faces, portrait::choose_faces(analysis, "largest"));
    const int face = faces.front();
    std::shared_ptr<Sitter> sitter(new Sitter);
    const Similarity placement =
        place_face(analysis.faces[static_cast<std::size_t>(face)], spec.width, spec.height);
    sitter->enlarged_ = placement.scale();
    KINOVAR_TRY_ASSIGN(sitter->still_, place_picture(*picture, placement, spec.width, spec.height));
    sitter->analysis_ = place_analysis(analysis, face, placement, spec.width, spec.height);
    KINOVAR_TRY_ASSIGN(sitter->animator_, portrait::Animator::prepare(
                                              sitter->still_, sitter->analysis_, {0}, {}, stop));
    KINOVAR_TRY_ASSIGN(sitter->curves_, curves_for(spec));
    sitter->offset_ =
        sitter->curves_.ending == Ending::Loop ? best_offset(sitter->curves_, spec) : -spec.passage;
    sitter->shape_ = shape_of(sitter->analysis_.faces.front().mesh, sitter->analysis_.matte,
                              spec.width, spec.height);
    sitter->tone_ = tone_of(*sitter->still_, sitter->analysis_.matte);
    return sitter;
}

FaceMotion Sitter::motion(double time) const {
    const double length = curves_.seconds;
    if (curves_.ending != Ending::Loop) {
        return curves_.sample(std::clamp(time + offset_, 0.0, length));
    }
    return curves_.sample(std::fmod(time + offset_, length));
}

FramePtr Sitter::frame(double time) const {
    const FaceMotion now = motion(time);
    return animator_->render({&now, 1});
}

Shape Sitter::shape(const FaceMotion& now) const {
    std::vector<portrait::Point2> places(shape_.face.begin(), shape_.face.end());
    for (const auto& point : shape_.outline) {
        if (point) {
            places.push_back(*point);
        }
    }
    const std::vector<portrait::Point2> there = animator_->moved({&now, 1}, places);
    Shape moved = shape_;
    auto from = there.begin() + static_cast<long>(moved.face.size());
    std::copy(there.begin(), from, moved.face.begin());
    for (auto& point : moved.outline) {
        if (point) {
            point = *from++;
        }
    }
    return moved;
}

MorphSide Sitter::side(double time) const {
    return {frame(time), shape(motion(time)), &analysis_.matte, tone_};
}

} // namespace kinovar::gallery
