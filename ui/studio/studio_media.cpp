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

std::optional<Error> Studio::source_error(Id reel) const {
    const auto at = sources_.find(reel);
    return at == sources_.end() ? std::nullopt : at->second->error;
}

void Studio::open_source(Id id) {
    const auto* reel = document_->get<project::Reel>(id);
    if (reel == nullptr || sources_.contains(id)) {
        return;
    }
    auto entry = std::make_unique<Source>();
    entry->path = reel->path;
    sources_.emplace(id, std::move(entry));
    auto clip = std::make_shared<pipeline::ClipPtr>();
    const std::uint64_t number = project_number_;
    const media::ReaderOptions options{.sequence_rate = reel->rate};
    jobs_->start(
        tr("Opening %1").arg(to_qt(reel->name)),
        [path = reel->path, options, clip](Job& /*job*/) -> Status {
            KINOVAR_TRY_ASSIGN(*clip, pipeline::SourceClip::open(path, options));
            return {};
        },
        [this, id, clip, number, path = reel->path](const Status& status) {
            const auto at = sources_.find(id);
            if (is_current(number) && at != sources_.end() && at->second->path == path) {
                take_source(id, status ? Result<pipeline::ClipPtr>(*clip)
                                       : Result<pipeline::ClipPtr>(failure(status.error())));
            }
        },
        true);
}

void Studio::take_source(Id id, Result<pipeline::ClipPtr> clip) {
    Source& source = *sources_.at(id);
    const auto* reel = document_->get<project::Reel>(id);
    if (clip && reel != nullptr && (*clip)->info().frames != reel->frames) {
        clip = failure(
            ErrorCode::Refused,
            (tr("%1 has %2 frames now, the project knows %3")
                 .arg(to_qt(reel->path))
                 .arg((*clip)->info().frames)
                 .arg(reel->frames))
                .toStdString(),
            tr("bring the old file back, or add the new one as a reel of its own").toStdString());
    }
    if (clip) {
        source.clip = *clip;
        source.error.reset();
    } else {
        source.error = clip.error();
    }
    forget_views();
    Q_EMIT source_changed(id);
    Q_EMIT views_changed();
}

} // namespace kinovar::ui
