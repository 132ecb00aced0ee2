#pragma once

#include "ui/studio/job_list.h"

#include <QObject>
#include <optional>

namespace kinovar::ui {

/// Quiet work of which only the newest counts: what is asked for while other work runs stops that
/// and begins when it has ended; of what was overtaken nothing is told. GUI thread.
class LatestJob : public QObject {
    Q_OBJECT

public:
    LatestJob(JobList& jobs, QString title, QObject* parent = nullptr);

    void start(JobList::Work work, JobList::Then then);
    /// What was asked for is no longer wanted.
    void drop();
    [[nodiscard]] bool running() const { return job_ != 0; }

private:
    struct Order {
        JobList::Work work;
        JobList::Then then;
    };
    void begin(const Order& order);

    JobList& jobs_;
    QString title_;
    std::optional<Order> next_;
    bool wanted_ = false; ///< what runs is still the newest
    int job_ = 0;
};

} // namespace kinovar::ui
