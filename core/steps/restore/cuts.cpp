#include "core/steps/restore/cuts.h"

#include "core/base/file.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/shots.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <set>

namespace kinovar::steps {

namespace {

using nlohmann::json;
using pipeline::ClipInfo;
using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;
using pipeline::ShotFinder;

constexpr std::uint64_t kMostListBytes = std::uint64_t{16} << 20U;

/// "120 340" or "120+340".
Result<std::vector<std::int64_t>> frames_from_text(std::string_view text, std::int64_t frames) {
    std::vector<std::int64_t> numbers;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of(" +");
        const std::string_view word = text.substr(0, end);
        text = end == std::string_view::npos ? "" : text.substr(end + 1);
        if (word.empty()) {
            continue;
        }
        std::int64_t number = 0;
        const auto parsed = std::from_chars(word.data(), word.data() + word.size(), number);
        if (parsed.ec != std::errc() || parsed.ptr != word.data() + word.size() || number < 1 ||
            number >= frames) {
            return failure(
                ErrorCode::InvalidArgument,
                fmt::format("'{}' is no frame that a shot can begin with", word),
                fmt::format("give frame numbers from 1 to {}, with + between them", frames - 1));
        }
        numbers.push_back(number);
    }
    return numbers;
}

/// What was found, with what a person added and took away.
class EditedShots final : public ShotFinder {
public:
    EditedShots(std::shared_ptr<const ShotFinder> found, std::set<std::int64_t> added,
                std::set<std::int64_t> removed, std::int64_t frames)
        : found_(std::move(found)), added_(std::move(added)), removed_(std::move(removed)),
          frames_(frames) {}

    [[nodiscard]] Result<Shot> shot_of(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(Shot shot, found_->shot_of(n, pull));
        while (shot.first > 0 && removed_.contains(shot.first)) {
            KINOVAR_TRY_ASSIGN(const Shot before, found_->shot_of(shot.first - 1, pull));
            shot.first = before.first;
        }
        while (shot.last + 1 < frames_ && removed_.contains(shot.last + 1)) {
            KINOVAR_TRY_ASSIGN(const Shot after, found_->shot_of(shot.last + 1, pull));
            shot.last = after.last;
        }
        const auto next = added_.upper_bound(n);
        if (next != added_.end()) {
            shot.last = std::min(shot.last, *next - 1);
        }
        if (next != added_.begin()) {
            shot.first = std::max(shot.first, *std::prev(next));
        }
        return shot;
    }

private:
    std::shared_ptr<const ShotFinder> found_;
    std::set<std::int64_t> added_;
    std::set<std::int64_t> removed_;
    std::int64_t frames_;
};

/// The input's pictures with the shots that a person and the detector agreed on.
class CutClip final : public pipeline::Clip {
public:
    CutClip(ClipPtr input, ClipInfo info, bool surveys)
        : input_(std::move(input)), info_(std::move(info)), surveys_(surveys) {}

    [[nodiscard]] const ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        return input_->frame(n, pull);
    }
    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        return surveys_ ? survey_of(input_).prepare(first, last, job) : Status();
    }

private:
    ClipPtr input_;
    ClipInfo info_;
    bool surveys_;
};

Result<std::vector<std::int64_t>> listed_cuts(const CutsOptions& options, std::int64_t frames) {
    if (options.file.empty()) {
        return std::vector<std::int64_t>();
    }
    KINOVAR_TRY_ASSIGN(const std::string text, read_file(options.file, kMostListBytes));
    KINOVAR_TRY_ASSIGN(const std::vector<std::int64_t> cuts, cuts_from_json(text, options.file));
    if (!cuts.empty() && (cuts.front() < 1 || cuts.back() >= frames)) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{}: no shot can begin with frame {} of a film of frames 0-{}",
                                   options.file, cuts.front() < 1 ? cuts.front() : cuts.back(),
                                   frames - 1),
                       "was the list made for another film?");
    }
    return cuts;
}

Result<ClipPtr> apply_cuts(const CutsOptions& options, ClipPtr input) {
    ClipInfo info = input->info();
    KINOVAR_TRY_ASSIGN(const std::vector<std::int64_t> cuts, listed_cuts(options, info.frames));
    KINOVAR_TRY_ASSIGN(const auto added, frames_from_text(options.add, info.frames));
    KINOVAR_TRY_ASSIGN(const auto removed, frames_from_text(options.remove, info.frames));
    const bool detect = options.mode == "auto" && options.file.empty();
    std::shared_ptr<const ShotFinder> found =
        detect ? shots_of(input) : listed_shots(cuts, info.frames);
    info.shots = std::make_shared<EditedShots>(
        std::move(found), std::set<std::int64_t>(added.begin(), added.end()),
        std::set<std::int64_t>(removed.begin(), removed.end()), info.frames);
    // The pictures stay, but those of the steps that follow depend on the shots.
    Hasher hasher;
    hasher.add(step_key(info, "cuts", 1, options));
    for (const std::int64_t cut : cuts) {
        hasher.add(cut);
    }
    if (!info.scan) {
        info.scan = input;
    }
    info.key = hasher.finish();
    const bool surveys = detect && !input->info().shots;
    return std::make_shared<CutClip>(std::move(input), std::move(info), surveys);
}

} // namespace

const FieldList<CutsOptions>& CutsOptions::fields() {
    static const FieldList<CutsOptions> list =
        FieldList<CutsOptions>()
            .add_choice(&CutsOptions::mode,
                        {"mode", "Cuts",
                         "auto looks for them (a project has its own), none takes the film for one "
                         "shot, list uses only the file and those added."},
                        {"auto", "none", "list"})
            .add(&CutsOptions::file,
                 {"file", "Cut list",
                  "A JSON list as detect cuts --out writes it, perhaps corrected by hand; used "
                  "instead of looking."})
            .add(&CutsOptions::add,
                 {"add", "Add", "First frames of shots that were missed: 120+340."})
            .add(&CutsOptions::remove,
                 {"remove", "Remove", "Frames at which there is no cut after all: 121+560."});
    return list;
}

Result<std::vector<std::int64_t>> cuts_from_json(std::string_view text, const std::string& name) {
    const auto bad = [&](std::string_view what) {
        return failure(ErrorCode::Corrupt, fmt::format("{}: {}", name, what),
                       "a cut list looks like {\"cuts\": [{\"frame\": 120}, {\"frame\": 340}]}");
    };
    constexpr int kMaxDepth = 4;
    const json root = json::parse(
        text,
        [](int depth, json::parse_event_t /*event*/, json& /*parsed*/) {
            return depth <= kMaxDepth;
        },
        false);
    const json* list = &root;
    if (root.is_object() && root.contains("cuts")) {
        list = &root["cuts"];
    }
    if (!list->is_array()) {
        return bad("no list of cuts");
    }
    std::set<std::int64_t> cuts;
    for (const json& item : *list) {
        const bool object = item.is_object() && item.contains("frame");
        if (object && item.contains("kind") && item["kind"] != "cut") {
            continue;
        }
        const json& number = object ? item["frame"] : item;
        if (!number.is_number_integer() && !number.is_number_unsigned()) {
            return bad("an entry has no frame number");
        }
        cuts.insert(number.get<std::int64_t>());
    }
    return std::vector<std::int64_t>(cuts.begin(), cuts.end());
}

pipeline::StepType cuts_step_type() {
    return step_type<CutsOptions>(
        {"cuts", "Cuts",
         "Finds where shots begin, so that no step mixes pictures of two shots. Put it first; "
         "without it the steps that need shots look for them in the same way."},
        apply_cuts);
}

} // namespace kinovar::steps
