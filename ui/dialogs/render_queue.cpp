#include "ui/dialogs/render_queue.h"

#include "core/render/project_render.h"
#include "core/steps/step_catalogue.h"
#include "ui/studio/settings.h"
#include "ui/studio/text.h"

#include <QStringList>
#include <memory>

namespace kinovar::ui {

namespace {

using project::Id;
using project::RenderJob;
using project::RenderState;

constexpr std::size_t kMostListed = 5;

/// What came of an export, for the user: one thing a line.
QString report_text(const render::RenderReport& report) {
    QStringList lines{
        RenderQueue::tr("%n frame(s), %1×%2, %3 s", nullptr, static_cast<int>(report.frames))
            .arg(report.width)
            .arg(report.height)
            .arg(report.seconds, 0, 'f', 1)};
    if (!report.damaged.empty()) {
        lines.append(RenderQueue::tr("%n damaged frame(s) of the source, the one before repeated",
                                     nullptr, static_cast<int>(report.damaged.size())));
    }
    for (std::size_t i = 0; i < report.conversions.size() && i < kMostListed; ++i) {
        const media::StreamProblem& problem = report.conversions[i];
        lines.append(problem.remedy.empty()
                         ? RenderQueue::tr("Left out: %1").arg(to_qt(problem.what))
                         : RenderQueue::tr("Converted: %1 (%2)")
                               .arg(to_qt(problem.what), to_qt(problem.remedy)));
    }
    for (std::size_t i = 0; i < report.differences.size() && i < kMostListed; ++i) {
        lines.append(
            RenderQueue::tr("Differs from the source: %1").arg(to_qt(report.differences[i].what)));
    }
    for (const pipeline::Credit& credit : report.credits) {
        lines.append(credit.commercial
                         ? RenderQueue::tr("Made with: %1").arg(to_qt(credit.text))
                         : RenderQueue::tr("Not for commercial use: %1").arg(to_qt(credit.text)));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

RenderQueue& RenderQueue::of(Studio& studio) {
    auto* queue = studio.findChild<RenderQueue*>(QString(), Qt::FindDirectChildrenOnly);
    return queue != nullptr ? *queue : *new RenderQueue(studio);
}

RenderQueue::RenderQueue(Studio& studio) : QObject(&studio), studio_(studio) {
    connect(&studio_, &Studio::project_changed, this, &RenderQueue::adopt_project);
    connect(&studio_, &Studio::document_changed, this, &RenderQueue::changed);
    connect(&studio_.jobs(), &JobList::changed, this, [this](int id) {
        if (id == job_) {
            Q_EMIT changed();
        }
    });
    adopt_project();
}

/// Renders that a crash or the end of the program broke off are not running any more.
void RenderQueue::adopt_project() {
    line_.clear();
    if (studio_.has_project() && !studio_.document().read_only()) {
        project::EditBuilder builder(studio_.document());
        for (const auto& [id, row] : studio_.document().all<RenderJob>()) {
            if (row.state == RenderState::Running && row.output != output_) {
                RenderJob stopped = row;
                stopped.state = RenderState::Stopped;
                stopped.message = tr("Broken off; it goes on from there").toStdString();
                builder.update(stopped);
            }
        }
        studio_.record(builder.finish("Renders broken off"));
    }
    Q_EMIT changed();
}

Id RenderQueue::add(RenderJob row) {
    project::EditBuilder builder(studio_.document());
    const Id id = builder.insert(std::move(row));
    return studio_.record(builder.finish("Add render")) ? id : 0;
}

void RenderQueue::start(Id row) {
    if (row == 0 || row == current_ || line_.contains(row)) {
        return;
    }
    line_.append(row);
    set_state(row, RenderState::Waiting, {});
    start_next();
}

void RenderQueue::start_next() {
    while (current_ == 0 && !line_.isEmpty()) {
        const Id next = line_.takeFirst();
        const auto* row = studio_.has_project() ? studio_.document().get<RenderJob>(next) : nullptr;
        if (row != nullptr) {
            run(*row);
        }
    }
    Q_EMIT changed();
}

void RenderQueue::run(const RenderJob& row) {
    const Id id = row.id;
    Result<render::RenderRequest> request = render::render_request(studio_.document(), row);
    if (!request) {
        set_state(id, RenderState::Failed, to_qt(request.error().one_line()));
        studio_.fail(request.error());
        return;
    }
    request->threads = settings::threads();
    current_ = id;
    output_ = row.output;
    drop_when_ended_ = false;
    auto report = std::make_shared<QString>();
    job_ = studio_.jobs().start(
        tr("Rendering %1").arg(to_qt(row.output.filename())),
        [request = std::move(*request), report](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(const render::RenderReport made,
                               render::render(steps::step_catalogue(), request, job));
            *report = report_text(made);
            return {};
        },
        [this, id, output = row.output, report](const Status& status) {
            end(id, output, status, *report);
        });
    set_state(id, RenderState::Running, {});
}

void RenderQueue::end(Id row, const std::filesystem::path& output, const Status& status,
                      const QString& report) {
    current_ = 0;
    job_ = 0;
    output_.clear();
    // Another project may be open by now.
    const auto* kept = studio_.has_project() ? studio_.document().get<RenderJob>(row) : nullptr;
    if (kept != nullptr && kept->output == output) {
        if (status) {
            set_state(row, RenderState::Done, report);
        } else if (status.error().code == ErrorCode::Cancelled) {
            set_state(row, RenderState::Stopped, tr("Stopped; it goes on from there"));
        } else {
            set_state(row, RenderState::Failed, to_qt(status.error().one_line()));
        }
        if (drop_when_ended_) {
            remove(row);
        }
    }
    if (status) {
        studio_.tell(tr("%1 is rendered").arg(to_qt(output.filename())));
    } else if (status.error().code != ErrorCode::Cancelled) {
        studio_.fail(status.error());
    }
    start_next();
}

void RenderQueue::set_state(Id row, RenderState state, const QString& message) {
    const auto* present = studio_.document().get<RenderJob>(row);
    if (present == nullptr) {
        return;
    }
    RenderJob changed_row = *present;
    changed_row.state = state;
    changed_row.message = message.toStdString();
    project::EditBuilder builder(studio_.document());
    builder.update(changed_row);
    studio_.record(builder.finish("Render"));
    Q_EMIT changed();
}

void RenderQueue::stop(Id row) {
    if (row == current_) {
        studio_.jobs().cancel(job_);
    } else if (line_.removeOne(row)) {
        Q_EMIT changed();
    }
}

void RenderQueue::remove(Id row) {
    if (row == current_) {
        drop_when_ended_ = true;
        stop(row);
        return;
    }
    line_.removeOne(row);
    if (studio_.document().get<RenderJob>(row) != nullptr) {
        project::EditBuilder builder(studio_.document());
        builder.remove(row);
        studio_.record(builder.finish("Remove render"));
    }
    Q_EMIT changed();
}

const JobList::Entry* RenderQueue::job_of(Id row) const {
    return row != 0 && row == current_ ? studio_.jobs().find(job_) : nullptr;
}

} // namespace kinovar::ui
