#pragma once

#include "ui/studio/studio.h"

#include <QList>
#include <QObject>
#include <QString>

namespace kinovar::ui {

/// The renders of the open project, worked on one after the other as jobs. The rows are those of
/// the project (project::RenderJob); their changes are recorded past the undo list, since a film on
/// disk is not undone by Ctrl+Z. One a Studio, which outlives windows and dialogs. GUI thread.
class RenderQueue : public QObject {
    Q_OBJECT

public:
    /// The queue of that studio; made when first asked for.
    static RenderQueue& of(Studio& studio);

    /// A new row that waits; 0 where it could not be written.
    project::Id add(project::RenderJob row);
    /// Works on the row as soon as those before it are done. A render that was stopped goes on from
    /// its last finished segment.
    void start(project::Id row);
    void stop(project::Id row);
    /// Drops the row (not the file); one that is worked on is stopped first.
    void remove(project::Id row);
    /// The job that works on the row; null: none does.
    [[nodiscard]] const JobList::Entry* job_of(project::Id row) const;
    [[nodiscard]] bool waits_in_line(project::Id row) const { return line_.contains(row); }

Q_SIGNALS:
    void changed();

private:
    explicit RenderQueue(Studio& studio);
    void start_next();
    void run(const project::RenderJob& row);
    void end(project::Id row, const std::filesystem::path& output, const Status& status,
             const QString& report);
    void set_state(project::Id row, project::RenderState state, const QString& message);
    void adopt_project();

    Studio& studio_;
    QList<project::Id> line_;      ///< asked for, not begun
    project::Id current_ = 0;      ///< worked on
    int job_ = 0;                  ///< of current_
    std::filesystem::path output_; ///< of current_
    bool drop_when_ended_ = false;
};

} // namespace kinovar::ui
