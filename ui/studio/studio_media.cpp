#include "core/pipeline/source_clip.h"
#include "core/steps/measure/shots.h"
#include "core/steps/measure/survey.h"
#include "ui/studio/studio_source.h"
#include "ui/studio/text.h"

#include <memory>

namespace kinovar::ui {

namespace {

namespace fs = std::filesystem;
using project::Id;

/// First frames of the shots that are found, the very first left out.
Result<std::vector<std::int64_t>> find_cuts(const pipeline::ClipPtr& clip, Job& job) {
    const steps::Survey survey = steps::survey_of(clip);
    const std::int64_t frames = clip->info().frames;
    KINOVAR_TRY(survey.prepare(0, frames - 1, job));
    const auto shots = steps::detected_shots(survey);
    std::vector<std::int64_t> cuts;
    for (std::int64_t n = 0; n < frames;) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, shots->shot_of(n, {job.stop_token()}));
        if (shot.first > 0) {
            cuts.push_back(shot.first);
        }
        n = shot.last + 1;
    }
    return cuts;
}

} // namespace

void Studio::add_media(const fs::path& path) {
    if (!has_project()) {
        if (const Status status = new_project(); !status) {
            fail(status.error());
            return;
        }
    }
    auto info = std::make_shared<media::MediaInfo>();
    const std::uint64_t number = project_number_;
    jobs_->start(
        tr("Reading %1").arg(to_qt(path.filename())),
        [path, info](Job& /*job*/) -> Status {
            KINOVAR_TRY_ASSIGN(*info, media::probe(path));
            return {};
        },
        [this, info, number](const Status& status) {
            if (!status) {
                fail(status.error());
            } else if (is_current(number)) {
                take_new_reel(*info);
            }
        },
        true);
}

void Studio::take_new_reel(const media::MediaInfo& info) {
    const auto made = project::add_reel(*document_, info);
    if (!edit(made)) {
        return;
    }
    for (const std::string& warning : info.warnings) {
        tell(to_qt(warning));
    }
    for (const project::RowChange& change : made->changes) {
        if (const auto* reel =
                change.after ? std::get_if<project::Reel>(&*change.after) : nullptr) {
            set_reel(reel->id);
        }
    }
}

void Studio::relink_media(Id reel, const fs::path& path) {
    auto info = std::make_shared<media::MediaInfo>();
    const std::uint64_t number = project_number_;
    jobs_->start(
        tr("Reading %1").arg(to_qt(path.filename())),
        [path, info](Job& /*job*/) -> Status {
            KINOVAR_TRY_ASSIGN(*info, media::probe(path));
            return {};
        },
        [this, info, number, reel](const Status& status) {
            if (!status) {
                fail(status.error());
            } else if (is_current(number) && document_->get<project::Reel>(reel) != nullptr) {
                edit(project::relink(*document_, reel, *info));
            }
        },
        true);
}

void Studio::detect_cuts() {
    const pipeline::ClipPtr clip = source(reel_);
    if (clip == nullptr) {
        if (const auto error = source_error(reel_)) {
            fail(*error);
        }
        return;
    }
    auto cuts = std::make_shared<std::vector<std::int64_t>>();
    const std::uint64_t number = project_number_;
    jobs_->start(
        tr("Detecting cuts"),
        [clip, cuts](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(*cuts, find_cuts(clip, job));
            return {};
        },
        [this, cuts, number, reel = reel_](const Status& status) {
            if (status && is_current(number) && document_->get<project::Reel>(reel) != nullptr) {
                take_cuts(reel, *cuts);
            } else if (!status && status.error().code != ErrorCode::Cancelled) {
                fail(status.error());
            }
        });
}

void Studio::take_cuts(Id reel, const std::vector<std::int64_t>& cuts) {
    if (!edit(project::set_cuts(*document_, reel, cuts))) {
        tell(cuts.empty() ? tr("No cuts were found") : tr("The cuts are as they were"));
        return;
    }
    tell(tr("%n cut(s) found", nullptr, static_cast<int>(cuts.size())));
}

pipeline::ClipPtr Studio::source(Id reel) const {
    const auto at = sources_.find(reel);
    return at == sources_.end() ? nullptr : at->second->clip;
}

