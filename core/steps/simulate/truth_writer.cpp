#include "core/steps/simulate/truth_writer.h"

#include "core/base/file.h"
#include "core/media/picture_file.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <fstream>
#include <string>

namespace kinovar::steps::simulate {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

Json to_json(const StampTruth& stamp) {
    return {{"class", to_string(stamp.kind)},
            {"film_x", stamp.film_x},
            {"film_y", stamp.film_y},
            {"box", {stamp.x, stamp.y, stamp.width, stamp.height}},
            {"area", stamp.area},
            {"polarity", stamp.polarity},
            {"contrast", stamp.contrast},
            {"opacity", stamp.opacity},
            {"rotation", stamp.rotation}};
}

Json to_json(const ScratchTruth& scratch) {
    return {{"id", scratch.id},
            {"x", scratch.x},
            {"x_top", scratch.x_top},
            {"x_bottom", scratch.x_bottom},
            {"polarity", scratch.polarity},
            {"amplitude", scratch.amplitude},
            {"mean_amplitude", scratch.mean_amplitude},
            {"width", scratch.width},
            {"first_frame", scratch.first_frame},
            {"last_frame", scratch.last_frame}};
}

Json to_json(const FrameTruth& truth) {
    const FramePath& path = truth.path;
    Json json{{"frame", path.frame},
              {"dx", path.dx},
              {"dy", path.dy},
              {"splice_jump", path.splice_jump},
              {"first_after_splice", path.first_after_splice},
              {"gain", path.gain},
              {"gain_tilt_x", path.tilt_x},
              {"gain_tilt_y", path.tilt_y},
              {"gain_bow", path.bow},
              {"blur_sigma", path.blur_sigma}};
    if (path.splice_line.present) {
        json["splice_line"] = {{"edge", path.splice_line.at_top ? "top" : "bottom"},
                               {"thickness", path.splice_line.thickness},
                               {"peak", path.splice_line.peak}};
    }
    json["stamps"] = Json::array();
    for (const StampTruth& stamp : truth.stamps) {
        json["stamps"].push_back(to_json(stamp));
    }
    json["scratches"] = Json::array();
    for (const ScratchTruth& scratch : truth.scratches) {
        json["scratches"].push_back(to_json(scratch));
    }
    return json;
}

/// All but the frames.
Json reel_json(const AgeClip& clip, std::int64_t first, std::int64_t last) {
    const auto& fields = AgeOptions::fields();
    Json splices = Json::array();
    for (std::int64_t n = first; n <= last; ++n) {
        if (clip.path(n).first_after_splice) {
            splices.push_back(n);
        }
    }
    return {
        {"version", kVersion},
        {"seed", clip.options().seed},
        {"options", Json::parse(values_to_json(fields.infos(), fields.values_of(clip.options())))},
        {"width", clip.info().width},
        {"height", clip.info().height},
        {"first_frame", first},
        {"last_frame", last},
        {"coordinates",
         {{"origin", "centre of the top left pixel, x right, y down, pixels"},
          {"film_to_gate", "x + dx, y + dy"},
          {"dust", "fixed to the film; film_x and film_y in film, box and mask in gate"},
          {"scratches", "fixed in the gate"},
          {"flicker", "fixed in the gate"}}},
        {"dust_mask_threshold", kDustMaskThreshold},
        {"scratch_mask_levels", kScratchMaskLevels},
        {"grain_sigma", clip.grain_curve()},
        {"splice_frames", std::move(splices)}};
}

std::filesystem::path mask_path(const std::filesystem::path& folder, std::int64_t n) {
    return media::numbered_path(folder / "%06d.png", n);
}

/// truth.json, frame after frame, under a part name until it is whole.
class TruthFile {
public:
    explicit TruthFile(const std::filesystem::path& path)
        : path_(path), part_(path), stream_(part_.path(), std::ios::binary | std::ios::trunc) {}

    Status begin(const Json& reel) {
        std::string text = reel.dump(1);
        text.resize(text.rfind('\n')); // reopen the object for the frames
        return write(text + ",\n \"frames\": [\n");
    }

    Status add(const FrameTruth& truth) {
        const std::string comma = empty_ ? "" : ",\n";
        empty_ = false;
        return write(comma + to_json(truth).dump());
    }

    Status finish() {
        KINOVAR_TRY(write("\n ]\n}\n"));
        stream_.close();
        KINOVAR_TRY(good());
        return part_.commit();
    }

private:
    Status write(const std::string& text) {
        errno = 0;
        stream_ << text;
        return good();
    }

    Status good() const {
        if (!stream_) {
            return failure(error_from_errno(errno != 0 ? errno : EIO, "cannot write", path_));
        }
        return {};
    }

    std::filesystem::path path_;
    PartFile part_;
    std::ofstream stream_;
    bool empty_ = true;
};

} // namespace

Status write_truth(const std::filesystem::path& folder, const AgeClip& clip, std::int64_t first,
                   std::int64_t last, Job& job) {
    const std::filesystem::path dust = folder / "dust";
    const std::filesystem::path scratch = folder / "scratch";
    KINOVAR_TRY(make_folder(dust));
    KINOVAR_TRY(make_folder(scratch));
    TruthFile file(folder / "truth.json");
    KINOVAR_TRY(file.begin(reel_json(clip, first, last)));
    const int width = clip.info().width;
    const int height = clip.info().height;
    for (std::int64_t n = first; n <= last; ++n) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const AgeClip::Aged aged, clip.aged(n, {job.stop_token()}));
        const FrameTruth& truth = aged.truth;
        KINOVAR_TRY(media::write_mask(mask_path(dust, n), truth.dust_mask, width, height));
        KINOVAR_TRY(media::write_mask(mask_path(scratch, n), truth.scratch_mask, width, height));
        KINOVAR_TRY(file.add(truth));
        job.advance();
    }
    return file.finish();
}

} // namespace kinovar::steps::simulate
