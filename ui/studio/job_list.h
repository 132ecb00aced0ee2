#pragma once

#include "core/base/job.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace kinovar::ui {

enum class JobState { Running, Done, Failed, Cancelled };

/// The jobs of the window: each works on a thread of its own, is watched here and ends here.
/// Belongs to the GUI thread, which never waits for one except in the destructor.
class JobList : public QObject {
    Q_OBJECT

public:
    using Work = std::function<Status(Job&)>;        ///< on the job's thread
    using Then = std::function<void(const Status&)>; ///< on the GUI thread, after the work

    struct Entry {
        int id = 0;
        QString title;
        JobState state = JobState::Running;
        Progress progress;  ///< the last told
        QStringList log;    ///< lines and warnings
        Error error;        ///< of a failed one
        bool quiet = false; ///< small background work that the list need not show
    };

    explicit JobList(QObject* parent = nullptr);
    /// Stops all and waits.
    ~JobList() override;

    int start(const QString& title, Work work, Then then = {}, bool quiet = false);
    void pause(int id);
    void resume(int id);
    void cancel(int id);
    /// Drops those that have ended.
    void clear_ended();
    [[nodiscard]] const Entry* find(int id) const;
    [[nodiscard]] std::vector<const Entry*> entries() const; ///< oldest first
    [[nodiscard]] int running() const;

Q_SIGNALS:
    void added(int id);
    void changed(int id);
    void removed(int id);

private:
    struct Running;
    void take_events(int id);
    void end(int id, const Status& status);
    Running* running_of(int id) const;

    int next_id_ = 1;
    std::vector<std::unique_ptr<Running>> jobs_;
};

} // namespace kinovar::ui