pipeline::ClipPtr Studio::file(Id reel) const {
    const auto at = sources_.find(reel);
    return at == sources_.end() ? nullptr : at->second->file;
}

fs::path Studio::sound_of(Id reel) const {
    const pipeline::ClipPtr clip = source(reel);
    const auto* row = has_project() ? document_->get<project::Reel>(reel) : nullptr;
    if (clip != nullptr && !clip->info().sound.empty()) {
        return clip->info().sound;
    }
    return row == nullptr ? fs::path() : row->path;
}

std::optional<Error> Studio::source_error(Id reel) const {
    const auto at = sources_.find(reel);
    return at == sources_.end() ? std::nullopt : at->second->error;
}

preview::PicturePtr Studio::thumbnail(Id id, std::int64_t frame) const {
    const auto* reel = has_project() ? document_->get<project::Reel>(id) : nullptr;
    if (reel == nullptr) {
        return nullptr;
    }
    // What a source chain makes is not in the file; its first frame stands for it.
    return thumbnails_->get(reel->path, reel->source_chain.steps.empty() ? frame : 0);
}

void Studio::open_source(Id id) {
    const auto* reel = document_->get<project::Reel>(id);
    if (reel != nullptr && !sources_.contains(id)) {
        auto entry = std::make_unique<Source>();
        entry->path = reel->path;
        sources_.emplace(id, std::move(entry));
        make_source(id);
    }
}

void Studio::follow_sources() {
    for (auto at = sources_.begin(); at != sources_.end();) {
        const auto* reel = document_->get<project::Reel>(at->first);
        at = reel == nullptr || reel->path != at->second->path ? sources_.erase(at) : ++at;
    }
    for (const auto& [id, source] : sources_) {
        if (!(source->chain == document_->get<project::Reel>(id)->source_chain)) {
            make_source(id);
        }
    }
}

/// Opens the file of a reel, unless that is done, and builds its source chain, on a job. One at a
/// time: a chain that is edited meanwhile is made next.
void Studio::make_source(Id id) {
    Source& source = *sources_.at(id);
    if (source.working) {
        return;
    }
    source.working = true;
    const project::Reel& reel = *document_->get<project::Reel>(id);
    auto made = std::make_shared<Source>();
    made->path = reel.path;
    made->file = source.file;
    made->chain = reel.source_chain;
    const std::uint64_t number = project_number_;
    const media::ReaderOptions options{.sequence_rate = reel.rate};
    jobs_->start(
        tr("Opening %1").arg(to_qt(reel.name)),
        [this, options, made](Job& /*job*/) -> Status {
            if (made->file == nullptr) {
                KINOVAR_TRY_ASSIGN(made->file, pipeline::SourceClip::open(made->path, options));
            }
            KINOVAR_TRY_ASSIGN(const auto clips, build(made->chain, made->file));
            made->clip = clips.back();
            return {};
        },
        [this, id, made, number](const Status& status) {
            const auto at = sources_.find(id);
            if (is_current(number) && at != sources_.end() && at->second->path == made->path) {
                take_source(id, *made, status);
            }
        },
        true);
}

void Studio::take_source(Id id, const Source& made, const Status& status) {
    Source& source = *sources_.at(id);
    const project::Reel& reel = *document_->get<project::Reel>(id);
    source.working = false;
    source.file = made.file;
    if (!(made.chain == reel.source_chain)) {
        make_source(id);
        return;
    }
    const Status fits = status ? check_source(reel, made.clip) : status;
    source.chain = made.chain;
    source.clip = fits ? made.clip : nullptr;
    source.error = fits ? std::nullopt : std::optional(fits.error());
    forget_views();
    Q_EMIT source_changed(id);
    Q_EMIT views_changed();
}

Status Studio::check_source(const project::Reel& reel, const pipeline::ClipPtr& clip) const {
    if (clip->info().frames == reel.frames) {
        return {};
    }
    return failure(
        ErrorCode::Refused,
        tr("%1 has %2 frames now, the project knows %3")
            .arg(to_qt(reel.path))
            .arg(clip->info().frames)
            .arg(reel.frames)
            .toStdString(),
        tr("bring the old file back, or add the new one as a reel of its own").toStdString());
}

} // namespace kinovar::ui
